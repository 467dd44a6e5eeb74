#include "sim/cli/sweep_results.hpp"

#include <fmt/format.h>

#include "sim/cli/print.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/report/display_text.hpp"
#include "sim/report/report.hpp"
#include "sim/sweep/results.hpp"

namespace acklab::cli {

std::string results_base(const std::optional<std::string>& told, const std::string& name) {
  return told.value_or("results/" + name);
}

Expected<void, std::string> check_results(const std::string& base) {
  for (const char* ending : {".csv", ".json"}) {
    if (auto writable = report::check_writable(base + ending); !writable) return writable;
  }
  return {};
}

Expected<void, std::string> write_results(const std::string& base,
                                          std::span<journal::Journal> journals) {
  const auto texts = sweep::results_of(journals);
  if (!texts) return failure(texts.error());
  if (auto written = report::write_whole(base + ".csv", texts->csv); !written) return written;
  return report::write_whole(base + ".json", texts->json);
}

void print_results(const std::string& base) {
  print_words(fmt::format("results: {0}.csv and {0}.json", base));
}

void print_words(const std::string& words) {
  const report::TableStyle style = output_style();
  print(report::wrap(report::printable(words, style.utf8), style.columns, 0));
}

}  // namespace acklab::cli

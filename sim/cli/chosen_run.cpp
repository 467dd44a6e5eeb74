#include "sim/cli/chosen_run.hpp"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/cli/options.hpp"
#include "sim/report/display_text.hpp"
#include "sim/run/trace_file.hpp"

namespace acklab::cli {

Expected<std::vector<std::string>, std::string> chosen_contenders(const retell::ReadReport& report,
                                                                  const RunChoice& choice) {
  std::vector<std::string> names = report.contenders();
  if (!choice.contender) return names;
  if (std::find(names.begin(), names.end(), *choice.contender) != names.end()) {
    return std::vector<std::string>{*choice.contender};
  }
  const std::vector<std::string_view> views(names.begin(), names.end());
  return failure(fmt::format("'--contender' expects a contender of the report ({}), found '{}'.{}",
                             report::printable(fmt::format("{}", fmt::join(names, ", ")), true),
                             report::printable(*choice.contender, true),
                             did_you_mean(*choice.contender, views)));
}

std::string fate_file_of(const retell::ReadReport& report, const RunChoice& choice,
                         const std::string& contender) {
  return run::fate_file(*choice.trace, report.scenario(),
                        report.shares_link() ? run::name_of_flows : contender, choice.run);
}

Expected<std::optional<retell::RunTrace>, std::string> chosen_trace(
    const retell::ReadReport& report, const RunChoice& choice, const std::string& contender) {
  using Found = std::optional<retell::RunTrace>;
  if (!choice.trace) return Found{};
  const std::string file = fate_file_of(report, choice, contender);
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return Found{};
  auto trace =
      retell::read_run_trace(file, report.shares_link() ? std::optional{contender} : std::nullopt);
  if (!trace) return failure(trace.error());
  const auto seed = retell::number_at(report.run(contender, choice.run - 1), "seed");
  if (seed && *seed != static_cast<double>(trace->seed)) {
    return failure(fmt::format(
        "'{}' is of another run than the report: of seed {}. Make both with one 'acklab run "
        "--trace'.",
        report::printable(file, true), trace->seed));
  }
  trace->counts_segments = report.counts_segments(contender);
  return Found{std::move(*trace)};
}

Expected<retell::RunTrace, std::string> first_trace(const retell::ReadReport& report,
                                                    const RunChoice& choice) {
  const auto names = chosen_contenders(report, choice);
  if (!names) return failure(names.error());
  for (const std::string& name : *names) {
    auto trace = chosen_trace(report, choice, name);
    if (!trace) return failure(trace.error());
    if (*trace) return std::move(**trace);
  }
  return failure(fmt::format(
      "In '{}' there is no trace of run {} of {}; make one with 'acklab run SCENARIO --trace {}'.",
      report::printable(*choice.trace, true), choice.run,
      choice.contender ? report::printable(*choice.contender, true) : "any contender",
      report::printable(*choice.trace, true)));
}

}  // namespace acklab::cli

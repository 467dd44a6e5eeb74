#include "sim/cli/report_options.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "sim/cli/options.hpp"

namespace acklab::cli {
namespace {

/// Beside the first report, with .html for its ending.
std::string usual_output(const std::string& report) {
  return std::filesystem::path{report}.replace_extension(".html").string();
}

}  // namespace

Expected<ReportOptions, std::string> parse_report_options(std::span<const std::string> arguments) {
  static constexpr OptionRule rules[] = {
      {"output", 'o', "a file name"},  {"trace", 0, "a folder"}, {"compare", 0, ""},
      {"second-trace", 0, "a folder"}, {"open", 0, ""},
  };
  const auto parsed = parse_options("report", arguments, rules);
  if (!parsed) return failure(parsed.error());
  const bool compare = parsed->has("compare");
  const std::size_t expected = compare ? 2 : 1;
  if (parsed->words.size() != expected) {
    return failure(compare ? fmt::format("'acklab report --compare' expects two reports, found {}.",
                                         parsed->words.size())
                           : fmt::format("'acklab report' expects one report, as in 'acklab report "
                                         "results/lossy-bulk.json', found {}; two go with "
                                         "'--compare'.",
                                         parsed->words.size()));
  }
  if (!compare && parsed->has("second-trace")) {
    return failure(std::string{"'--second-trace' goes with '--compare' alone."});
  }
  ReportOptions options;
  for (const std::string& word : parsed->words) options.reports.push_back({word, std::nullopt});
  options.reports.front().trace = parsed->get("trace");
  if (compare) options.reports.back().trace = parsed->get("second-trace");
  options.output = parsed->get("output").value_or(usual_output(parsed->words.front()));
  options.open = parsed->has("open");
  const bool onto_itself =
      std::find(parsed->words.begin(), parsed->words.end(), options.output) != parsed->words.end();
  if (onto_itself) {
    return failure(
        fmt::format("The page would take the place of the report '{}'; choose another "
                    "place with -o.",
                    options.output));
  }
  return options;
}

}  // namespace acklab::cli

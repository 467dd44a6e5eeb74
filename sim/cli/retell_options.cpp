#include "sim/cli/retell_options.hpp"

#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "sim/cli/options.hpp"
#include "sim/report/display_text.hpp"
#include "sim/scenario/limits.hpp"
#include "sim/scenario/units.hpp"

namespace acklab::cli {
namespace {

constexpr std::uint64_t most_ladder_lines = 1'000'000;

Expected<RunChoice, std::string> run_choice(std::string_view command, const ParsedOptions& parsed,
                                            std::span<const std::string> reports) {
  if (reports.size() != 1) {
    return failure(fmt::format(
        "'acklab {0}' expects one report, as in 'acklab {0} results/lossy-bulk.json', found {1}.",
        command, reports.size()));
  }
  RunChoice choice;
  choice.report = reports.front();
  choice.trace = parsed.get("trace");
  choice.contender = parsed.get("contender");
  if (const auto text = parsed.get("run")) {
    const auto number = parse_whole_number("run", *text, 1, scenario::max_repeat);
    if (!number) return failure(number.error());
    choice.run = static_cast<std::uint32_t>(*number);
  }
  return choice;
}

}  // namespace

Expected<ShowOptions, std::string> parse_show_options(std::span<const std::string> arguments) {
  auto parsed = parse_options("show", arguments, {});
  if (!parsed) return failure(parsed.error());
  if (parsed->words.empty()) {
    return failure(std::string{
        "'acklab show' expects a report, as in 'acklab show results/lossy-bulk.json'."});
  }
  return ShowOptions{std::move(parsed->words)};
}

Expected<LadderOptions, std::string> parse_ladder_options(std::span<const std::string> arguments) {
  static constexpr OptionRule rules[] = {{"trace", 0, "a folder"},
                                         {"contender", 0, "the name of a contender"},
                                         {"run", 0, "a whole number"},
                                         {"from", 0, "a duration such as 120ms"},
                                         {"count", 0, "a whole number"}};
  const auto parsed = parse_options("ladder", arguments, rules);
  if (!parsed) return failure(parsed.error());
  LadderOptions options;
  auto choice = run_choice("ladder", *parsed, parsed->words);
  if (!choice) return failure(choice.error());
  options.of = std::move(*choice);
  if (!options.of.trace) {
    return failure(std::string{
        "'acklab ladder' needs the trace of the run: make one with 'acklab run SCENARIO --trace "
        "FOLDER', then give that FOLDER to '--trace'."});
  }
  if (const auto text = parsed->get("from")) {
    const auto from = scenario::parse_duration(*text);
    if (!from) return failure(fmt::format("'--from': {}.", from.error()));
    options.from = *from;
  }
  if (const auto text = parsed->get("count")) {
    const auto count = parse_whole_number("count", *text, 1, most_ladder_lines);
    if (!count) return failure(count.error());
    options.count = static_cast<std::size_t>(*count);
  }
  return options;
}

Expected<ExplainOptions, std::string> parse_explain_options(
    std::span<const std::string> arguments) {
  static constexpr OptionRule rules[] = {{"trace", 0, "a folder"},
                                         {"contender", 0, "the name of a contender"},
                                         {"run", 0, "a whole number"}};
  const auto parsed = parse_options("explain", arguments, rules);
  if (!parsed) return failure(parsed.error());
  auto choice = run_choice("explain", *parsed, parsed->words);
  if (!choice) return failure(choice.error());
  return ExplainOptions{std::move(*choice)};
}

Expected<ExportOptions, std::string> parse_export_options(std::span<const std::string> arguments) {
  static constexpr OptionRule rules[] = {{"trace", 0, "a folder"},
                                         {"contender", 0, "the name of a contender"},
                                         {"run", 0, "a whole number"},
                                         {"output", 'o', "a file name"}};
  static constexpr std::array<std::string_view, 4> tables{"series", "runs", "packets", "records"};
  const auto parsed = parse_options("export", arguments, rules);
  if (!parsed) return failure(parsed.error());
  const std::string table = parsed->words.empty() ? std::string{} : parsed->words.front();
  ExportOptions options;
  if (table == "series") {
    options.table = ExportTable::series;
  } else if (table == "runs") {
    options.table = ExportTable::runs;
  } else if (table == "packets") {
    options.table = ExportTable::packets;
  } else if (table == "records") {
    options.table = ExportTable::records;
  } else {
    return failure(
        fmt::format("'acklab export' expects series, runs, packets or records, found '{}'.{}",
                    report::printable(table, true), did_you_mean(table, tables)));
  }
  auto choice = run_choice("export " + table, *parsed, std::span{parsed->words}.subspan(1));
  if (!choice) return failure(choice.error());
  options.of = std::move(*choice);
  options.output = parsed->get("output");
  const bool of_a_run =
      options.table == ExportTable::packets || options.table == ExportTable::records;
  if (of_a_run && !options.of.trace) {
    return failure(
        fmt::format("'acklab export {}' needs the trace of the run: make one with 'acklab run "
                    "SCENARIO --trace FOLDER', then give that FOLDER to '--trace'.",
                    table));
  }
  if (!of_a_run && (options.of.trace || options.of.contender || parsed->has("run"))) {
    return failure(
        fmt::format("'acklab export {}' tells of all runs; --trace, --contender and --run go with "
                    "packets and records.",
                    table));
  }
  return options;
}

}  // namespace acklab::cli

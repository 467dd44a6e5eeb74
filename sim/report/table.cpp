#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "sim/report/display_text.hpp"
#include "sim/report/grid.hpp"
#include "sim/report/honesty/honesty.hpp"
#include "sim/report/lesson_text.hpp"
#include "sim/report/quantity.hpp"
#include "sim/report/repeatability.hpp"
#include "sim/report/report.hpp"
#include "sim/report/table_columns.hpp"
#include "sim/report/text_parts.hpp"
#include "sim/report/theory/theory_text.hpp"
#include "sim/report/words/retold.hpp"

namespace acklab::report {
namespace {

std::string grid_text(const run::BatchResult& batch, const TableStyle& style, const Words& words) {
  const std::vector<Column> columns = columns_for(batch, style.utf8, words);
  std::vector<GridHeading> headings;
  headings.reserve(columns.size());
  for (const Column& column : columns) headings.push_back(column.heading);
  Grid grid{std::move(headings)};
  for (const run::ContenderRuns& contender : batch.contenders) {
    std::vector<std::string> row;
    row.reserve(columns.size());
    for (const Column& column : columns) row.push_back(column.cell(contender));
    grid.add_row(std::move(row));
  }
  std::string text;
  std::size_t number = 0;
  for (const std::string& line : grid.lines(style.columns, glyphs_for(style.utf8).ellipsis)) {
    text += (number++ < 2 ? painted(line, Paint::strong, style.colour) : line) + '\n';
  }
  return text;
}

std::string_view path_words(path::PathKind kind) {
  switch (kind) {
    case path::PathKind::simulated:
      return "path.simulated";
    case path::PathKind::relay:
      return "path.relay";
    case path::PathKind::tun:
      return "path.tun";
  }
  return "path.unknown";
}

std::string told_link(const run::BatchResult& batch, const Words& words) {
  const auto found = batch.link_text.find(words.language());
  return found == batch.link_text.end() ? link_text(batch.scenario.link, words) : found->second;
}

std::string heading_text(const run::BatchResult& batch, const TableStyle& style,
                         const Words& words) {
  const scenario::Scenario& scenario = batch.scenario;
  const auto paragraph = [&style](const std::string& label, const std::string& content) {
    const std::string lines = wrap(printable(content, style.utf8), style.columns, 6);
    return pad_right(label, 6) + (lines.empty() ? "\n" : lines.substr(6));
  };
  std::string text = lesson_heading(scenario, style, words);
  text += paragraph(words("heading.link"), told_link(batch, words));
  text += paragraph(words("heading.job"), workload_text(scenario.workload, words));
  std::string how = words(path_words(batch.path));
  if (scenario.ip_version == path::IpVersion::v6) how += words("path.over_ipv6");
  how += scenario.repeat == 1 ? words("path.one_run") : words.say("path.runs", scenario.repeat);
  how += words.say("path.seed", scenario.seed);
  if (!batch.path_reason.empty())
    how += words("run.stop") + words("run.gap") + retold(batch.path_reason, words);
  return text + paragraph(words("heading.path"), how);
}

std::string expectations_text(const run::BatchResult& batch, const TableStyle& style,
                              const Words& words) {
  const Glyphs& glyphs = glyphs_for(style.utf8);
  std::string text;
  for (const run::ExpectationResult& result : batch.expectations) {
    const bool broken = is_broken(batch, result);
    const bool holds = result.verdict == run::Verdict::holds;
    const std::string_view mark = broken ? glyphs.fails : holds ? glyphs.holds : glyphs.unmeasured;
    const Paint paint = broken ? Paint::bad : holds ? Paint::good : Paint::quiet;
    text +=
        marked(mark, paint, printable(expectation_text(result, glyphs, words), style.utf8), style);
  }
  return text;
}

}  // namespace

std::string to_table(const run::BatchResult& batch, const TableStyle& style) {
  TableStyle within = style;
  within.columns = std::max(style.columns, 40U);
  const Words& words = Words::in(style.language);
  std::string text =
      heading_text(batch, within, words) + '\n' + grid_text(batch, within, words) + '\n';
  if (const std::string flows = flows_text(batch, words); !flows.empty()) {
    text += wrap(flows, within.columns, 0);
  }
  for (const std::string& paragraph : run_texts(batch, words)) {
    text += wrap(printable(paragraph, within.utf8), within.columns, 0);
  }
  if (const std::string repeats = repeatability_of(batch, words); !repeats.empty()) {
    text += wrap(repeats, within.columns, 0);
  }
  if (const std::string verdicts = expectations_text(batch, within, words); !verdicts.empty()) {
    text += '\n' + words("expect.heading") + '\n' + verdicts;
  }
  if (const std::string theory = theory_text(batch, within); !theory.empty()) {
    text += '\n' + words("theory.heading") + '\n' + theory;
  }
  if (const std::string honesty = honesty_text(batch, within); !honesty.empty()) {
    text += '\n' + words("honesty.heading") + '\n' + honesty;
  }
  const std::vector<std::string> cautions = warnings(batch, words);
  if (!cautions.empty()) text += '\n';
  for (const std::string& sentence : cautions) {
    text += marked(glyphs_for(within.utf8).warning, Paint::caution,
                   printable(sentence, within.utf8), within);
  }
  return text + lesson_ending(batch.scenario, within, words);
}

}  // namespace acklab::report

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "sim/report/display_text.hpp"
#include "sim/report/grid.hpp"
#include "sim/report/quantity.hpp"
#include "sim/report/repeatability.hpp"
#include "sim/report/report.hpp"
#include "sim/report/text_parts.hpp"

namespace acklab::report {
namespace {

using contender::Outcome;

/// One word for how the runs of a contender ended that did not complete.
const char* ending_of(const run::ContenderRuns& contender) {
  for (const contender::RunResult& run : contender.runs) {
    switch (run.outcome) {
      case Outcome::completed:
        break;
      case Outcome::time_limit:
        return "too long";
      case Outcome::gave_up:
        return "gave up";
      case Outcome::interrupted:
        return "stopped";
      case Outcome::not_run:
        return "not run";
    }
  }
  return "-";
}

std::vector<std::string> row_of(const run::ContenderRuns& contender, const RateUnit& unit,
                                const TableStyle& style) {
  const auto cell = [&contender](std::string_view metric, auto format) {
    const auto value = median_of(contender, metric);
    return value ? std::string{format(*value)} : std::string{"-"};
  };
  const bool ran = did_run(contender);
  const auto completion = median_of(contender, "timing.completion_ms");
  return {printable(contender.spec.name, style.utf8),
          cell("integrity.intact_ratio", share_text),
          cell("integrity.missing", count_text),
          cell("integrity.duplicated", count_text),
          cell("integrity.out_of_order", count_text),
          cell("integrity.corrupted", count_text),
          ran && completion ? duration_text(*completion) : ending_of(contender),
          cell("goodput_bits_per_s",
               [&unit](double rate) { return significant(rate / unit.bits_per_s); }),
          cell("cost.overhead_ratio", share_text),
          cell("cost.retransmissions", count_text)};
}

std::string grid_text(const run::BatchResult& batch, const TableStyle& style) {
  double fastest = 0;
  for (const run::ContenderRuns& contender : batch.contenders) {
    fastest = std::max(fastest, median_of(contender, "goodput_bits_per_s").value_or(0));
  }
  const RateUnit unit = rate_unit_for(fastest > 0 ? fastest : 1e6);
  Grid grid{{{"", "contender"},
             {"", "intact"},
             {"", "missing"},
             {"", "twice"},
             {"out of", "order"},
             {"", "corrupt"},
             {"", "time"},
             {"goodput", unit.name},
             {"over-", "head"},
             {"sent", "again"}}};
  for (const run::ContenderRuns& contender : batch.contenders) {
    grid.add_row(row_of(contender, unit, style));
  }
  std::string text;
  std::size_t number = 0;
  for (const std::string& line : grid.lines(style.columns, glyphs_for(style.utf8).ellipsis)) {
    text += (number++ < 2 ? painted(line, Paint::strong, style.colour) : line) + '\n';
  }
  return text;
}

const char* path_text(path::PathKind kind) {
  switch (kind) {
    case path::PathKind::simulated:
      return "simulated: virtual time, no sockets";
    case path::PathKind::relay:
      return "relay: real UDP sockets of this machine";
    case path::PathKind::tun:
      return "tun: two hosts in this machine, joined by the link";
  }
  return "unknown";
}

std::string heading_text(const run::BatchResult& batch, const TableStyle& style) {
  const scenario::Scenario& scenario = batch.scenario;
  const auto paragraph = [&style](const std::string& label, const std::string& content) {
    const std::string lines = wrap(printable(content, style.utf8), style.columns, 6);
    return pad_right(label, 6) + (lines.empty() ? "\n" : lines.substr(6));
  };
  const std::string title =
      wrap(printable(scenario.question.empty() ? scenario.name : scenario.question.english(),
                     style.utf8),
           style.columns, 0);
  std::string text =
      painted(title.substr(0, title.find_last_of('\n')), Paint::strong, style.colour);
  text += "\n\n" + paragraph("link", link_text(scenario.link));
  text += paragraph("job", workload_text(scenario.workload));
  std::string how = path_text(batch.path);
  if (scenario.ip_version == path::IpVersion::v6) how += ", over IPv6";
  how += fmt::format("; {}", scenario.repeat == 1
                                 ? "one run each"
                                 : fmt::format("{} runs each, medians shown", scenario.repeat));
  how += fmt::format(", seed {}", scenario.seed);
  if (!batch.path_reason.empty()) how += ". " + batch.path_reason;
  return text + paragraph("path", how);
}

std::string expectations_text(const run::BatchResult& batch, const TableStyle& style) {
  const Glyphs& glyphs = glyphs_for(style.utf8);
  std::string text;
  for (const run::ExpectationResult& result : batch.expectations) {
    const bool broken = is_broken(batch, result);
    const bool holds = result.verdict == run::Verdict::holds;
    const std::string_view mark = broken ? glyphs.fails : holds ? glyphs.holds : glyphs.unmeasured;
    const Paint paint = broken ? Paint::bad : holds ? Paint::good : Paint::quiet;
    text += marked(mark, paint, printable(expectation_text(result, glyphs), style.utf8), style);
  }
  return text;
}

}  // namespace

std::string to_table(const run::BatchResult& batch, const TableStyle& style) {
  TableStyle within = style;
  within.columns = std::max(style.columns, 40U);
  std::string text = heading_text(batch, within) + '\n' + grid_text(batch, within) + '\n';
  for (const std::string& paragraph : run_texts(batch)) {
    text += wrap(printable(paragraph, within.utf8), within.columns, 0);
  }
  if (const std::string repeats = repeatability_of(batch); !repeats.empty()) {
    text += wrap(repeats, within.columns, 0);
  }
  if (const std::string verdicts = expectations_text(batch, within); !verdicts.empty()) {
    text += "\nexpected by the scenario\n" + verdicts;
  }
  const std::vector<std::string> cautions = warnings(batch);
  if (!cautions.empty()) text += '\n';
  for (const std::string& sentence : cautions) {
    text += marked(glyphs_for(within.utf8).warning, Paint::caution,
                   printable(sentence, within.utf8), within);
  }
  return text;
}

}  // namespace acklab::report

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
#include "sim/report/text_parts.hpp"
#include "sim/report/theory/theory_text.hpp"

namespace acklab::report {
namespace {

using contender::Outcome;

/// One word for how the runs of a contender ended that did not complete.
std::string ending_of(const run::ContenderRuns& contender, const Words& words) {
  for (const contender::RunResult& run : contender.runs) {
    switch (run.outcome) {
      case Outcome::completed:
        break;
      case Outcome::time_limit:
        return words("grid.too_long");
      case Outcome::gave_up:
        return words("grid.gave_up");
      case Outcome::interrupted:
        return words("grid.stopped");
      case Outcome::not_run:
        return words("grid.not_run");
    }
  }
  return "-";
}

std::vector<std::string> row_of(const run::ContenderRuns& contender, const RateUnit& unit,
                                const TableStyle& style, const Words& words) {
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
          ran && completion ? duration_text(*completion) : ending_of(contender, words),
          cell("goodput_bits_per_s",
               [&unit](double rate) { return significant(rate / unit.bits_per_s); }),
          cell("cost.overhead_ratio", share_text),
          cell("cost.retransmissions", count_text)};
}

std::string grid_text(const run::BatchResult& batch, const TableStyle& style, const Words& words) {
  double fastest = 0;
  for (const run::ContenderRuns& contender : batch.contenders) {
    fastest = std::max(fastest, median_of(contender, "goodput_bits_per_s").value_or(0));
  }
  const RateUnit unit = rate_unit_for(fastest > 0 ? fastest : 1e6);
  Grid grid{{{"", words("grid.contender")},
             {"", words("grid.intact")},
             {"", words("grid.missing")},
             {"", words("grid.twice")},
             {words("grid.order_upper"), words("grid.order_lower")},
             {"", words("grid.corrupt")},
             {"", words("grid.time")},
             {words("grid.goodput"), unit.name},
             {words("grid.overhead_upper"), words("grid.overhead_lower")},
             {words("grid.again_upper"), words("grid.again_lower")}}};
  for (const run::ContenderRuns& contender : batch.contenders) {
    grid.add_row(row_of(contender, unit, style, words));
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

std::string heading_text(const run::BatchResult& batch, const TableStyle& style,
                         const Words& words) {
  const scenario::Scenario& scenario = batch.scenario;
  const auto paragraph = [&style](const std::string& label, const std::string& content) {
    const std::string lines = wrap(printable(content, style.utf8), style.columns, 6);
    return pad_right(label, 6) + (lines.empty() ? "\n" : lines.substr(6));
  };
  std::string text = lesson_heading(scenario, style, words);
  text += paragraph(words("heading.link"), link_text(scenario.link));
  text += paragraph(words("heading.job"), workload_text(scenario.workload));
  std::string how = words(path_words(batch.path));
  if (scenario.ip_version == path::IpVersion::v6) how += words("path.over_ipv6");
  how += scenario.repeat == 1 ? words("path.one_run") : words.say("path.runs", scenario.repeat);
  how += words.say("path.seed", scenario.seed);
  if (!batch.path_reason.empty()) how += words("run.stop") + " " + batch.path_reason;
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

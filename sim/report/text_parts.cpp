#include "sim/report/text_parts.hpp"

#include <cassert>

#include "sim/contender/metrics.hpp"
#include "sim/report/display_text.hpp"

namespace acklab::report {
namespace {

const char* escape_of(Paint paint) {
  switch (paint) {
    case Paint::strong:
      return "\x1b[1m";
    case Paint::good:
      return "\x1b[32m";
    case Paint::bad:
      return "\x1b[31m";
    case Paint::caution:
      return "\x1b[33m";
    case Paint::quiet:
      return "\x1b[2m";
  }
  return "";
}

}  // namespace

const Glyphs& glyphs_for(bool utf8) {
  static constexpr Glyphs unicode{"✓", "✗", "–", "!", "±", "…"};
  static constexpr Glyphs ascii{"ok", "NO", "--", "!", "+-", "..."};
  return utf8 ? unicode : ascii;
}

std::string painted(std::string_view text, Paint paint, bool colour) {
  if (!colour) return std::string{text};
  return escape_of(paint) + std::string{text} + "\x1b[0m";
}

std::string marked(std::string_view mark, Paint paint, std::string_view text,
                   const TableStyle& style) {
  const std::size_t indent = 2 + display_width(mark) + 1;
  const std::string lines = wrap(text, style.columns, indent);
  return "  " + painted(mark, paint, style.colour) + " " + lines.substr(indent);
}

std::optional<double> median_of(const run::ContenderRuns& contender, const RunValue& value) {
  std::vector<double> values;
  for (const contender::RunResult& run : contender.runs) {
    if (const auto one = value(run)) values.push_back(*one);
  }
  const auto summary = run::summarise(std::move(values));
  return summary ? std::optional{summary->median} : std::nullopt;
}

std::optional<double> median_of(const run::ContenderRuns& contender, std::string_view metric) {
  const contender::Metric* found = contender::find_metric(metric);
  assert(found != nullptr);
  return median_of(contender, [found](const contender::RunResult& run) { return found->of(run); });
}

bool did_run(const run::ContenderRuns& contender) {
  for (const contender::RunResult& run : contender.runs) {
    if (run.outcome != contender::Outcome::not_run) return true;
  }
  return false;
}

}  // namespace acklab::report

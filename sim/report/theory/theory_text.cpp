#include "sim/report/theory/theory_text.hpp"

#include <fmt/format.h>

#include "sim/report/display_text.hpp"
#include "sim/report/quantity.hpp"
#include "sim/report/text_parts.hpp"
#include "sim/report/theory/theory_words.hpp"
#include "sim/report/words/retold.hpp"
#include "sim/theory/catalogue.hpp"

namespace acklab::report {
namespace {

constexpr std::size_t theory_indent = 4;

/// "D = 1452 bytes, RTO = 300 ms (given)": where an input comes from is said where the scenario's
/// own link, job and contender do not tell.
std::string inputs_text(const run::TheoryResult& result, const Words& words) {
  std::string text;
  for (const scenario::ResolvedInput& input : result.inputs) {
    const bool tell = input.from == "given" || input.from == "default";
    text += fmt::format(
        "{}{} = {}{}", text.empty() ? "" : ", ", input.input->symbol,
        quantities_text(input.values, input.input->unit, words),
        tell ? words(input.from == "given" ? "theory.given" : "theory.default") : std::string{});
  }
  return text;
}

std::string tolerance_text(const scenario::TheoryLine& line, const Words& words) {
  return line.absolute ? metric_text(line.tolerance, line.metric, words)
                       : percent_setting(line.tolerance);
}

std::string difference_text(const run::TheoryResult& result, const Words& words) {
  if (result.line.absolute || !result.relative_difference) {
    const std::string size =
        metric_text(theory::rounded(*result.difference), result.line.metric, words);
    return *result.difference < 0 ? size : "+" + size;
  }
  return fmt::format("{:+.3g} %", theory::rounded(*result.relative_difference) * 100);
}

/// "predicted 63.7 kbit/s | measured 64.1 kbit/s | +0.69 % | within 5 %".
std::string comparison_text(const run::TheoryResult& result, const Words& words) {
  const std::string_view metric = result.line.metric;
  // As in the report, where the last digits of a formula's result do not depend on the machine.
  const std::string predicted =
      result.prediction ? metric_text(theory::rounded(*result.prediction), metric, words) : "-";
  const std::string measured = result.measured ? metric_text(*result.measured, metric, words) : "-";
  const std::string text = words.say("theory.compared", predicted, measured);
  switch (result.verdict) {
    case run::TheoryVerdict::within:
      return words.say("theory.within", text, difference_text(result, words),
                       tolerance_text(result.line, words));
    case run::TheoryVerdict::outside:
      return words.say("theory.outside", text, difference_text(result, words),
                       tolerance_text(result.line, words));
    case run::TheoryVerdict::not_compared:
      break;
  }
  return words.say("theory.not_compared", text, retold(result.reason, words));
}

struct Mark {
  std::string_view sign;
  Paint paint;
};

/// A prediction that need not hold is no failure when it does not, but it is no tick either.
Mark mark_of(const run::BatchResult& batch, const run::TheoryResult& result, bool utf8) {
  const Glyphs& glyphs = glyphs_for(utf8);
  if (is_broken(batch, result)) return {glyphs.fails, Paint::bad};
  switch (result.verdict) {
    case run::TheoryVerdict::within:
      return {glyphs.holds, Paint::good};
    case run::TheoryVerdict::outside:
      return {utf8 ? "≠" : "!=", Paint::caution};
    case run::TheoryVerdict::not_compared:
      break;
  }
  return {glyphs.unmeasured, Paint::quiet};
}

}  // namespace

bool is_broken(const run::BatchResult& batch, const run::TheoryResult& result) {
  if (!result.line.must_hold) return false;
  switch (result.verdict) {
    case run::TheoryVerdict::within:
      return false;
    case run::TheoryVerdict::outside:
      return true;
    case run::TheoryVerdict::not_compared:
      break;
  }
  if (batch.interrupted) return false;
  for (const run::ContenderRuns& contender : batch.contenders) {
    if (contender.spec.name == result.line.contender) return did_run(contender);
  }
  return false;
}

std::string theory_text(const run::BatchResult& batch, const TableStyle& style) {
  const Words& words = Words::in(style.language);
  std::string text;
  for (const run::TheoryResult& result : batch.theory) {
    const theory::Formula& formula = *result.line.formula;
    const Mark mark = mark_of(batch, result, style.utf8);
    const auto add = [&](const std::string& line) {
      text += wrap(printable(line, style.utf8), style.columns, theory_indent);
    };
    text += marked(
        mark.sign, mark.paint,
        printable(words.say("theory.by", result.line.contender, result.line.metric, formula.name),
                  style.utf8),
        style);
    add(std::string{style.utf8 ? formula.unicode : formula.ascii});
    if (const std::string inputs = inputs_text(result, words); !inputs.empty()) add(inputs);
    add(comparison_text(result, words));
    if (result.verdict == run::TheoryVerdict::outside && !result.line.note.empty()) {
      add(result.line.note.in(style.language));
    }
  }
  return text;
}

}  // namespace acklab::report

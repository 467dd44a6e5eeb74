#include <cmath>

#include <fmt/format.h>

#include "sim/contender/metrics.hpp"
#include "sim/report/quantity.hpp"
#include "sim/report/text_parts.hpp"

namespace acklab::report {
namespace {

std::string value_text(double value, bool boolean, const Words& words) {
  if (!boolean) return plain(value);
  return words(value != 0 ? "expect.true" : "expect.false");
}

/// Four digits read well; where an expectation fails, rounding must not hide by how little.
std::string measured_text(const run::ExpectationResult& result, bool boolean, const Words& words) {
  if (!result.measured) return words("expect.not_measured");
  const double value = *result.measured;
  const bool brief = !boolean && result.verdict == run::Verdict::holds && std::fabs(value) < 1000;
  return words.say("expect.is",
                   brief ? fmt::format("{:.4g}", value) : value_text(value, boolean, words));
}

struct ConditionText {
  bool boolean;
  std::string_view plus_minus;
  const Words& words;

  std::string operator()(const scenario::Near& near) const {
    return fmt::format("{} {} {}", plain(near.value), plus_minus, plain(near.tolerance));
  }
  std::string operator()(const scenario::AtLeast& at_least) const {
    return words.say("expect.at_least", plain(at_least.value));
  }
  std::string operator()(const scenario::AtMost& at_most) const {
    return words.say("expect.at_most", plain(at_most.value));
  }
  std::string operator()(const scenario::Equals& equals) const {
    if (const bool* truth = std::get_if<bool>(&equals.value)) {
      return words(*truth ? "expect.true" : "expect.false");
    }
    return value_text(std::get<double>(equals.value), boolean, words);
  }
};

const run::ContenderRuns* runs_of(const run::BatchResult& batch, std::string_view name) {
  for (const run::ContenderRuns& contender : batch.contenders) {
    if (contender.spec.name == name) return &contender;
  }
  return nullptr;
}

}  // namespace

std::string expectation_text(const run::ExpectationResult& result, const Glyphs& glyphs,
                             const Words& words) {
  const contender::Metric* metric = contender::find_metric(result.expectation.metric);
  const bool boolean = metric != nullptr && metric->boolean;
  const std::string expected =
      std::visit(ConditionText{boolean, glyphs.plus_minus, words}, result.expectation.condition);
  const std::string text =
      words.say("expect.line", result.expectation.contender, result.expectation.metric,
                measured_text(result, boolean, words), expected);
  const bool explain = result.verdict == run::Verdict::fails && !result.expectation.note.empty();
  return explain ? text + words("expect.because") + result.expectation.note.in(words.language())
                 : text;
}

bool is_broken(const run::BatchResult& batch, const run::ExpectationResult& result) {
  switch (result.verdict) {
    case run::Verdict::holds:
      return false;
    case run::Verdict::fails:
      return true;
    case run::Verdict::not_measured:
      break;
  }
  if (batch.interrupted) return false;  // the user's doing, not the contender's
  const run::ContenderRuns* contender = runs_of(batch, result.expectation.contender);
  return contender != nullptr && did_run(*contender);
}

}  // namespace acklab::report

#include "sim/retell/restored_batch.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/report/display_text.hpp"
#include "sim/report/theory/theory_words.hpp"
#include "sim/retell/report_parts.hpp"
#include "sim/retell/restored_run.hpp"
#include "sim/scenario/read_scenario.hpp"

namespace acklab::retell {
namespace {

using report::Json;
using run::TheoryVerdict;
using run::Verdict;

void restore_link_text(const Json& json, ReportParts& parts, run::BatchResult& batch) {
  const Json& by_language = parts.object(json, "link_text");
  for (const auto& [language, text] : by_language.items()) {
    if (text.is_string()) batch.link_text.emplace(language, text.get<std::string>());
  }
  if (!batch.link_text.contains("en")) parts.refuse("link_text.en");
}

void restore_contenders(const Json& json, ReportParts& parts, run::BatchResult& batch) {
  const Json& contenders = parts.array(json, "contenders");
  if (contenders.size() != batch.scenario.contenders.size()) return parts.refuse("contenders");
  for (std::size_t c = 0; c < contenders.size(); ++c) {
    const std::string where = fmt::format("contenders[{}]", c);
    parts.enter(where);
    run::ContenderRuns& restored = batch.contenders.emplace_back();
    restored.spec = batch.scenario.contenders[c];
    if (parts.text(contenders[c], "name") != restored.spec.name) parts.refuse("name");
    const Json& runs = parts.array(contenders[c], "runs");
    if (runs.size() > batch.scenario.repeat) parts.refuse("runs");
    for (std::size_t r = 0; r < runs.size() && !parts.problem(); ++r) {
      parts.enter(fmt::format("{}.runs[{}]", where, r));
      restored.runs.push_back(restored_run(runs[r], parts));
    }
  }
}

void restore_expectations(const Json& json, ReportParts& parts, run::BatchResult& batch) {
  constexpr std::array verdicts{Verdict::holds, Verdict::fails, Verdict::not_measured};
  const Json& expectations = parts.array(json, "expectations");
  const auto& asked = batch.scenario.expectations;
  if (expectations.size() != asked.size()) return parts.refuse("expectations");
  for (std::size_t i = 0; i < expectations.size(); ++i) {
    parts.enter(fmt::format("expectations[{}]", i));
    batch.expectations.push_back({.expectation = asked[i],
                                  .verdict = parts.choice(expectations[i], "verdict", verdicts),
                                  .measured = parts.number_or_null(expectations[i], "measured")});
  }
}

std::vector<scenario::ResolvedInput> restored_inputs(const Json& json,
                                                     const theory::Formula& formula,
                                                     ReportParts& parts) {
  std::vector<scenario::ResolvedInput> inputs;
  const Json& told = parts.array(json, "inputs");
  if (told.empty()) return inputs;  // one of them was missing
  if (told.size() != formula.inputs.size()) parts.refuse("inputs");
  for (std::size_t i = 0; i < told.size() && !parts.problem(); ++i) {
    scenario::ResolvedInput& input = inputs.emplace_back();
    input.input = &formula.inputs[i];
    if (parts.text(told[i], "name") != input.input->name) parts.refuse("inputs");
    input.from = parts.text(told[i], "from");
    const double of_base = report::reported_unit(input.input->unit).of_base;
    for (const Json& value : parts.array(told[i], "values")) {
      if (!value.is_number()) parts.refuse("inputs");
      input.values.push_back(value.is_number() ? value.get<double>() / of_base : 0);
    }
  }
  return inputs;
}

void restore_theory(const Json& json, ReportParts& parts, run::BatchResult& batch) {
  constexpr std::array verdicts{TheoryVerdict::within, TheoryVerdict::outside,
                                TheoryVerdict::not_compared};
  const Json& theory = parts.array(json, "theory");
  const auto& asked = batch.scenario.theory;
  if (theory.size() != asked.size()) return parts.refuse("theory");
  for (std::size_t i = 0; i < theory.size(); ++i) {
    parts.enter(fmt::format("theory[{}]", i));
    run::TheoryResult& result = batch.theory.emplace_back();
    result.line = asked[i];
    result.inputs = restored_inputs(theory[i], *asked[i].formula, parts);
    result.prediction = parts.number_or_null(theory[i], "prediction");
    result.measured = parts.number_or_null(theory[i], "measured");
    result.difference = parts.number_or_null(theory[i], "difference");
    result.relative_difference = parts.number_or_null(theory[i], "relative_difference");
    result.verdict = parts.choice(theory[i], "verdict", verdicts);
    result.reason = parts.text_or_null(theory[i], "reason");
    if (result.verdict != TheoryVerdict::not_compared && !result.difference) {
      parts.refuse("difference");
    }
  }
}

}  // namespace

Expected<run::BatchResult, std::string> restored_batch(const ReadReport& report,
                                                       const std::string& file) {
  const Json& json = report.json();
  const std::string name = report::printable(file, true);
  ReportParts parts;
  const Json& told = parts.object(json, "scenario");
  run::BatchResult batch;
  if (!parts.problem()) {
    auto read = scenario::read_recorded_scenario(
        told.dump(-1, ' ', false, Json::error_handler_t::replace), "scenario");
    if (!read) {
      return failure(fmt::format("'{}' is no report of this acklab: {}", name,
                                 report::printable(read.error().sentence, true)));
    }
    batch.scenario = *std::move(read);
    batch.path = parts.choice(
        json, "path.kind",
        std::array{path::PathKind::simulated, path::PathKind::relay, path::PathKind::tun});
    batch.path_reason = parts.text_or_null(json, "path.reason");
    batch.interrupted = parts.truth(json, "interrupted");
    restore_link_text(json, parts, batch);
    for (const auto restore : {restore_contenders, restore_expectations, restore_theory}) {
      parts.enter({});
      if (!parts.problem()) restore(json, parts, batch);
    }
  }
  if (!parts.problem()) return batch;
  return failure(fmt::format(
      "'{}' is no whole report of this acklab: its part '{}' is missing, or it is not what stands "
      "there in a report; make it again with 'acklab run'.",
      name, report::printable(*parts.problem(), true)));
}

}  // namespace acklab::retell

#include "sim/report/theory/theory_json.hpp"

#include <cmath>

#include <nlohmann/json.hpp>

#include "sim/report/theory/theory_words.hpp"
#include "sim/scenario/text_writer.hpp"
#include "sim/theory/catalogue.hpp"

namespace acklab::report {
namespace {

Json rounded_or_null(const std::optional<double>& value) {
  return value ? finite_or_null(theory::rounded(*value)) : Json(nullptr);
}

/// Whole numbers keep all their digits, as they do in text.
double as_told(double value) {
  constexpr double exact_integers = 9007199254740992.0;  // 2^53
  const bool whole = value == std::floor(value) && std::fabs(value) <= exact_integers;
  return whole ? value : theory::rounded(value);
}

}  // namespace

Json input_json(const scenario::ResolvedInput& input) {
  const ReportedUnit unit = reported_unit(input.input->unit);
  Json values = Json::array();
  for (const double value : input.values) {
    values.push_back(finite_or_null(as_told(value * unit.of_base)));
  }
  return {{"name", input.input->name},
          {"symbol", input.input->symbol},
          {"values", std::move(values)},
          {"unit", unit.name},
          {"from", input.from}};
}

Json theory_json(const run::TheoryResult& result) {
  const scenario::TheoryLine& line = result.line;
  Json inputs = Json::array();
  for (const scenario::ResolvedInput& input : result.inputs) inputs.push_back(input_json(input));
  return {{"formula", line.formula->name},
          {"text", line.formula->unicode},
          {"text_ascii", line.formula->ascii},
          {"source", line.formula->source},
          {"validity", line.formula->validity},
          {"contender", line.contender},
          {"metric", line.metric},
          {"unit", metric_unit_name(line.metric, line.formula->unit)},
          {"inputs", std::move(inputs)},
          {"prediction", rounded_or_null(result.prediction)},
          {"measured", or_null(result.measured)},
          {"difference", rounded_or_null(result.difference)},
          {"relative_difference", rounded_or_null(result.relative_difference)},
          {"tolerance", line.tolerance},
          {"tolerance_is", line.absolute ? "absolute" : "relative"},
          {"must_hold", line.must_hold},
          {"verdict", run::to_string(result.verdict)},
          {"reason", or_null(result.reason)},
          {"note", line.note.empty() ? Json(nullptr) : scenario::text_json(line.note)}};
}

}  // namespace acklab::report

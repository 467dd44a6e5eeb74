#include "sim/report/theory/formulas_json.hpp"

#include <nlohmann/json.hpp>

#include "sim/report/json/json_value.hpp"
#include "sim/report/theory/theory_json.hpp"
#include "sim/report/theory/theory_words.hpp"
#include "sim/report/version.hpp"
#include "sim/scenario/theory_quantity.hpp"
#include "sim/theory/catalogue.hpp"

namespace acklab::report {
namespace {

Json asked_input_json(const scenario::ResolvedInput& asked) {
  const theory::Input& input = *asked.input;
  const double of_base = reported_unit(input.unit).of_base;
  Json json = input_json(asked);
  if (asked.values.empty()) json["values"] = nullptr;
  json["from"] = or_null(asked.from);
  json["meaning"] = input.meaning;
  json["example"] = scenario::example_quantity(input.unit);
  json["minimum"] = input.min * of_base;
  json["minimum_excluded"] = input.min_excluded;
  json["maximum"] = finite_or_null(input.max * of_base);
  json["maximum_excluded"] = input.max_excluded;
  json["several"] = input.many;
  return json;
}

Json asked_formula_json(const AskedFormula& asked) {
  const theory::Formula& formula = *asked.formula;
  const ReportedUnit unit = reported_unit(formula.unit);
  Json json = {{"formula", formula.name},      {"theme", theory::to_string(formula.theme)},
               {"sentence", formula.sentence}, {"text", formula.unicode},
               {"text_ascii", formula.ascii},  {"validity", formula.validity},
               {"source", formula.source},     {"unit", unit.name}};
  json["inputs"] = Json::array();
  for (const scenario::ResolvedInput& input : asked.inputs) {
    json["inputs"].push_back(asked_input_json(input));
  }
  const auto& result = asked.prediction;
  json["prediction"] =
      result ? finite_or_null(theory::rounded(*result * unit.of_base)) : Json(nullptr);
  json["prediction_text"] =
      result ? Json(quantity_text(theory::rounded(*result), formula.unit)) : Json(nullptr);
  return json;
}

}  // namespace

std::string formulas_json(std::span<const AskedFormula> formulas) {
  Json list = Json::array();
  for (const AskedFormula& asked : formulas) list.push_back(asked_formula_json(asked));
  return json_text({{"schema_version", 1},
                    {"acklab_version", version()},
                    {"formulas", std::move(list)}}) +
         '\n';
}

}  // namespace acklab::report

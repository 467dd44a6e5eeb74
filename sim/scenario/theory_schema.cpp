#include "sim/scenario/theory_schema.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/path/kernel_honesty.hpp"
#include "sim/scenario/limits.hpp"
#include "sim/theory/catalogue.hpp"

namespace acklab::scenario {
namespace {

using TheoryJson = nlohmann::ordered_json;

TheoryJson of_definition(std::string_view name) {
  return {{"$ref", fmt::format("#/$defs/{}", name)}};
}

TheoryJson value_schema(theory::Unit unit) {
  switch (unit) {
    case theory::Unit::ratio:
      return of_definition("percentage");
    case theory::Unit::seconds:
      return of_definition("duration");
    case theory::Unit::bytes:
      return of_definition("size");
    case theory::Unit::bits_per_s:
      return of_definition("rate");
    case theory::Unit::count:
    case theory::Unit::per_s:
      break;
  }
  return {{"type", "number"}};
}

TheoryJson input_schema(const theory::Input& input) {
  TheoryJson json = {{"description", std::string{input.meaning} + "."}};
  if (input.many) {
    json.update({{"type", "array"}, {"minItems", 2}, {"maxItems", max_shares}});
    json["items"] = value_schema(input.unit);
  } else {
    json.update(value_schema(input.unit));
  }
  return json;
}

TheoryJson inputs_schema() {
  TheoryJson properties = TheoryJson::object();
  for (const theory::Input& input : theory::all_inputs()) {
    properties[std::string{input.name}] = input_schema(input);
  }
  return {{"type", "object"},
          {"description",
           "Inputs of the formula that do not follow from the scenario, or are to be others."},
          {"additionalProperties", false},
          {"properties", std::move(properties)}};
}

TheoryJson tolerance_schema(std::string_view description) {
  return {{"type", "number"}, {"minimum", 0}, {"description", description}};
}

TheoryJson line_schema() {
  TheoryJson names = TheoryJson::array();
  for (const theory::Formula& formula : theory::catalogue()) names.push_back(formula.name);
  TheoryJson properties;
  properties["formula"] = {{"description", "A formula of scenarios/THEORY.md."},
                           {"enum", std::move(names)}};
  properties["contender"] = {{"type", "string"},
                             {"description", "The name of one of the contenders."}};
  properties["metric"] = {
      {"type", "string"},
      {"description",
       "What is measured, by its name in the report's runs; its unit fits the formula's."},
      {"pattern", "^[a-z0-9_]+([.][a-z0-9_]+)*$"},
      {"examples", {"goodput_bits_per_s", "share_of_limit"}}};
  properties["inputs"] = inputs_schema();
  properties["tolerance"] =
      tolerance_schema("How far the measured value may lie from the prediction, as a part of it.");
  properties["absolute_tolerance"] = tolerance_schema("The same in the metric's unit.");
  properties["must_hold"] = {
      {"type", "boolean"},
      {"description", "Whether a difference beyond the tolerance fails the run."},
      {"default", false}};
  properties["note"] = {{"$ref", "#/$defs/language_line"}, {"description", "A comment."}};
  return {{"type", "object"},
          {"description", "What a formula says about a metric, beside what is measured."},
          {"additionalProperties", false},
          {"required", {"formula", "contender", "metric"}},
          {"oneOf",
           {{{"required", TheoryJson::array({"tolerance"})}},
            {{"required", TheoryJson::array({"absolute_tolerance"})}}}},
          {"properties", std::move(properties)}};
}

}  // namespace

std::string with_theory_schema(std::string_view schema) {
  TheoryJson json = TheoryJson::parse(schema);
  json["$defs"]["theory_line"] = line_schema();
  TheoryJson topics = TheoryJson::array();
  for (const std::string_view topic : path::honesty_topics()) topics.push_back(topic);
  json["$defs"]["honesty_topic"] = {
      {"description", "Something on which a kernel's TCP may differ from the book."},
      {"enum", std::move(topics)}};
  return json.dump(2) + '\n';
}

}  // namespace acklab::scenario

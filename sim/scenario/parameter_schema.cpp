#include "sim/scenario/parameter_schema.hpp"

#include <array>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/link/parameters.hpp"

namespace acklab::scenario {
namespace {

using link::Parameter;
using link::ValueKind;

/// What is written as one word and has a definition of its own.
struct DefinedKind {
  ValueKind kind;
  std::string_view definition;
};
constexpr std::array defined_kinds{
    DefinedKind{ValueKind::percentage, "percentage"}, DefinedKind{ValueKind::duration, "duration"},
    DefinedKind{ValueKind::rate, "rate"}, DefinedKind{ValueKind::size, "size"},
    DefinedKind{ValueKind::direction, "direction"}};

SchemaJson schema_of(const Parameter& parameter, link::ValueKinds kinds,
                     std::span<const Parameter> all);

SchemaJson list_schema(const Parameter& parameter, std::span<const Parameter> all) {
  Parameter element = parameter;  // its own limits count the elements
  element.min.reset();
  element.max.reset();
  SchemaJson json = {{"type", "array"}};
  if (parameter.min) json["minItems"] = *parameter.min;
  if (parameter.max) json["maxItems"] = *parameter.max;
  json["items"] = schema_of(element, parameter.elements, all);
  return json;
}

SchemaJson count_schema(const Parameter& parameter) {
  SchemaJson json = {{"type", "integer"}, {"minimum", parameter.min.value_or(0)}};
  if (parameter.max) json["maximum"] = *parameter.max;
  return json;
}

SchemaJson number_schema(const Parameter& parameter) {
  SchemaJson json = {{"type", "number"}};
  if (parameter.min) json["minimum"] = *parameter.min;
  if (parameter.max) json["maximum"] = *parameter.max;
  return json;
}

SchemaJson text_schema(const Parameter& parameter) {
  if (parameter.pattern.empty()) return schema_reference("text");
  SchemaJson json = {{"type", "string"}};
  if (parameter.min) json["minLength"] = *parameter.min;
  if (parameter.max) json["maxLength"] = *parameter.max;
  json["pattern"] = parameter.pattern;
  return json;
}

SchemaJson choice_schema(const Parameter& parameter) {
  if (parameter.choices.size() == 1) return {{"const", parameter.choices.front()}};
  SchemaJson words = SchemaJson::array();
  for (const std::string_view word : parameter.choices) words.push_back(word);
  return {{"enum", std::move(words)}};
}

/// One entry for each way of writing the value.
std::vector<SchemaJson> ways_of(const Parameter& parameter, link::ValueKinds kinds,
                                std::span<const Parameter> all) {
  std::vector<SchemaJson> ways;
  if (kinds.has(ValueKind::choice)) ways.push_back(choice_schema(parameter));
  for (const DefinedKind& defined : defined_kinds) {
    if (kinds.has(defined.kind)) ways.push_back(schema_reference(defined.definition));
  }
  if (kinds.has(ValueKind::count)) ways.push_back(count_schema(parameter));
  if (kinds.has(ValueKind::number)) ways.push_back(number_schema(parameter));
  if (kinds.has(ValueKind::boolean)) ways.push_back({{"type", "boolean"}});
  if (kinds.has(ValueKind::text)) ways.push_back(text_schema(parameter));
  if (kinds.has(ValueKind::object)) ways.push_back(object_schema(parameter.key, all));
  if (kinds.has(ValueKind::list)) ways.push_back(list_schema(parameter, all));
  return ways;
}

SchemaJson schema_of(const Parameter& parameter, link::ValueKinds kinds,
                     std::span<const Parameter> all) {
  std::vector<SchemaJson> ways = ways_of(parameter, kinds, all);
  if (ways.size() == 1) return std::move(ways.front());
  return {{"anyOf", std::move(ways)}};
}

}  // namespace

SchemaJson schema_reference(std::string_view definition) {
  return {{"$ref", fmt::format("#/$defs/{}", definition)}};
}

SchemaJson object_schema(std::string_view owner, std::span<const Parameter> all) {
  SchemaJson required = SchemaJson::array();
  SchemaJson properties = SchemaJson::object();
  for (const Parameter& parameter : all) {
    if (link::owner_of(parameter.key) != owner) continue;
    const std::string key{link::last_part(parameter.key)};
    if (parameter.required) required.push_back(key);
    properties[key] = described_schema(parameter, all);
  }
  SchemaJson json = {{"type", "object"}, {"additionalProperties", false}};
  if (!required.empty()) json["required"] = std::move(required);
  json["properties"] = std::move(properties);
  return json;
}

SchemaJson described_schema(const Parameter& parameter, std::span<const Parameter> all) {
  std::string description{parameter.meaning};
  if (!parameter.range.empty()) description += fmt::format(" {}.", parameter.range);
  SchemaJson json = {{"description", description}};
  if (!parameter.fallback.empty()) json["default"] = SchemaJson::parse(parameter.fallback);
  json.update(schema_of(parameter, parameter.kind, all));
  return json;
}

}  // namespace acklab::scenario

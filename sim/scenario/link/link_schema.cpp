#include "sim/scenario/link/link_schema.hpp"

#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/link/parameters.hpp"
#include "sim/scenario/link/presets.hpp"
#include "sim/scenario/parameter_schema.hpp"

namespace acklab::scenario {
namespace {

using link::Parameter;
using Parameters = std::vector<Parameter>;

constexpr std::string_view setting_suffix = "_setting";

std::string setting_name(std::string_view key) {
  return fmt::format("{}{}", key, setting_suffix);
}

/// The definition of each key without a point, into `definitions`, and an object of all of them.
SchemaJson define_all(const Parameters& all, SchemaJson& definitions) {
  SchemaJson properties = SchemaJson::object();
  for (const Parameter& parameter : all) {
    if (!link::owner_of(parameter.key).empty()) continue;
    definitions[setting_name(parameter.key)] = described_schema(parameter, all);
    properties[std::string{parameter.key}] = schema_reference(setting_name(parameter.key));
  }
  return properties;
}

SchemaJson settings_object(std::string_view description, SchemaJson properties) {
  return {{"type", "object"},
          {"description", description},
          {"additionalProperties", false},
          {"properties", std::move(properties)}};
}

}  // namespace

std::string with_link_schema(std::string_view schema) {
  SchemaJson json = SchemaJson::parse(schema);
  SchemaJson definitions = SchemaJson::object();
  for (const auto& [name, definition] : json["$defs"].items()) {
    if (name != "direction" && !name.ends_with(setting_suffix)) definitions[name] = definition;
  }
  SchemaJson of_direction = define_all(described_direction_parameters(), definitions);
  definitions["direction"] =
      settings_object("What one direction of the link does to packets.", of_direction);
  SchemaJson of_link = std::move(of_direction);
  of_link.update(define_all(link::whole_link_parameters(), definitions));
  json["properties"]["link"] =
      settings_object("What the link does to packets, in both directions.", std::move(of_link));
  json["$defs"] = std::move(definitions);
  return json.dump(2) + '\n';
}

}  // namespace acklab::scenario

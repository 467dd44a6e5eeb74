#include "sim/scenario/workload_schema.hpp"

#include <nlohmann/json.hpp>

#include "sim/scenario/parameter_schema.hpp"
#include "sim/workload/parameters.hpp"

namespace acklab::scenario {
namespace {

SchemaJson kind_schema(const workload::KindDescription& kind) {
  const SchemaJson of_parameters = object_schema({}, kind.parameters);
  SchemaJson required = {"kind"};
  if (of_parameters.contains("required")) {
    for (const SchemaJson& key : of_parameters["required"]) required.push_back(key);
  }
  SchemaJson properties = {{"kind", {{"description", "What kind of job."}, {"const", kind.name}}}};
  properties.update(of_parameters["properties"]);
  return {{"type", "object"},
          {"description", kind.meaning},
          {"additionalProperties", false},
          {"required", std::move(required)},
          {"properties", std::move(properties)}};
}

}  // namespace

std::string with_workload_schema(std::string_view schema) {
  SchemaJson json = SchemaJson::parse(schema);
  SchemaJson kinds = SchemaJson::array();
  for (const workload::KindDescription& kind : workload::kind_descriptions()) {
    kinds.push_back(kind_schema(kind));
  }
  json["properties"]["workload"] = {
      {"description", "The job: what the applications on both sides do."},
      {"anyOf", std::move(kinds)}};
  return json.dump(2) + '\n';
}

}  // namespace acklab::scenario

#include "sim/sweep/design.hpp"

#include <nlohmann/json.hpp>

namespace acklab::sweep {
namespace {

using Json = nlohmann::ordered_json;

Json parameter_entry(const Parameter& parameter) {
  Json values = Json::array();
  for (const ParameterValue& value : parameter.values) {
    values.push_back(
        {{"text", value.text}, {"number", value.number ? Json(*value.number) : Json()}});
  }
  return {{"name", parameter.name},
          {"path", parameter.path},
          {"number_name", parameter.number_name},
          {"values", std::move(values)}};
}

Parameter parameter_from(const Json& entry) {
  Parameter parameter{entry.at("name"), entry.at("path"), entry.at("number_name"), {}};
  for (const Json& value : entry.at("values")) {
    ParameterValue read{value.at("text"), std::nullopt};
    if (!value.at("number").is_null()) read.number = value.at("number").get<double>();
    parameter.values.push_back(std::move(read));
  }
  return parameter;
}

Design design_from(const Json& json) {
  Design design{json.at("name"), json.at("question"), json.at("scenario"), {}, {}, {}};
  for (const Json& entry : json.at("parameters")) {
    design.parameters.push_back(parameter_from(entry));
  }
  for (const Json& entry : json.at("points")) {
    Point point{entry.at("values"), entry.at("contenders")};
    if (point.values.size() != design.parameters.size()) throw std::out_of_range{"values"};
    for (std::size_t i = 0; i < point.values.size(); ++i) {
      static_cast<void>(design.parameters[i].values.at(point.values[i]));
    }
    design.points.push_back(std::move(point));
  }
  for (const Json& entry : json.at("seeds")) {
    design.seeds.push_back({entry.at("from"), entry.at("repetition")});
  }
  return design;
}

}  // namespace

std::vector<Group> groups_of(const Design& design) {
  std::vector<Group> groups;
  for (std::size_t point = 0; point < design.points.size(); ++point) {
    for (std::size_t index = 0; index < design.points[point].contenders.size(); ++index) {
      groups.push_back({point, index});
    }
  }
  return groups;
}

std::uint64_t run_count(const Design& design) {
  std::uint64_t groups = 0;
  for (const Point& point : design.points) groups += point.contenders.size();
  return groups * design.seeds.size();
}

std::string write_design(const Design& design) {
  Json json{{"name", design.name}, {"question", design.question}, {"scenario", design.scenario}};
  json["parameters"] = Json::array();
  for (const Parameter& parameter : design.parameters) {
    json["parameters"].push_back(parameter_entry(parameter));
  }
  json["points"] = Json::array();
  for (const Point& point : design.points) {
    json["points"].push_back({{"values", point.values}, {"contenders", point.contenders}});
  }
  json["seeds"] = Json::array();
  for (const SweepSeed& seed : design.seeds) {
    json["seeds"].push_back({{"from", seed.from}, {"repetition", seed.repetition}});
  }
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Expected<Design, std::string> read_design(std::string_view text) {
  try {
    return design_from(Json::parse(text));
  } catch (const std::exception&) {
    return failure(std::string{"what it says about its sweep cannot be understood"});
  }
}

}  // namespace acklab::sweep

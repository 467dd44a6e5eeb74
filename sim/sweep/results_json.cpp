#include <nlohmann/json.hpp>

#include "sim/sweep/results.hpp"

namespace acklab::sweep {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* interval_method =
    "Order statistics: the k-th smallest and the k-th largest of n values, k the largest for which "
    "a binomial of n and 1/2 is below k with a chance of at most 2.5 %. Holds for any "
    "distribution; with fewer than 6 values there is none (null).";

std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json or_null(const std::optional<double>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json parameter_json(const Parameter& parameter) {
  Json values = Json::array();
  Json numbers = Json::array();
  for (const ParameterValue& value : parameter.values) {
    values.push_back(value.text);
    numbers.push_back(or_null(value.number));
  }
  const bool has_number = !parameter.number_name.empty();
  return {{"name", parameter.name},
          {"path", parameter.path},
          {"values", std::move(values)},
          {"number_name", has_number ? Json(parameter.number_name) : Json(nullptr)},
          {"numbers", has_number ? std::move(numbers) : Json(nullptr)}};
}

Json place_json(const Design& design, const Point& point) {
  Json place = Json::object();
  for (std::size_t i = 0; i < design.parameters.size(); ++i) {
    const Parameter& parameter = design.parameters[i];
    const ParameterValue& value = parameter.values[point.values[i]];
    place[parameter.name] = value.text;
    if (!parameter.number_name.empty()) place[parameter.number_name] = or_null(value.number);
  }
  return place;
}

Json summary_json(const MedianSummary& summary) {
  return {{"values", summary.count},
          {"median", summary.median},
          {"low_95", or_null(summary.low_95)},
          {"high_95", or_null(summary.high_95)},
          {"min", summary.min},
          {"max", summary.max}};
}

}  // namespace

std::string json_head(const Design& design, const journal::Head& head) {
  Json parameters = Json::array();
  for (const Parameter& parameter : design.parameters) {
    parameters.push_back(parameter_json(parameter));
  }
  Json seeds = Json::array();
  for (const SweepSeed& seed : design.seeds) {
    seeds.push_back({{"from", seed.from}, {"repetition", seed.repetition}});
  }
  const Json members{
      {"schema_version", sweep_schema_version},
      {"acklab_version", head.acklab_version},
      {"name", design.name},
      {"question", design.question},
      {"path", head.path},
      {"scenario_hash", head.scenario_hash},
      {"runs", head.runs},
      {"interval", {{"confidence", 0.95}, {"method", interval_method}}},
      {"parameters", std::move(parameters)},
      {"seeds", std::move(seeds)},
      {"scenario", Json::parse(design.scenario)},
  };
  std::string text = "{\n";
  for (const auto& [key, value] : members.items()) {
    text += text_of(Json(key)) + ": " + text_of(value) + ",\n";
  }
  return text + "\"results\": [\n";
}

void add_json(std::string& json, const Design& design, const Group& group,
              const GroupResult& result, const std::vector<std::string>& metrics) {
  const Point& point = design.points[group.point];
  Json summaries = Json::object();
  for (std::size_t metric = 0; metric < metrics.size(); ++metric) {
    if (const auto& summary = result.metrics[metric]) {
      summaries[metrics[metric]] = summary_json(*summary);
    }
  }
  const Json members{{"point", group.point},
                     {"parameters", place_json(design, point)},
                     {"contender", point.contenders[group.contender]},
                     {"runs", result.runs},
                     {"outcomes", result.outcomes},
                     {"reason", result.reason.empty() ? Json(nullptr) : Json(result.reason)},
                     {"metrics", std::move(summaries)}};
  if (!json.ends_with("[\n")) json += ",\n";
  json += text_of(members);
}

void end_json(std::string& json) {
  json += "\n]\n}\n";
}

}  // namespace acklab::sweep

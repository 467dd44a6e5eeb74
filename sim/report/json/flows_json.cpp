#include <vector>

#include <nlohmann/json.hpp>

#include "sim/report/json/report_parts.hpp"

namespace acklab::report {
namespace {

using workload::FlowInterval;

template <typename Of>
Json column(const run::FlowCourse& course, Of of) {
  Json values = Json::array();
  for (const FlowInterval& interval : course) values.push_back(of(interval));
  return values;
}

Json goodput(std::uint64_t bytes, const FlowInterval& interval) {
  return static_cast<double>(bytes) * 8 / to_seconds(interval.end - interval.begin);
}

Json course_json(const run::FlowCourse& course, const std::vector<run::ContenderRuns>& contenders) {
  Json json = Json::object();
  json["begin_ms"] =
      column(course, [](const FlowInterval& i) { return Json(to_milliseconds(i.begin)); });
  json["end_ms"] =
      column(course, [](const FlowInterval& i) { return Json(to_milliseconds(i.end)); });
  json["jain_index"] =
      column(course, [](const FlowInterval& i) { return or_null(i.jain_index()); });
  json["all_goodput_bits_per_s"] = column(course, [](const FlowInterval& i) {
    std::uint64_t sum = 0;
    for (const std::uint64_t bytes : i.delivered_bytes) sum += bytes;
    return goodput(sum, i);
  });
  json["goodput_bits_per_s"] = Json::object();
  for (std::size_t flow = 0; flow < contenders.size(); ++flow) {
    json["goodput_bits_per_s"][contenders[flow].spec.name] =
        column(course, [flow](const FlowInterval& i) {
          return i.there[flow] ? goodput(i.delivered_bytes[flow], i) : Json(nullptr);
        });
  }
  return json;
}

}  // namespace

Json flows_json(const run::BatchResult& batch) {
  if (!std::holds_alternative<workload::Flows>(batch.scenario.workload)) return nullptr;
  Json json = Json::array();
  for (const run::FlowCourse& course : batch.courses) {
    json.push_back(course_json(course, batch.contenders));
  }
  return json;
}

}  // namespace acklab::report

#include <nlohmann/json.hpp>

#include "sim/report/course/course.hpp"
#include "sim/report/json/json_value.hpp"
#include "sim/scenario/text_writer.hpp"

namespace acklab::report {
namespace {

Json needs_json(const scenario::Needs& needs) {
  Json json = Json::array();
  if (needs.kernel_tcp) json.push_back("kernel-tcp");
  if (needs.kernel_tcp || needs.tun) json.push_back("tun");
  if (needs.sockets) json.push_back("sockets");
  return json;
}

Json entry_json(const CourseEntry& entry) {
  Json json = {{"place", entry.place},
               {"folder", or_null(entry.folder)},
               {"number", or_null(entry.number)},
               {"file", entry.file},
               {"name", entry.name},
               {"kind", entry.is_sweep ? "sweep" : "scenario"}};
  json["title"] = scenario::text_json(entry.title);
  json["question"] = scenario::text_json(entry.question);
  json["explanation"] = scenario::text_json(entry.explanation);
  json["try_next"] = scenario::suggestions_json(entry.try_next);
  json["duration_estimate_ms"] = or_null(milliseconds(entry.duration_estimate));
  json["needs"] = needs_json(entry.needs);
  return json;
}

}  // namespace

std::string course_json(const std::vector<CourseEntry>& entries) {
  Json scenarios = Json::array();
  for (const CourseEntry& entry : entries) scenarios.push_back(entry_json(entry));
  return json_text({{"scenarios", std::move(scenarios)}}) + '\n';
}

}  // namespace acklab::report

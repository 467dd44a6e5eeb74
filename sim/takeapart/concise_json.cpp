#include <cmath>
#include <utility>

#include <nlohmann/json.hpp>

#include "sim/scenario/read_scenario.hpp"
#include "sim/takeapart/scenario_file.hpp"

namespace acklab::takeapart {
namespace {

using Json = nlohmann::ordered_json;
using scenario::Scenario;

/// The scenario as the writer of all defaults puts it.
Json whole(const Scenario& scenario) {
  return Json::parse(scenario::write_scenario(scenario));
}

/// Takes away what stands in `usual` too, member by member.
void take_away(Json& json, const Json& usual) {
  for (const auto& [key, value] : usual.items()) {
    const auto found = json.find(key);
    if (found == json.end()) continue;
    if (*found == value) {
      json.erase(found);
    } else if (found->is_object() && value.is_object() && key != "rules") {
      take_away(*found, value);
      if (found->empty()) json.erase(key);
    }
  }
}

/// What holds both ways is said once.
void join_directions(Json& link) {
  if (!link.contains("forward") || !link.contains("reverse")) return;
  Json joined = Json::object();
  for (const char* key : {"rate", "delay"}) {
    Json& forward = link["forward"];
    Json& reverse = link["reverse"];
    if (!forward.contains(key) || !reverse.contains(key) || forward[key] != reverse[key]) continue;
    joined[key] = forward[key];
    forward.erase(key);
    reverse.erase(key);
  }
  for (const auto& [key, value] : link.items()) {
    if (!value.is_object() || !value.empty()) joined[key] = value;
  }
  link = std::move(joined);
}

/// The same scenario with nothing said about it that can be left out.
Scenario plain_one(const Scenario& scenario) {
  Scenario plain;
  plain.workload = scenario.workload;
  for (const contender::Spec& spec : scenario.contenders) {
    contender::Spec usual;
    usual.kind = spec.kind;
    usual.name = spec.name;
    usual.arq.kind = spec.arq.kind;
    if (spec.arq.kind != transport::Arq::tcp) {
      usual.congestion = transport::CongestionControl::none;
    }
    plain.contenders.push_back(usual);
  }
  return plain;
}

/// 1, where the writer says 1.0.
void write_whole_numbers(Json& expectations) {
  constexpr double exact = 1e15;
  for (Json& expectation : expectations) {
    for (auto& [key, value] : expectation.items()) {
      if (!value.is_number_float()) continue;
      const auto number = value.get<double>();
      if (number >= 0 && number < exact && std::floor(number) == number) {
        value = static_cast<std::uint64_t>(number);
      }
    }
  }
}

Json concise(const Scenario& scenario) {
  Json json = whole(scenario);
  write_whole_numbers(json["expect"]);
  Json usual = whole(plain_one(scenario));
  usual.erase("name");
  usual.erase("workload");
  Json& contenders = json["contenders"];
  for (std::size_t number = 0; number < contenders.size(); ++number) {
    Json& one = usual["contenders"][number];
    for (const char* kept : {"kind", "name"}) one.erase(kept);
    if (one.value("arq", "tcp") != "tcp") one.erase("arq");
    take_away(contenders[number], one);
  }
  usual.erase("contenders");
  usual.erase("seed");
  usual.erase("time_limit");
  const Json link = usual["link"];
  usual.erase("link");
  take_away(json, usual);
  for (const char* direction : {"forward", "reverse"}) {
    if (json["link"].contains(direction)) take_away(json["link"][direction], link);
  }
  take_away(json["link"], link);
  join_directions(json["link"]);
  return json;
}

/// On one line, with blanks.
std::string line_of(const Json& json) {
  if (!json.is_structured()) return json.dump(-1, ' ', false, Json::error_handler_t::replace);
  std::string text;
  for (const auto& [key, value] : json.items()) {
    if (!text.empty()) text += ", ";
    if (json.is_object()) text += Json(key).dump() + ": ";
    text += line_of(value);
  }
  if (json.is_array()) return "[" + text + "]";
  return text.empty() ? "{}" : "{ " + text + " }";
}

/// Indented, but what fits on a line stands on one. Depth is bounded by what the writer makes.
void write_lines(const Json& json, std::size_t depth, std::size_t taken, std::string& text) {
  constexpr std::size_t columns = 110;
  const std::string line = line_of(json);
  if (!json.is_structured() || (depth > 0 && 2 * depth + taken + line.size() < columns)) {
    text += line;
    return;
  }
  const std::string margin(2 * (depth + 1), ' ');
  text += json.is_object() ? "{\n" : "[\n";
  bool first = true;
  for (const auto& [key, value] : json.items()) {
    if (!first) text += ",\n";
    first = false;
    const std::string named = json.is_object() ? Json(key).dump() + ": " : std::string{};
    text += margin + named;
    write_lines(value, depth + 1, named.size(), text);
  }
  text += '\n' + std::string(2 * depth, ' ') + (json.is_object() ? '}' : ']');
}

}  // namespace

std::string concise_json(const Scenario& scenario) {
  const std::string full = scenario::write_scenario(scenario);
  std::string text;
  write_lines(concise(scenario), 0, 0, text);
  text += '\n';
  const auto again = scenario::read_scenario(text, "");
  return again && scenario::write_scenario(*again) == full ? text : full;
}

}  // namespace acklab::takeapart

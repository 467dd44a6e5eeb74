#include <nlohmann/json.hpp>

#include "sim/scenario/link/link_writer.hpp"
#include "sim/scenario/link/range_reader.hpp"
#include "sim/scenario/link/rule_names.hpp"
#include "sim/scenario/link/script_writers.hpp"
#include "sim/scenario/units.hpp"

namespace acklab::scenario {

std::string format_flags(link::TcpFlags flags) {
  std::string text;
  for (const auto& [name, bit] : flag_names) {
    if (flags.has(bit)) text += (text.empty() ? "" : ",") + std::string{name};
  }
  return text;
}

namespace {

using Json = nlohmann::ordered_json;

Json condition_json(const link::RuleCondition& when) {
  Json json = Json::object();
  if (when.protocol) json["protocol"] = name_of(*when.protocol, protocol_names);
  if (when.flags) json["flags"] = format_flags(*when.flags);
  if (when.is) json["is"] = name_of(*when.is, role_names);
  const auto write = [&json](const char* key, const std::optional<link::CountRange>& range) {
    if (range) json[key] = format_count_range(*range);
  };
  write("connection", when.connection);
  write("data_segment", when.data_segment);
  write("ack", when.ack);
  write("bytes", when.bytes);
  write("transmission", when.transmission);
  if (when.size) json["size"] = format_size_range(*when.size);
  write("packets", when.packets);
  if (when.time) json["time"] = format_time_range(*when.time);
  return json;
}

/// Adds until when a packet is held.
struct HoldWriter {
  Json& json;

  void operator()(link::UntilTime until) const {
    json["time"] = format_duration(until.since_origin);
  }
  void operator()(link::UntilPackets until) const { json["packets"] = until.more; }
  void operator()(link::UntilOppositePackets until) const { json["opposite_packets"] = until.more; }
};

Json actions_json(const link::RuleActions& act) {
  Json json = Json::object();
  if (act.drop) json["drop"] = true;
  if (act.delay > Duration{}) json["delay"] = format_duration(act.delay);
  if (act.hold_until) std::visit(HoldWriter{json["hold_until"]}, *act.hold_until);
  if (act.duplicate > 0) json["duplicate"] = act.duplicate;
  if (act.corrupt) json["corrupt"] = damage_json(*act.corrupt);
  if (act.mark_ce) json["mark"] = "ce";
  if (act.reorder_after > 0) json["reorder_after"] = act.reorder_after;
  return json;
}

}  // namespace

Json rules_json(std::span<const link::Rule> rules) {
  Json json = Json::array();
  for (const link::Rule& rule : rules) {
    Json one{{"when", condition_json(rule.when)}};
    if (rule.skip > 0) one["skip"] = rule.skip;
    if (rule.times) one["times"] = *rule.times;
    one["do"] = actions_json(rule.act);
    json.push_back(std::move(one));
  }
  return json;
}

}  // namespace acklab::scenario

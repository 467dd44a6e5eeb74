#include "sim/scenario/link/rule_text.hpp"

#include <vector>

#include <fmt/format.h>

#include "sim/scenario/link/corruption_names.hpp"
#include "sim/scenario/link/range_reader.hpp"
#include "sim/scenario/link/rule_names.hpp"
#include "sim/scenario/units.hpp"

namespace acklab::scenario {
namespace {

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += between;
    text += part;
  }
  return text;
}

struct HoldText {
  std::string operator()(link::UntilTime until) const {
    return "hold until " + format_duration(until.since_origin);
  }
  std::string operator()(link::UntilPackets until) const {
    return fmt::format("hold until {} more packets have come", until.more);
  }
  std::string operator()(link::UntilOppositePackets until) const {
    return fmt::format("hold until {} packets have come the other way", until.more);
  }
};

std::string actions_text(const link::RuleActions& act) {
  std::vector<std::string> parts;
  if (act.drop) parts.emplace_back("drop");
  if (act.delay > Duration{}) parts.push_back("delay by " + format_duration(act.delay));
  if (act.hold_until) parts.push_back(std::visit(HoldText{}, *act.hold_until));
  if (act.duplicate > 0) parts.push_back(fmt::format("copy {} times", act.duplicate));
  if (act.corrupt) {
    parts.push_back(fmt::format("damage ({})", name_of(act.corrupt->kind, damage_kind_names)));
  }
  if (act.mark_ce) parts.emplace_back("mark");
  if (act.reorder_after > 0) {
    parts.push_back(fmt::format("put behind {} later packets", act.reorder_after));
  }
  return joined(parts, " and ");
}

std::string condition_text(const link::RuleCondition& when) {
  std::vector<std::string> parts;
  if (when.protocol) parts.push_back(fmt::format("{}", name_of(*when.protocol, protocol_names)));
  if (when.flags) parts.push_back(format_flags(*when.flags));
  if (when.is) parts.emplace_back(*when.is == link::PacketRole::data ? "data" : "pure ACKs");
  const auto add = [&parts](std::string_view what, const std::optional<link::CountRange>& range) {
    if (range) parts.push_back(fmt::format("{} {}", what, format_count_range(*range)));
  };
  add("connection", when.connection);
  add("data segment", when.data_segment);
  add("pure ACK", when.ack);
  add("bytes", when.bytes);
  add("transmission", when.transmission);
  if (when.size) parts.push_back("size " + format_size_range(*when.size));
  add("packet", when.packets);
  if (when.time) parts.push_back("time " + format_time_range(*when.time));
  return parts.empty() ? "every packet" : joined(parts, ", ");
}

}  // namespace

std::string rule_text(const link::Rule& rule) {
  std::string text = actions_text(rule.act) + ": " + condition_text(rule.when);
  if (rule.skip > 0) text += fmt::format(", after the first {}", rule.skip);
  if (rule.times) text += fmt::format(", {} times", *rule.times);
  return text;
}

}  // namespace acklab::scenario

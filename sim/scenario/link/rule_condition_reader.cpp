#include <fmt/format.h>

#include "sim/scenario/link/range_reader.hpp"
#include "sim/scenario/link/rule_names.hpp"
#include "sim/scenario/link/rule_parts_reader.hpp"

namespace acklab::scenario {
namespace {

using link::CountRange;
using link::RuleCondition;
using link::TcpFlags;

constexpr std::array<std::string_view, 12> condition_keys{
    "direction", "protocol", "flags",        "is",   "connection", "data_segment",
    "ack",       "bytes",    "transmission", "size", "packets",    "time"};

/// "SYN,ACK"
std::optional<TcpFlags> read_flags(const Cursor& cursor) {
  constexpr std::string_view expected =
      "TCP flags such as \"SYN\" or \"SYN,ACK\", of SYN, FIN, RST, ACK, PSH, URG, ECE and CWR";
  const auto text = cursor.string(expected);
  if (!text) return std::nullopt;
  TcpFlags flags;
  for (std::size_t begin = 0; begin <= text->size();) {
    const std::size_t end = std::min(text->find(',', begin), text->size());
    const std::string_view word = text->substr(begin, end - begin);
    const auto* const named = std::find_if(flag_names.begin(), flag_names.end(),
                                           [word](const auto& name) { return name.first == word; });
    if (named == flag_names.end() || flags.has(named->second)) {
      cursor.refuse(
          fmt::format("expected {}, each once, found {}", expected, describe(cursor.value())));
      return std::nullopt;
    }
    flags.bits = static_cast<std::uint8_t>(flags.bits | named->second);
    begin = end + 1;
  }
  return flags;
}

struct RangeKey {
  std::string_view name;
  std::optional<CountRange> RuleCondition::*member;
  std::uint64_t min;
};
constexpr std::array range_keys{RangeKey{"connection", &RuleCondition::connection, 1},
                                RangeKey{"data_segment", &RuleCondition::data_segment, 1},
                                RangeKey{"ack", &RuleCondition::ack, 1},
                                RangeKey{"bytes", &RuleCondition::bytes, 0},
                                RangeKey{"transmission", &RuleCondition::transmission, 1},
                                RangeKey{"packets", &RuleCondition::packets, 0}};

bool asks_for_tcp(const RuleCondition& condition) {
  return condition.flags || condition.ack || condition.bytes || condition.transmission ||
         condition.is == link::PacketRole::ack_only;
}

bool asks_for_data(const RuleCondition& condition) {
  return condition.data_segment || condition.bytes || condition.is == link::PacketRole::data;
}

/// Conditions that no packet can meet.
void check_condition(const RuleCondition& condition, const Cursor& here) {
  using link::Protocol;
  const Protocol protocol = condition.protocol.value_or(Protocol::tcp);
  if (protocol != Protocol::tcp && asks_for_tcp(condition)) {
    here.refuse(
        "no packet meets this: \"flags\", \"ack\", \"bytes\", \"transmission\" and \"ack_only\" "
        "speak of TCP alone, and \"protocol\" of something else");
  } else if (protocol != Protocol::tcp && protocol != Protocol::udp && asks_for_data(condition)) {
    here.refuse("no packet meets this: only tcp and udp carry data");
  } else if ((condition.ack || condition.is == link::PacketRole::ack_only) &&
             asks_for_data(condition)) {
    here.refuse("no packet meets this: what only acknowledges carries no data");
  }
}

}  // namespace

RuleCondition read_rule_condition(const Cursor& cursor, RuleDirections* directions) {
  RuleCondition condition;
  const Members members{cursor, "an object that says which packets", condition_keys};
  if (const auto direction = members.find("direction")) {
    if (directions == nullptr) {
      direction->refuse("the direction follows from where this rule stands");
    } else {
      *directions =
          direction->choice<RuleDirections>(rule_direction_names).value_or(RuleDirections::both);
    }
  }
  if (const auto name = members.find("protocol")) {
    condition.protocol = name->choice<link::Protocol>(protocol_names);
  }
  if (const auto flags = members.find("flags")) condition.flags = read_flags(*flags);
  if (const auto role = members.find("is")) {
    condition.is = role->choice<link::PacketRole>(role_names);
  }
  for (const RangeKey& key : range_keys) {
    if (const auto range = members.find(key.name)) {
      condition.*key.member = read_count_range(*range, key.min);
    }
  }
  if (const auto size = members.find("size")) condition.size = read_size_range(*size);
  if (const auto time = members.find("time")) condition.time = read_time_range(*time);
  check_condition(condition, cursor);
  return condition;
}

}  // namespace acklab::scenario

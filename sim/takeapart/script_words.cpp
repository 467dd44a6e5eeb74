#include <span>

#include <fmt/format.h>

#include "sim/scenario/link/rule_text.hpp"
#include "sim/scenario/units.hpp"
#include "sim/takeapart/script.hpp"

namespace acklab::takeapart {
namespace {

using link::RuleActions;
using link::RuleCondition;

std::string ordinal(std::uint64_t number) {
  switch (number) {
    case 1:
      return "first";
    case 2:
      return "second";
    case 3:
      return "third";
    default:
      break;
  }
  const std::uint64_t tens = number / 10 % 10;
  const std::uint64_t last = tens == 1 ? 0 : number % 10;
  return fmt::format("{}{}", number, last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th");
}

std::string flagged_words(link::TcpFlags flags) {
  using link::TcpFlags;
  if (flags.has(TcpFlags::syn | TcpFlags::ack)) return "SYN,ACK";
  if (flags.has(TcpFlags::syn)) return "SYN";
  if (flags.has(TcpFlags::fin)) return "FIN";
  return "RST";
}

/// The packet that the condition names; empty when it names it in another way.
std::string packet_words(const Event& event) {
  const RuleCondition& when = event.rule.when;
  const std::uint64_t times = when.transmission ? when.transmission->first : 1;
  const std::string again =
      times > 1 ? fmt::format("{} retransmission of ", times == 2 ? "first" : ordinal(times - 1))
                : std::string{};
  if (when.data_segment) {
    return fmt::format("the {}{} data segment", again.empty() ? again : again + "the ",
                       ordinal(when.data_segment->first));
  }
  if (when.ack) return fmt::format("the {} pure ACK", ordinal(when.ack->first));
  const char* whose = event.direction == link::Direction::forward ? "client's" : "server's";
  if (when.flags)
    return fmt::format("the {}{} {}", again.empty() ? again : again + "the ", whose,
                       flagged_words(*when.flags));
  if (when.packets) {
    return fmt::format("the {} packet from the {}", ordinal(when.packets->first + 1),
                       event.direction == link::Direction::forward ? "client" : "server");
  }
  return {};
}

struct HeldWords {
  std::string operator()(link::UntilTime until) const {
    return "held until " + scenario::format_duration(until.since_origin) + " after the start";
  }
  std::string operator()(link::UntilPackets until) const {
    return fmt::format("held until {} more packet{} been sent behind it", until.more,
                       until.more == 1 ? " has" : "s have");
  }
  std::string operator()(link::UntilOppositePackets until) const {
    return fmt::format("held until {} packet{} come the other way", until.more,
                       until.more == 1 ? " has" : "s have");
  }
};

/// "first, second and third": several of a kind, to which the same happens.
std::string several_words(std::span<const Event> events) {
  std::string numbers;
  for (std::size_t place = 0; place < events.size(); ++place) {
    const RuleCondition& when = events[place].rule.when;
    if (place > 0) numbers += place + 1 == events.size() ? " and " : ", ";
    numbers += ordinal((when.ack ? when.ack : when.data_segment)->first);
  }
  const bool acks = events.front().rule.when.ack.has_value();
  return fmt::format("the {} {}", numbers, acks ? "pure ACKs" : "data segments");
}

/// Whether two events can be told as one.
bool are_of_a_kind(const Event& a, const Event& b) {
  const RuleCondition& one = a.rule.when;
  const RuleCondition& other = b.rule.when;
  const bool both_acks = one.ack && other.ack;
  const bool both_data = one.data_segment && other.data_segment;
  return (both_acks || both_data) && !one.transmission && !other.transmission &&
         a.direction == b.direction && a.rule.act == b.rule.act;
}

std::string deed_words(const RuleActions& act, bool plural = false) {
  const std::string_view is = plural ? "are" : "is";
  std::string words;
  const auto add = [&words](const std::string& more) {
    words += (words.empty() ? "" : " and ") + more;
  };
  if (act.drop) add(fmt::format("{} dropped", is));
  if (act.corrupt) add(fmt::format("{} damaged", is));
  if (act.duplicate > 0) {
    add(fmt::format("{} {}", plural ? "come" : "comes",
                    act.duplicate == 1 ? "twice" : fmt::format("{} times", act.duplicate + 1)));
  }
  if (act.hold_until) add(fmt::format("{} {}", is, std::visit(HeldWords{}, *act.hold_until)));
  if (act.reorder_after > 0) {
    add(fmt::format("{} out behind {} later packet{}", plural ? "come" : "comes", act.reorder_after,
                    act.reorder_after == 1 ? "" : "s"));
  }
  if (act.delay > Duration{}) {
    add(fmt::format("{} late by {}", is, scenario::format_duration(act.delay)));
  }
  return words;
}

}  // namespace

std::string in_words(const Event& event) {
  const std::string packet = packet_words(event);
  if (packet.empty()) return "the link does this: " + scenario::rule_text(event.rule);
  return packet + " " + deed_words(event.rule.act);
}

std::string in_words(const Script& script) {
  std::string words;
  for (std::size_t from = 0; from < script.size();) {
    std::size_t until = from + 1;
    while (until < script.size() && are_of_a_kind(script[from], script[until])) ++until;
    if (from > 0) words += until == script.size() ? " and " : ", ";
    const std::span<const Event> alike{script.data() + from, until - from};
    words += alike.size() == 1
                 ? in_words(alike.front())
                 : several_words(alike) + " " + deed_words(alike.front().rule.act, true);
    from = until;
  }
  return words.empty() ? "nothing happens" : words;
}

}  // namespace acklab::takeapart

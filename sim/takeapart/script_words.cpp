#include <span>

#include "sim/scenario/link/rule_text.hpp"
#include "sim/scenario/units.hpp"
#include "sim/takeapart/script.hpp"

namespace acklab::takeapart {
namespace {

using link::RuleActions;
using link::RuleCondition;
using report::Words;

std::string ordinal(std::uint64_t number, const Words& words) {
  switch (number) {
    case 1:
      return words("ordinal.1");
    case 2:
      return words("ordinal.2");
    case 3:
      return words("ordinal.3");
    default:
      break;
  }
  const std::uint64_t tens = number / 10 % 10;
  const std::uint64_t last = tens == 1 ? 0 : number % 10;
  const char* key = last == 1   ? "ordinal.st"
                    : last == 2 ? "ordinal.nd"
                    : last == 3 ? "ordinal.rd"
                                : "ordinal.th";
  return words.say(key, number);
}

std::string flagged_words(link::TcpFlags flags) {
  using link::TcpFlags;
  if (flags.has(TcpFlags::syn | TcpFlags::ack)) return "SYN,ACK";
  if (flags.has(TcpFlags::syn)) return "SYN";
  if (flags.has(TcpFlags::fin)) return "FIN";
  return "RST";
}

/// The packet that the condition names; empty when it names it in another way.
std::string packet_words(const Event& event, const Words& words) {
  const RuleCondition& when = event.rule.when;
  const std::uint64_t times = when.transmission ? when.transmission->first : 1;
  const bool again = times > 1;
  const std::string time = again ? ordinal(times - 1, words) : std::string{};
  const bool there = event.direction == link::Direction::forward;
  if (when.data_segment) {
    const std::string number = ordinal(when.data_segment->first, words);
    return again ? words.say("script.data_again", time, number) : words.say("script.data", number);
  }
  if (when.ack) return words.say("script.ack", ordinal(when.ack->first, words));
  if (when.flags) {
    const std::string flagged = flagged_words(*when.flags);
    if (again) {
      return words.say(there ? "script.flags_of_client_again" : "script.flags_of_server_again",
                       time, flagged);
    }
    return words.say(there ? "script.flags_of_client" : "script.flags_of_server", flagged);
  }
  if (when.packets) {
    return words.say(there ? "script.packet_of_client" : "script.packet_of_server",
                     ordinal(when.packets->first + 1, words));
  }
  return {};
}

struct HeldWords {
  const Words& words;

  std::string operator()(link::UntilTime until) const {
    return words.say("script.until_time", scenario::format_duration(until.since_origin));
  }
  std::string operator()(link::UntilPackets until) const {
    return until.more == 1 ? words("script.until_packet")
                           : words.say("script.until_packets", until.more);
  }
  std::string operator()(link::UntilOppositePackets until) const {
    return until.more == 1 ? words("script.until_opposite_packet")
                           : words.say("script.until_opposite_packets", until.more);
  }
};

/// "first, second and third": several of a kind, to which the same happens.
std::string several_words(std::span<const Event> events, const Words& words) {
  std::string numbers;
  for (std::size_t place = 0; place < events.size(); ++place) {
    const RuleCondition& when = events[place].rule.when;
    if (place > 0) numbers += words(place + 1 == events.size() ? "list.and" : "list.comma");
    numbers += ordinal((when.ack ? when.ack : when.data_segment)->first, words);
  }
  const bool acks = events.front().rule.when.ack.has_value();
  return words.say(acks ? "script.acks" : "script.datas", numbers);
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

/// What happens to one packet or, in the plural, to several.
std::string deed_words(const RuleActions& act, bool plural, const Words& words) {
  const std::string& is = words(plural ? "script.are" : "script.is");
  const std::string& comes = words(plural ? "script.come" : "script.comes");
  std::string text;
  const auto add = [&](const std::string& verb, const std::string& more) {
    text += (text.empty() ? "" : words("run.and")) + verb + more;
  };
  if (act.drop) add(is, words("script.dropped"));
  if (act.corrupt) add(is, words("script.damaged"));
  if (act.duplicate > 0) {
    add(comes,
        act.duplicate == 1 ? words("script.twice") : words.say("script.times", act.duplicate + 1));
  }
  if (act.hold_until) add(is, std::visit(HeldWords{words}, *act.hold_until));
  if (act.reorder_after > 0) {
    add(comes, act.reorder_after == 1 ? words("script.behind_one")
                                      : words.say("script.behind", act.reorder_after));
  }
  if (act.delay > Duration{}) {
    add(is, words.say("script.late", scenario::format_duration(act.delay)));
  }
  return text;
}

}  // namespace

std::string in_words(const Event& event, const Words& words) {
  const std::string packet = packet_words(event, words);
  if (packet.empty()) return words.say("script.other", scenario::rule_text(event.rule));
  return words.say("script.event", packet, deed_words(event.rule.act, false, words));
}

std::string in_words(const Script& script, const Words& words) {
  std::string text;
  for (std::size_t from = 0; from < script.size();) {
    std::size_t until = from + 1;
    while (until < script.size() && are_of_a_kind(script[from], script[until])) ++until;
    if (from > 0) text += words(until == script.size() ? "run.and" : "run.comma");
    const std::span<const Event> alike{script.data() + from, until - from};
    text += alike.size() == 1 ? in_words(alike.front(), words)
                              : words.say("script.event", several_words(alike, words),
                                          deed_words(alike.front().rule.act, true, words));
    from = until;
  }
  return text.empty() ? words("script.nothing") : text;
}

}  // namespace acklab::takeapart

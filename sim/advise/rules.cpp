#include "sim/advise/rules.hpp"

#include <algorithm>
#include <cassert>

#include "sim/advise/message_size.hpp"
#include "sim/report/quantity.hpp"

namespace acklab::advise {
namespace {

using report::Words;
using Seen = const Circumstances&;
using Q = Question;
using enum Choice;

std::string size(std::uint64_t bytes) {
  return report::bytes_setting(bytes);
}
std::string time(Duration duration) {
  return report::duration_setting(duration);
}

/// Of what was calculated, which is exact to the nanosecond.
std::string about(Duration duration) {
  return report::duration_text(to_milliseconds(duration));
}

bool is_much(Seen seen) {
  return seen.answers.bytes > first_flight_bytes;
}
bool fits_datagram(Seen seen) {
  return size_class(seen.answers.message_bytes) != SizeClass::too_large;
}
bool hurries(Seen seen) {
  return seen.answers.deadline || seen.answers.setup;
}
bool is_small_exchange(Seen seen) {
  return seen.answers.talk == Talk::one &&
         std::max(seen.answers.message_bytes, seen.answers.request_bytes) <= safe_datagram_bytes;
}
bool too_long_to_connect(Seen seen) {
  return seen.answers.setup && *seen.answers.setup < seen.round_trip;
}
bool tcp_may_be_late(Seen seen) {
  return seen.answers.deadline && *seen.answers.deadline < seen.tcp_again;
}
bool no_deadline_can_be_kept(Seen seen) {
  return seen.answers.deadline && *seen.answers.deadline < seen.shortest;
}
bool again_is_too_late(Seen seen) {
  return seen.answers.deadline && *seen.answers.deadline < seen.shortest_again &&
         !no_deadline_can_be_kept(seen);
}

/// The teaching text, a line each. Of those that decide, the first that applies counts.
constexpr Rule all_rules[] = {
    {"nothing_hurries",
     {Q::loss, Q::bytes, Q::deadline, Q::setup},
     {tcp},
     tcp,
     [](Seen s) {
       return !s.answers.whole && s.answers.loss == LossCost::little && !hurries(s) && is_much(s);
     },
     [](Seen s, const Words& words) {
       return words.say("advise.nothing_hurries", size(s.answers.bytes), first_flight_bytes);
     }},
    {"must_be_cut_up",
     {Q::message},
     {own},
     own,
     [](Seen s) { return !s.answers.whole && !fits_datagram(s); },
     [](Seen s, const Words& words) {
       return words.say("advise.must_be_cut_up", size(s.answers.message_bytes),
                        largest_datagram_bytes);
     }},
    {"loss_does_little",
     {Q::whole, Q::loss},
     {udp},
     udp,
     [](Seen s) { return !s.answers.whole && s.answers.loss == LossCost::little; },
     [](Seen, const Words& words) { return words("advise.loss_does_little"); }},
    {"program_asks_again",
     {Q::whole, Q::loss},
     {own},
     own,
     [](Seen s) { return !s.answers.whole && s.answers.loss == LossCost::retry; },
     [](Seen, const Words& words) { return words("advise.program_asks_again"); }},
    {"no_time_to_connect",
     {Q::setup},
     {udp, own},
     own,
     too_long_to_connect,
     [](Seen s, const Words& words) {
       return words.say("advise.no_time_to_connect", time(s.round_trip), time(*s.answers.setup));
     }},
    {"tcp_may_be_late",
     {Q::deadline},
     {udp, own},
     own,
     tcp_may_be_late,
     [](Seen s, const Words& words) {
       return words.say("advise.tcp_may_be_late", about(s.tcp_again), time(*s.answers.deadline));
     }},
    {"asking_again_is_all",
     {Q::exchange, Q::message, Q::loss},
     {own},
     own,
     [](Seen s) {
       return s.answers.whole && s.answers.loss == LossCost::retry && is_small_exchange(s);
     },
     [](Seen, const Words& words) { return words("advise.asking_again_is_all"); }},
    {"must_be_whole",
     {Q::whole},
     {tcp, own},
     tcp,
     [](Seen s) { return s.answers.whole; },
     [](Seen, const Words& words) { return words("advise.must_be_whole"); }},
    // What does not decide.
    {"rest_is_worthless",
     {Q::loss},
     {tcp, own},
     {},
     [](Seen s) { return s.answers.loss == LossCost::all; },
     [](Seen, const Words& words) { return words("advise.rest_is_worthless"); }},
    {"asking_again_is_tcps_work",
     {Q::loss, Q::exchange},
     {tcp},
     {},
     [](Seen s) { return s.answers.loss == LossCost::retry && !is_small_exchange(s); },
     [](Seen, const Words& words) { return words("advise.asking_again_is_tcps_work"); }},
    {"many_exchanges",
     {Q::exchange},
     {tcp},
     {},
     [](Seen s) { return s.answers.talk == Talk::many; },
     [](Seen, const Words& words) { return words("advise.many_exchanges"); }},
    {"one_exchange",
     {Q::exchange},
     {udp, own},
     {},
     [](Seen s) { return s.answers.talk == Talk::one; },
     [](Seen s, const Words& words) {
       return words.say("advise.one_exchange", time(s.round_trip));
     }},
    {"much_to_send",
     {Q::bytes},
     {tcp},
     {},
     is_much,
     [](Seen s, const Words& words) {
       return words.say("advise.much_to_send", size(s.answers.bytes), first_flight_bytes);
     }},
    {"little_to_send",
     {Q::bytes},
     {udp, own},
     {},
     [](Seen s) { return !is_much(s); },
     [](Seen s, const Words& words) {
       return words.say("advise.little_to_send", size(s.answers.bytes), first_flight_bytes);
     }},
    {"any_setup_will_do",
     {Q::setup},
     {tcp},
     {},
     [](Seen s) { return !s.answers.setup; },
     [](Seen, const Words& words) { return words("advise.any_setup_will_do"); }},
    {"time_to_connect",
     {Q::setup},
     {tcp},
     {},
     [](Seen s) { return s.answers.setup && !too_long_to_connect(s); },
     [](Seen s, const Words& words) {
       return words.say("advise.time_to_connect", time(s.round_trip), time(*s.answers.setup));
     }},
    {"nothing_is_late",
     {Q::deadline},
     {tcp},
     {},
     [](Seen s) { return !s.answers.deadline; },
     [](Seen, const Words& words) { return words("advise.nothing_is_late"); }},
    {"tcp_is_in_time",
     {Q::deadline},
     {tcp},
     {},
     [](Seen s) { return s.answers.deadline && !tcp_may_be_late(s); },
     [](Seen s, const Words& words) {
       return words.say("advise.tcp_is_in_time", about(s.tcp_again), time(*s.answers.deadline));
     }},
    {"fits_a_datagram",
     {Q::message},
     {udp, own},
     {},
     [](Seen s) { return size_class(s.answers.message_bytes) == SizeClass::safe; },
     [](Seen s, const Words& words) {
       return words.say("advise.fits_a_datagram", s.answers.message_bytes);
     }},
    {"goes_in_fragments",
     {Q::message},
     {tcp},
     {},
     [](Seen s) { return size_class(s.answers.message_bytes) == SizeClass::fragments; },
     [](Seen s, const Words& words) {
       return words.say("advise.goes_in_fragments", s.answers.message_bytes,
                        fragments_over_ipv4(s.answers.message_bytes));
     }},
    {"no_datagram_holds_it",
     {Q::message},
     {tcp},
     {},
     [](Seen s) { return s.answers.whole && !fits_datagram(s); },
     [](Seen s, const Words& words) {
       return words.say("advise.no_datagram_holds_it", size(s.answers.message_bytes),
                        largest_datagram_bytes);
     }},
    // To be minded, whatever is chosen.
    {"again_is_too_late",
     {Q::deadline},
     {},
     {},
     again_is_too_late,
     [](Seen s, const Words& words) {
       return words.say("advise.again_is_too_late", about(s.shortest_again),
                        time(*s.answers.deadline));
     }},
    {"no_deadline_can_be_kept",
     {Q::deadline},
     {},
     {},
     no_deadline_can_be_kept,
     [](Seen s, const Words& words) {
       return words.say("advise.no_deadline_can_be_kept", about(s.shortest),
                        time(*s.answers.deadline));
     }},
};

/// More counts as this, so that whoever adds and doubles such times stays within a duration.
constexpr Duration longest_way = std::chrono::hours{24 * 365 * 10};

/// How long so many bytes take one way on an idle line, without what headers add.
Duration time_for(const link::DirectionSettings& way, std::uint64_t bytes) {
  constexpr double nanobits_in_byte = 8e9;
  const auto rate = link::nominal_rate(way.rate);
  if (!rate) return way.delay;
  const double line_ns =
      static_cast<double>(bytes) * nanobits_in_byte / static_cast<double>(rate->bits_per_s());
  // 4 GB at one bit a second are a thousand years, more than a duration holds.
  const auto most_ns = static_cast<double>(longest_way.count());
  return way.delay + Duration{static_cast<Duration::rep>(std::min(line_ns, most_ns))};
}

}  // namespace

std::string_view to_string(Choice choice) {
  switch (choice) {
    case Choice::tcp:
      return "tcp";
    case Choice::udp:
      return "udp";
    case Choice::own:
      return "own";
  }
  return "unknown";
}

Circumstances circumstances_of(const Answers& answers, const link::LinkSettings& link) {
  Circumstances seen{answers, link.forward.delay + link.reverse.delay, {}, {}, {}};
  if (answers.talk == Talk::none) {
    seen.shortest = time_for(link.forward, answers.every ? answers.message_bytes : answers.bytes);
  } else {
    seen.shortest = time_for(link.forward, answers.request_bytes) +
                    time_for(link.reverse, answers.message_bytes);
  }
  seen.shortest_again = seen.shortest + seen.round_trip;
  seen.tcp_again = seen.shortest_again + tcp_timeout_floor;
  return seen;
}

std::span<const Rule> rules() {
  return all_rules;
}

Advice advise(const Circumstances& circumstances) {
  std::vector<const Rule*> applying;
  for (const Rule& rule : all_rules) {
    if (rule.applies(circumstances)) applying.push_back(&rule);
  }
  const auto decided = std::find_if(applying.begin(), applying.end(),
                                    [](const Rule* rule) { return rule->decides.has_value(); });
  assert(decided != applying.end() && "answers that do not contradict each other decide");
  Advice advice;
  advice.choice = *(*decided)->decides;
  advice.because.push_back(*decided);
  for (const Rule* const rule : applying) {
    if (rule == *decided) continue;
    auto& list = rule->speaks_for.empty()              ? advice.mind
                 : rule->speaks_for.has(advice.choice) ? advice.because
                                                       : advice.against;
    list.push_back(rule);
  }
  return advice;
}

}  // namespace acklab::advise

#include "sim/retell/story.hpp"

#include <array>
#include <string_view>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "sim/report/quantity.hpp"
#include "sim/report/words/retold.hpp"
#include "sim/retell/report_reader.hpp"
#include "sim/retell/story_of_loss.hpp"

namespace acklab::retell {
namespace {

using report::count_text;
using report::Json;
using report::Words;
using Story = std::vector<std::string>;

double count_at(const Json& run, const std::string& place) {
  return number_at(run, place).value_or(0);
}

std::string listed(const std::vector<std::string>& parts, const Words& words) {
  return fmt::format("{}", fmt::join(parts, words("story.comma")));
}

void tell_delivery(const Json& run, const Words& words, Story& story) {
  const double sent = count_at(run, "integrity.sent");
  const double intact = count_at(run, "integrity.intact_records");
  if (number_at(run, "integrity.intact") == 1.0) {
    story.push_back(words.say("story.all_whole", count_text(sent)));
    return;
  }
  if (sent == 0) {
    story.push_back(words("story.none_sent"));
    return;
  }
  std::vector<std::string> harm;
  const auto add = [&](const char* place, const char* key) {
    const double count = count_at(run, place);
    if (count > 0) harm.push_back(words.say(key, count_text(count)));
  };
  add("integrity.missing", "story.missing");
  add("integrity.corrupted", "story.corrupted");
  add("integrity.duplicated", "story.duplicated");
  add("integrity.out_of_order", "story.out_of_order");
  const std::string told = listed(harm, words);
  story.push_back(told.empty()
                      ? words.say("story.some_whole", count_text(intact), count_text(sent))
                      : words.say("story.not_whole", count_text(intact), count_text(sent), told));
}

constexpr std::array drop_causes{"mtu",     "rule",  "outage", "loss",
                                 "policer", "queue", "aqm",    "replay"};

/// What the link did in one direction, and a host with what the link had delivered.
struct Toll {
  double offered = 0;
  double damaged = 0;
  double no_room = 0;
  double no_port = 0;
  std::array<double, drop_causes.size()> dropped{};
};

Toll toll_in(const Json& run, bool forward) {
  const std::string place = fmt::format("link.{}.", forward ? "forward" : "reverse");
  Toll toll{.offered = count_at(run, place + "offered"),
            .damaged = count_at(run, place + "corrupted"),
            .no_room = count_at(run, place + "dropped_by_receiver"),
            .no_port = count_at(run, place + "discarded_no_port")};
  for (std::size_t i = 0; i < drop_causes.size(); ++i) {
    toll.dropped.at(i) = count_at(run, fmt::format("{}dropped_by_{}", place, drop_causes.at(i)));
  }
  return toll;
}

/// The same of one of several flows: what the report says of the link is of all of them.
Toll toll_in(const RunTrace& trace, bool forward) {
  Toll toll;
  for (const TracedPacket& packet : trace.packets) {
    if (packet.forward != forward) continue;
    if (packet.copy == 0) ++toll.offered;
    if (packet.damaged && packet.dropped_by.empty()) ++toll.damaged;
    for (std::size_t i = 0; i < drop_causes.size(); ++i) {
      if (packet.dropped_by == drop_causes.at(i)) ++toll.dropped.at(i);
    }
  }
  return toll;
}

/// "28 by loss, 3 by queue".
std::string drops_text(const Toll& toll, const Words& words) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < drop_causes.size(); ++i) {
    const double count = toll.dropped.at(i);
    if (count > 0)
      parts.push_back(words.say("story.by_cause", count_text(count), drop_causes.at(i)));
  }
  return listed(parts, words);
}

template <typename Source>
void tell_link(const Source& source, const Words& words, Story& story) {
  for (const auto& [forward, lost, none] :
       {std::tuple{true, "story.lost_there", "story.none_there"},
        std::tuple{false, "story.lost_back", "story.none_back"}}) {
    const Toll toll = toll_in(source, forward);
    if (toll.offered == 0) continue;
    const std::string causes = drops_text(toll, words);
    story.push_back(causes.empty() ? words.say(none, count_text(toll.offered))
                                   : words.say(lost, count_text(toll.offered), causes));
    if (toll.damaged > 0) {
      story.push_back(words.say("story.damaged_on_way", count_text(toll.damaged)));
    }
    if (toll.no_room > 0) story.push_back(words.say("story.no_room", count_text(toll.no_room)));
    if (toll.no_port > 0) story.push_back(words.say("story.no_port", count_text(toll.no_port)));
  }
}

void tell_noticing(const std::string& kind, const Json& run, const Words& words, Story& story) {
  if (kind == "udp") {
    const double refused = count_at(run, "workload.sends.refused_by_peer");
    if (refused > 0) {
      story.push_back(words.say("story.peer_refuses", count_text(refused)));
    } else if (number_at(run, "integrity.intact") != 1.0) {
      story.push_back(words("story.udp_knows_nothing"));
    }
    return;
  }
  const double again = count_at(run, "cost.retransmissions");
  if (again == 0) {
    const bool all_there = number_at(run, "integrity.intact") == 1.0;
    story.push_back(words(all_there ? "story.nothing_again" : "story.none_again"));
    return;
  }
  std::vector<std::string> causes;
  for (const auto& [place, key] :
       {std::pair{"by_timeout", "story.again_timeout"},
        std::pair{"by_fast_retransmit", "story.again_fast"},
        std::pair{"in_sack_recovery", "story.again_sack"}, std::pair{"by_rack", "story.again_rack"},
        std::pair{"by_tail_loss_probe", "story.again_tail"},
        std::pair{"of_zero_window_probes", "story.again_window"},
        std::pair{"of_syn_or_fin", "story.again_syn_fin"}}) {
    const double count = count_at(run, fmt::format("cost.retransmissions_{}", place));
    if (count > 0) causes.push_back(words.say(key, count_text(count)));
  }
  story.push_back(causes.empty()
                      ? words.say("story.again", count_text(again))
                      : words.say("story.again_because", count_text(again), listed(causes, words)));
  const auto needless = number_at(run, "cost.retransmissions_needless");
  if (needless) {
    story.push_back(*needless == 0 ? words("story.all_needed")
                                   : words.say("story.some_needless", count_text(*needless)));
  }
}

void tell_cost(const Json& run, const Words& words, Story& story) {
  const auto overhead = number_at(run, "cost.overhead_ratio");
  const auto time = number_at(run, "timing.completion_ms");
  constexpr double per_cent = 100;
  if (time && overhead) {
    story.push_back(words.say("story.cost", report::duration_text(*time),
                              report::significant(*overhead * per_cent)));
  }
  if (const auto share = number_at(run, "share_of_limit")) {
    story.push_back(words.say("story.share", report::significant(*share * per_cent)));
  }
}

}  // namespace

std::vector<std::string> story_of(const std::string& kind, const Json& run,
                                  const std::optional<RunTrace>& trace, const Words& words) {
  Story story;
  if (text_at(run, "outcome") == "not_run") {
    story.push_back(words.say("story.not_run", report::retold(text_at(run, "reason"), words)));
    return story;
  }
  tell_delivery(run, words, story);
  if (const std::string reason = text_at(run, "reason"); !reason.empty()) {
    story.push_back(report::retold(reason, words));
  }
  if (!number_at(run, "workload.flows.count")) {
    tell_link(run, words, story);
  } else if (trace && trace->is_whole) {
    tell_link(*trace, words, story);
  } else {
    story.push_back(words("story.shared_link"));
  }
  tell_noticing(kind, run, words, story);
  if (trace) {
    for (std::string& sentence : repairs_told(*trace, words)) story.push_back(std::move(sentence));
  }
  tell_cost(run, words, story);
  return story;
}

}  // namespace acklab::retell

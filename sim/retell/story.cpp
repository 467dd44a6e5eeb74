#include "sim/retell/story.hpp"

#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "sim/report/quantity.hpp"
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
  std::vector<std::string> harm;
  const auto add = [&](const char* place, const char* key) {
    const double count = count_at(run, place);
    if (count > 0) harm.push_back(words.say(key, count_text(count)));
  };
  add("integrity.missing", "story.missing");
  add("integrity.corrupted", "story.corrupted");
  add("integrity.duplicated", "story.duplicated");
  add("integrity.out_of_order", "story.out_of_order");
  story.push_back(
      words.say("story.not_whole", count_text(intact), count_text(sent), listed(harm, words)));
}

/// "28 by loss, 3 by queue".
std::string drops_text(const Json& run, const std::string& direction, const Words& words) {
  std::vector<std::string> parts;
  for (const char* const cause :
       {"mtu", "rule", "outage", "loss", "policer", "queue", "aqm", "replay"}) {
    const double count = count_at(run, fmt::format("link.{}.dropped_by_{}", direction, cause));
    if (count > 0) parts.push_back(words.say("story.by_cause", count_text(count), cause));
  }
  return listed(parts, words);
}

void tell_link(const Json& run, const Words& words, Story& story) {
  for (const auto& [direction, lost, none] :
       {std::tuple{"forward", "story.lost_there", "story.none_there"},
        std::tuple{"reverse", "story.lost_back", "story.none_back"}}) {
    const std::string place = fmt::format("link.{}.", direction);
    const double offered = count_at(run, place + "offered");
    if (offered == 0) continue;
    const std::string causes = drops_text(run, direction, words);
    story.push_back(causes.empty() ? words.say(none, count_text(offered))
                                   : words.say(lost, count_text(offered), causes));
    const double damaged = count_at(run, place + "corrupted");
    if (damaged > 0) story.push_back(words.say("story.damaged_on_way", count_text(damaged)));
  }
}

void tell_noticing(const std::string& kind, const Json& run, const Words& words, Story& story) {
  if (kind == "udp") {
    if (number_at(run, "integrity.intact") != 1.0)
      story.push_back(words("story.udp_knows_nothing"));
    return;
  }
  const double again = count_at(run, "cost.retransmissions");
  if (again == 0) {
    story.push_back(words("story.nothing_again"));
    return;
  }
  std::vector<std::string> causes;
  for (const auto& [place, key] :
       {std::pair{"by_timeout", "story.again_timeout"},
        std::pair{"by_fast_retransmit", "story.again_fast"},
        std::pair{"in_sack_recovery", "story.again_sack"}, std::pair{"by_rack", "story.again_rack"},
        std::pair{"by_tail_loss_probe", "story.again_tail"},
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
    story.push_back(words.say("story.not_run", text_at(run, "reason")));
    return story;
  }
  tell_delivery(run, words, story);
  if (const std::string reason = text_at(run, "reason"); !reason.empty()) story.push_back(reason);
  if (number_at(run, "workload.flows.count")) {
    story.push_back(words("story.shared_link"));
  } else {
    tell_link(run, words, story);
  }
  tell_noticing(kind, run, words, story);
  if (trace) {
    for (std::string& sentence : repairs_told(*trace, words)) story.push_back(std::move(sentence));
  }
  tell_cost(run, words, story);
  return story;
}

}  // namespace acklab::retell

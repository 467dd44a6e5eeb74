#include "sim/report/link/link_words.hpp"
#include "sim/report/loss_text.hpp"
#include "sim/report/quantity.hpp"
#include "sim/report/text_parts.hpp"

namespace acklab::report {

std::string direction_words(const link::DirectionSettings& settings, const Words& words) {
  std::string text = settings.rate ? rate_words(*settings.rate, words) : words("link.no_rate");
  const auto add = [&](const std::string& part) { text += words("run.comma") + part; };
  add(words.say("link.delay", duration_setting(settings.delay)));
  if (settings.jitter.amount > Duration::zero()) add(jitter_text(settings.jitter, words));
  if (settings.mtu) {
    add(words.say(link::cuts_large_packets(settings.mtu) ? "link.mtu_cuts" : "link.mtu",
                  bytes_setting(settings.mtu->bytes)));
  }
  if (!settings.outages.empty()) add(outage_text(settings.outages, words));
  if (!settings.loss.is_zero()) add(loss_text(settings.loss, words));
  if (settings.policer) {
    add(words.say("link.policed", policer_words(*settings.policer, words)));
  }
  if (!settings.reorder.is_zero()) add(reorder_text(settings.reorder, words));
  if (!settings.duplicate.is_zero()) add(duplicate_text(settings.duplicate, words));
  if (!settings.corrupt.is_zero()) add(corrupt_text(settings.corrupt, words));
  if (settings.queue != link::QueueSettings{}) add(queue_words(settings.queue, words));
  if (!settings.rules.empty()) {
    add(settings.rules.size() == 1 ? words("link.rule")
                                   : words.say("link.rules", settings.rules.size()));
  }
  return text;
}

std::string link_text(const link::LinkSettings& link, const Words& words) {
  if (link.replay) return words.say("link.replay", link.replay->file);
  const bool changes = !link.forward_schedule.empty() || !link.reverse_schedule.empty();
  const std::string later = changes ? words("link.changes") : std::string{};
  if (link.is_same_both_ways()) {
    return words.say("link.same", direction_words(link.forward, words)) + later;
  }
  return words.say("link.two_ways", direction_words(link.forward, words),
                   direction_words(link.reverse, words)) +
         later;
}

}  // namespace acklab::report

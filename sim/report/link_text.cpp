#include <fmt/format.h>

#include "sim/report/link/link_words.hpp"
#include "sim/report/loss_text.hpp"
#include "sim/report/quantity.hpp"
#include "sim/report/text_parts.hpp"

namespace acklab::report {

std::string direction_words(const link::DirectionSettings& settings) {
  std::string text = settings.rate ? rate_words(*settings.rate) : "unlimited rate";
  const auto add = [&text](const std::string& part) { text += ", " + part; };
  add(duration_setting(settings.delay) + " delay");
  if (settings.jitter.amount > Duration::zero()) add(jitter_text(settings.jitter));
  if (settings.mtu) {
    add(fmt::format("{} MTU{}", bytes_setting(settings.mtu->bytes),
                    link::cuts_large_packets(settings.mtu) ? " with fragments" : ""));
  }
  if (!settings.outages.empty()) add(outage_text(settings.outages));
  if (!settings.loss.is_zero()) add(loss_text(settings.loss));
  if (settings.policer) {
    add("policed to " + policer_words(*settings.policer));
  }
  if (!settings.reorder.is_zero()) add(reorder_text(settings.reorder));
  if (!settings.duplicate.is_zero()) add(duplicate_text(settings.duplicate));
  if (!settings.corrupt.is_zero()) add(corrupt_text(settings.corrupt));
  if (settings.queue != link::QueueSettings{}) add(queue_words(settings.queue));
  if (!settings.rules.empty()) {
    add(settings.rules.size() == 1 ? "1 rule" : fmt::format("{} rules", settings.rules.size()));
  }
  return text;
}

std::string link_text(const link::LinkSettings& link) {
  if (link.replay) return "what the fate log " + link.replay->file + " says";
  const bool changes = !link.forward_schedule.empty() || !link.reverse_schedule.empty();
  const std::string_view later = changes ? "; changes on the way" : "";
  if (link.is_same_both_ways()) {
    return fmt::format("{}; same both ways{}", direction_words(link.forward), later);
  }
  return fmt::format("there {}; back {}{}", direction_words(link.forward),
                     direction_words(link.reverse), later);
}

}  // namespace acklab::report

#include "sim/report/loss_text.hpp"

#include "sim/report/quantity.hpp"

namespace acklab::report {
namespace {

std::string random_loss_text(const link::LossSettings& loss, const Words& words) {
  std::string text = words.say("link.loss", percent_setting(loss.mean()));
  const bool independent = std::holds_alternative<Probability>(loss.model);
  const auto burst = loss.mean_burst();
  if (!independent && burst) text += words.say("link.in_bursts", plain(*burst));
  if (loss.max_burst) text += words.say("link.at_most_in_a_row", *loss.max_burst);
  return text;
}

}  // namespace

std::string loss_text(const link::LossSettings& loss, const Words& words) {
  if (const auto* periodic = std::get_if<link::PeriodicLoss>(&loss.model)) {
    return words.say("link.periodic_loss", periodic->burst, periodic->every);
  }
  if (const auto* pattern = std::get_if<link::LossPattern>(&loss.model)) {
    return words.say("link.pattern_loss", percent_setting(loss.mean()), pattern->letters.size());
  }
  if (const auto* list = std::get_if<link::LostPackets>(&loss.model)) {
    std::uint64_t packets = 0;
    for (const auto& [first, last] : list->ranges) packets += last - first + 1;
    return packets == 1 ? words("link.one_listed_loss") : words.say("link.listed_loss", packets);
  }
  return random_loss_text(loss, words);
}

std::string outage_text(const std::vector<link::OutageWindow>& outages, const Words& words) {
  if (outages.size() > 1) return words.say("link.outages", outages.size());
  const link::OutageWindow& only = outages.front();
  const std::string length = duration_setting(only.length);
  return only.every ? words.say("link.outage_every", length, duration_setting(*only.every))
                    : words.say("link.outage_at", length, duration_setting(only.from));
}

}  // namespace acklab::report

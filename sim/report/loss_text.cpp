#include "sim/report/loss_text.hpp"

#include <fmt/format.h>

#include "sim/report/quantity.hpp"

namespace acklab::report {
namespace {

std::string random_loss_text(const link::LossSettings& loss) {
  std::string text = percent_setting(loss.mean()) + " loss";
  const bool independent = std::holds_alternative<Probability>(loss.model);
  const auto burst = loss.mean_burst();
  if (!independent && burst) text += fmt::format(" in bursts of {}", plain(*burst));
  if (loss.max_burst) text += fmt::format(", at most {} in a row", *loss.max_burst);
  return text;
}

}  // namespace

std::string loss_text(const link::LossSettings& loss) {
  if (const auto* periodic = std::get_if<link::PeriodicLoss>(&loss.model)) {
    return fmt::format("{} of every {} packets lost", periodic->burst, periodic->every);
  }
  if (const auto* pattern = std::get_if<link::LossPattern>(&loss.model)) {
    return fmt::format("{} loss by a pattern of {} packets", percent_setting(loss.mean()),
                       pattern->letters.size());
  }
  if (const auto* list = std::get_if<link::LostPackets>(&loss.model)) {
    std::uint64_t packets = 0;
    for (const auto& [first, last] : list->ranges) packets += last - first + 1;
    return packets == 1 ? std::string{"1 listed packet lost"}
                        : fmt::format("{} listed packets lost", packets);
  }
  return random_loss_text(loss);
}

std::string outage_text(const std::vector<link::OutageWindow>& outages) {
  if (outages.size() > 1) return fmt::format("{} outages", outages.size());
  const link::OutageWindow& only = outages.front();
  const std::string length = duration_setting(only.length);
  return only.every ? fmt::format("down for {} every {}", length, duration_setting(*only.every))
                    : fmt::format("down for {} at {}", length, duration_setting(only.from));
}

}  // namespace acklab::report

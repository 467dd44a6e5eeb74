#include "sim/link/loss/loss_settings.hpp"

#include <algorithm>

#include "sim/link/loss/loss_outlook.hpp"

namespace acklab::link {
namespace {

LossOutlook outlook_of(const LossPattern& pattern) {
  const std::string& letters = pattern.letters;
  const auto lost = static_cast<double>(std::count(letters.begin(), letters.end(), 'x'));
  double bursts = 0;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const char before = i == 0 ? letters.back() : letters[i - 1];
    if (letters[i] == 'x' && before != 'x') ++bursts;
  }
  return {lost / static_cast<double>(letters.size()),
          bursts > 0 ? std::optional{lost / bursts} : std::nullopt};
}

LossOutlook outlook_of(const PeriodicLoss& periodic) {
  const auto burst = static_cast<double>(periodic.burst);
  return {
      burst / static_cast<double>(periodic.every),
      periodic.burst > 0 && periodic.burst < periodic.every ? std::optional{burst} : std::nullopt};
}

LossOutlook outlook_of(const LossSettings& settings) {
  if (const auto chain = loss_chain(settings.model)) {
    return loss_outlook(*chain, settings.max_burst);
  }
  if (const auto* pattern = std::get_if<LossPattern>(&settings.model)) return outlook_of(*pattern);
  if (const auto* periodic = std::get_if<PeriodicLoss>(&settings.model)) {
    return outlook_of(*periodic);
  }
  return {};
}

}  // namespace

bool BurstyLoss::reachable() const {
  const WideCount lost = mean.parts();
  const WideCount kept = Probability::parts_in_one - mean.parts();
  return lost * parts_in_one <= kept * mean_burst_parts;
}

bool LossSettings::is_scripted() const {
  return std::holds_alternative<LossPattern>(model) || std::holds_alternative<LostPackets>(model) ||
         std::holds_alternative<PeriodicLoss>(model);
}

bool LossSettings::is_zero() const {
  if (const auto* list = std::get_if<LostPackets>(&model)) return list->ranges.empty();
  return mean() <= 0;
}

double LossSettings::mean() const {
  return outlook_of(*this).mean;
}

std::optional<double> LossSettings::mean_burst() const {
  return outlook_of(*this).mean_burst;
}

}  // namespace acklab::link

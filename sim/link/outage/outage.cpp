#include "sim/link/outage/outage.hpp"

#include <algorithm>

namespace acklab::link {
namespace {

bool holds(const OutageWindow& window, Duration since_start) {
  if (since_start < window.from) return false;
  Duration into = since_start - window.from;
  if (window.every) into %= *window.every;
  return into < window.length;
}

}  // namespace

bool Outage::refuses(Duration since_start) const {
  return std::any_of(windows_.begin(), windows_.end(),
                     [&](const OutageWindow& window) { return holds(window, since_start); });
}

double outage_share(const std::vector<OutageWindow>& windows) {
  double share = 0;
  for (const OutageWindow& window : windows) {
    if (window.every) share += to_seconds(window.length) / to_seconds(*window.every);
  }
  return std::min(share, 1.0);
}

}  // namespace acklab::link

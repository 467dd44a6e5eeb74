#pragma once

#include <vector>

#include "sim/link/settings.hpp"

namespace acklab::link {

/// Refuses what arrives at a direction while it is down by schedule. What has entered before goes
/// on its way, however long that takes: the cut is at the entrance of the link.
///
/// Time alone decides, so in real time the fate of a packet offered near an edge may differ from
/// one run to the next.
class Outage {
 public:
  explicit Outage(const DirectionSettings& settings) : windows_(settings.outages) {}

  void change(const DirectionSettings& settings) { windows_ = settings.outages; }

  /// Whether a packet is refused that arrives `since_start` after the link's first one. A window
  /// holds its first nanosecond and not the one at its end.
  [[nodiscard]] bool refuses(Duration since_start) const;

 private:
  std::vector<OutageWindow> windows_;
};

/// The share of all time in which `windows` refuse, in the long run; of those that do not repeat 0.
/// For display; where windows that repeat overlap, an upper bound.
[[nodiscard]] double outage_share(const std::vector<OutageWindow>& windows);

}  // namespace acklab::link

#pragma once

#include <cstdint>
#include <optional>

#include "sim/link/loss/loss_chain.hpp"

namespace acklab::link {

/// What comes of a chain in the long run, in floating point, for display.
struct LossOutlook {
  double mean = 0;
  std::optional<double> mean_burst;  // nothing: nothing is lost, or for ever
};

/// With no more than `max_burst` lost in a row.
///
/// Let A be "lose here, then move on" (diag(loss)·P) and u the share of packets that follow a
/// delivered one, by state. Those that follow c losses are u·A^c, and all c from 0 to max_burst
/// together are the stationary distribution π: so u = π·(I + A + … + A^max_burst)^-1. Of the
/// packets behind c < max_burst losses the chain's share is lost: mean = Σ u·A^c·loss, and every
/// burst begins behind a delivered packet: mean_burst = mean / (u·loss).
[[nodiscard]] LossOutlook loss_outlook(const LossChain& chain,
                                       std::optional<std::uint64_t> max_burst);

}  // namespace acklab::link

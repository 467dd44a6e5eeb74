#pragma once

#include <cstdint>
#include <optional>

#include "sim/workload/ledger.hpp"

namespace acklab::workload {

/// How messages were missing, in the order they were sent, as the simplest model with a memory has
/// it (Gilbert 1960): a state that loses and one that does not, and the chance of changing from one
/// to the other at each message.
struct BurstLossMeasures {
  std::uint64_t bursts = 0;          // missing in a row
  std::uint64_t longest_burst = 0;   // records
  std::optional<double> mean_burst;  // records; nothing: none is missing
  std::optional<double> p;           // a message is missing, given that the one before it came
  std::optional<double> r;           // a message came, given that the one before it is missing
};

/// The estimates by counting. Nothing when no two messages were sent.
[[nodiscard]] std::optional<BurstLossMeasures> burst_loss_of(const Ledger& ledger);

}  // namespace acklab::workload

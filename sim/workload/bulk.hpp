#pragma once

#include <cstdint>
#include <optional>

#include "net/base/time.hpp"

namespace acklab::workload {

/// Moves `bytes` from the client to the server, cut into records of `message_bytes`; the last may
/// be shorter. Measures how fast and how whole it arrives: completion, first byte, goodput, stalls.
struct Bulk {
  std::uint64_t bytes = 0;
  std::uint32_t message_bytes = 1200;
  /// How long after the beginning nothing more is written, were there still something: of a flow
  /// among others, not of a job by itself.
  std::optional<Duration> lasts = std::nullopt;

  friend bool operator==(const Bulk&, const Bulk&) = default;
};

}  // namespace acklab::workload

#pragma once

#include <cstdint>
#include <optional>

#include "net/base/time.hpp"
#include "sim/link/settings.hpp"

namespace acklab::link {

/// Why a packet was not delivered.
enum class DropCause : std::uint8_t {
  loss,   // the random loss of the scenario
  queue,  // the queue before the rate was full
};
[[nodiscard]] const char* to_string(DropCause cause);

/// What the link decided about one copy of one packet. This is the truth that reports and tests
/// compare with.
struct FateRecord {
  Direction direction = Direction::forward;
  std::uint64_t index = 0;  // of the packet in its direction, from 0
  std::uint32_t copy = 0;   // 0: the packet itself; 1: its duplicate
  std::uint32_t ip_bytes = 0;
  Instant arrival{};
  std::optional<DropCause> dropped;
  bool corrupted = false;           // also of a copy that the queue dropped afterwards
  std::uint64_t corrupted_bit = 0;  // when corrupted: 0 is the most significant bit of the octet
                                    // at Packet::corruptible_from
  bool skipped_delay = false;       // the reorder impairment struck
  std::uint64_t queue_bytes = 0;    // waiting ahead of it when it arrived; 0 if lost before
  Instant due{};                    // intended release, when not dropped
};

}  // namespace acklab::link

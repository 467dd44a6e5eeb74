#pragma once

#include <cstdint>
#include <optional>

#include "net/base/seq32.hpp"
#include "net/base/time.hpp"

namespace acklab::transport {

/// The timestamps option of one connection (RFC 7323 §3–§5): what to send, what to echo, what is
/// too old. One tick is a millisecond.
class TimestampClock {
 public:
  /// `offset` is added to every value, so that values do not tell how long a machine has run.
  explicit TimestampClock(std::uint32_t offset) : offset_(offset) {}
  /// The clock of the connection that begins at this number, whoever answers for it.
  [[nodiscard]] static TimestampClock for_connection(Seq32 initial_sequence);

  [[nodiscard]] std::uint32_t value_at(Instant now) const;

  /// TS.Recent, to be echoed; 0 before the peer has sent one.
  [[nodiscard]] std::uint32_t echo() const { return recent_.value_or(0); }
  /// PAWS (§5.3 R1): whether a segment with this value is an old duplicate. After 24 days without
  /// one the memory is void (§5.5).
  [[nodiscard]] bool is_old(Instant now, std::uint32_t peer_value) const;
  /// Whether a segment with this value was sent later than the one to be echoed.
  [[nodiscard]] bool is_newer(std::uint32_t peer_value) const;
  /// Remembers the value of a segment that begins no later than the last ACK sent (§4.3).
  void remember(Instant now, std::uint32_t peer_value);

  /// The round trip an echo proves, in whole ticks; nothing when the echo lies in the future or
  /// before `opened`.
  [[nodiscard]] std::optional<Duration> round_trip(Instant now, std::uint32_t echoed,
                                                   Instant opened) const;
  /// The end of the tick in which the echoed segment was sent: whatever was sent at or after it
  /// cannot be the segment that the ACK answers.
  [[nodiscard]] Instant end_of_tick(Instant now, std::uint32_t echoed) const;

 private:
  std::uint32_t offset_;
  std::optional<std::uint32_t> recent_;
  Instant recent_at_{};
};

}  // namespace acklab::transport

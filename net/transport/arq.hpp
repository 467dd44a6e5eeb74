#pragma once

#include <cstdint>
#include <optional>

#include "net/base/time.hpp"

namespace acklab::transport {

/// A rung of the ladder of protocols: the same connection under simpler policies.
enum class Arq : std::uint8_t {
  stop_and_wait,     // one segment in flight
  go_back_n,         // a window; the receiver keeps nothing out of order, a timeout resends it all
  selective_repeat,  // a window; the receiver keeps what comes early, each segment has its timeout
  tcp,               // all of it, adaptive
};

/// Which rung, and what the textbook rungs let one choose; Arq::tcp heeds `fixed_rto` and
/// `window_segments` and counts sequence numbers in bytes, with 32 bits.
///
/// Nothing of it is negotiated: both ends must be configured alike. SYN and FIN take a number each,
/// as in TCP, and handshake and close are TCP's on every rung.
struct ArqConfig {
  Arq kind = Arq::tcp;
  /// At most so many segments in flight. Nothing: 1 on stop-and-wait, 8 on the other textbook
  /// rungs, no limit beside the windows on tcp.
  std::optional<std::uint32_t> window_segments;
  /// A timeout that neither adapts nor backs off; nothing: RFC 6298.
  std::optional<Duration> fixed_rto;
  /// How many bits of the sequence number, which counts segments on the textbook rungs, count:
  /// 1 to 32. One bit in stop_and_wait is the alternating bit. A window that is too large for them
  /// (more than half of the numbers on selective_repeat, all of them on go_back_n) is allowed, and
  /// takes old segments for new. The header's field keeps its 32 bits; those that do not count are
  /// sent as 0.
  std::uint8_t sequence_bits = 32;
  friend constexpr bool operator==(const ArqConfig&, const ArqConfig&) = default;
};

}  // namespace acklab::transport

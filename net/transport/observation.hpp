#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <variant>
#include <vector>

#include "net/base/byte_ranges.hpp"
#include "net/base/time.hpp"
#include "net/transport/state.hpp"
#include "net/transport/statistics.hpp"
#include "net/transport/timers.hpp"
#include "net/wire/segment.hpp"

namespace acklab::transport {

/// Why a segment leaves.
enum class Sending : std::uint8_t {
  first,              // it occupies sequence space for the first time
  retransmission,     // the cause stands beside
  tail_loss_probe,    // new data that takes the place of a retransmission (RFC 8985 §7.3)
  zero_window_probe,  // the first of a byte (RFC 9293 §3.8.6.1)
  path_mtu_probe,     // RFC 8899
  keep_alive,         // RFC 9293 §3.8.4
  acknowledgment,     // nothing else
  reset,
};
[[nodiscard]] const char* to_string(Sending sending);
[[nodiscard]] const char* to_string(Timer timer);

// What a connection tells whoever observes it. Segments are numbered from 0, those sent and those
// received each; ranges count in sequence offsets: the SYN is 0, the first byte 1.

struct SegmentSent {
  const wire::Segment& segment;  // as long as the call lasts
  std::uint64_t number = 0;
  Sending why = Sending::first;
  std::optional<RetransmissionCause> cause;  // of a retransmission
  std::uint32_t transmission = 1;            // of what it occupies
};

struct SegmentReceived {
  const wire::Segment& segment;  // as long as the call lasts
  std::uint64_t number = 0;
  bool congestion_experienced = false;
};

/// Something outstanding is taken for lost, and will be sent again when it may be.
struct LossFound {
  ByteRange range;
  RetransmissionCause cause = RetransmissionCause::timeout;
  /// Which received segments told of it; none: a timer did.
  std::vector<std::uint64_t> told_by;
};

/// A timer runs until `at`, or no longer.
struct TimerChanged {
  Timer timer = Timer::retransmission;
  std::optional<Instant> at;
};

struct TimerExpired {
  Timer timer = Timer::retransmission;
  Instant at{};
};

struct WindowChanged {
  std::uint64_t congestion_window_bytes = 0;
  std::optional<std::uint64_t> slow_start_threshold_bytes;
  std::uint64_t in_flight_bytes = 0;
};

struct RoundTripMeasured {
  Duration sample{};
  Duration smoothed{};
  Duration variation{};
  Duration retransmission_timeout{};
};

/// What was acknowledged has been sent more than once: it times nothing (Karn, RFC 6298 §3).
struct RoundTripRefused {};

/// The peer reports that octets came twice (RFC 2883).
struct DuplicateReported {
  ByteRange range;
  std::uint64_t needless_retransmissions = 0;  // that it proves
};

/// A reduction of the window was a mistake and is taken back.
struct ReductionUndone {
  bool after_timeout = false;
};

struct StateChanged {
  State state = State::closed;
};

using Observation = std::variant<SegmentSent, SegmentReceived, LossFound, TimerChanged,
                                 TimerExpired, WindowChanged, RoundTripMeasured, RoundTripRefused,
                                 DuplicateReported, ReductionUndone, StateChanged>;

/// Must not touch the connection.
using Observer = std::function<void(Instant now, const Observation& what)>;

}  // namespace acklab::transport

#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include "net/base/time.hpp"

namespace acklab::transport {

/// Why a connection is over.
enum class CloseReason : std::uint8_t {
  finished,   // both sides closed and all was acknowledged
  timed_out,  // retransmission went unanswered for the configured time
  refused,    // the SYN was answered by RST
  reset,      // the peer aborted (RFC 9293 MUST-12)
  aborted,    // this application called abort
};
[[nodiscard]] const char* to_string(CloseReason reason);

/// The evidence that goes with the end of a connection.
struct CloseReport {
  CloseReason reason = CloseReason::finished;
  std::uint32_t retransmission_attempts = 0;  // consecutive, of the oldest unacknowledged segment
  Duration unanswered_for{};                  // since the first transmission of that segment
  std::uint64_t bytes_acknowledged = 0;       // this side's stream, as far as the peer confirmed it
  std::uint64_t bytes_unacknowledged = 0;     // accepted from the application but not confirmed
  std::uint64_t bytes_delivered =
      0;  // the peer's stream, as far as it was handed to the application
};

/// The handshake is complete: data flows both ways.
struct Connected {};
/// There is something to read, or the end of the peer's stream was reached.
struct Readable {};
/// There is room to write again after a write that was cut short.
struct Writable {};
/// Nothing will ever happen again on this connection.
struct Closed {
  CloseReport report;
};

using ConnectionEvent = std::variant<Connected, Readable, Writable, Closed>;

}  // namespace acklab::transport

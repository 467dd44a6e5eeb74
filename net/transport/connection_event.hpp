#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include "net/base/time.hpp"
#include "net/wire/icmp.hpp"

namespace acklab::transport {

/// Why a connection is over.
enum class CloseReason : std::uint8_t {
  finished,     // both sides closed and all was acknowledged
  timed_out,    // retransmission went unanswered for the configured time
  refused,      // the SYN was answered by RST
  reset,        // the peer aborted (RFC 9293 MUST-12)
  aborted,      // this application called abort
  not_opened,   // the call was wrong: no host can have that address, or the ports are in use
  unreachable,  // the network says that no retransmission can help (CloseReport::network_error)
};
[[nodiscard]] const char* to_string(CloseReason reason);

/// The evidence that goes with the end of a connection.
struct CloseReport {
  CloseReason reason = CloseReason::finished;
  std::uint32_t retransmission_attempts = 0;  // consecutive, of the oldest unacknowledged segment
  Duration unanswered_for{};                  // since its first transmission, or the last progress
  std::uint64_t bytes_acknowledged = 0;       // this side's stream, as far as the peer confirmed it
  std::uint64_t bytes_unacknowledged = 0;     // accepted from the application but not confirmed
  std::uint64_t bytes_delivered =
      0;  // the peer's stream, as far as it was handed to the application
  /// What the network last said about segments that were never acknowledged.
  std::optional<wire::IcmpKind> network_error{};
};

/// The handshake is complete: data flows both ways.
struct Connected {};
/// There is something to read, or the end of the peer's stream was reached.
struct Readable {};
/// There is room to write again after a write that was cut short or left none.
struct Writable {};
/// The peer has urgent data in the stream, further on than it said before (RFC 9293 §3.8.5):
/// Connection::urgent_bytes_ahead says how far.
struct UrgentData {};
/// R1 (RFC 9293 §3.8.3): the peer does not answer, but it is not given up yet.
struct Troubled {
  /// Retransmissions of the oldest segment so far, or probes of the peer's closed window.
  std::uint32_t attempts = 0;
  Duration unanswered_for{};  // since the first of them was sent
};
/// The network reports an error that may pass (RFC 9293 MUST-47): the connection goes on trying.
struct SoftError {
  wire::IcmpKind error{};
};
/// Nothing will ever happen again on this connection.
struct Closed {
  CloseReport report;
};

using ConnectionEvent =
    std::variant<Connected, Readable, Writable, UrgentData, Troubled, SoftError, Closed>;

}  // namespace acklab::transport

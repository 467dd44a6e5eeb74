#pragma once

#include <cstdint>
#include <optional>

#include "net/transport/config.hpp"

namespace acklab::transport {

/// What the rungs of the ladder do differently; all else is the one connection.
struct ArqPolicy {
  enum class OnTimeout : std::uint8_t {
    as_tcp,            // RFC 6298, with what SACK knows
    whole_window,      // everything outstanding goes again
    expired_segments,  // only the segment whose own timeout has come
  };

  /// The sequence and acknowledgement fields count segments instead of bytes.
  bool numbers_segments = false;
  /// An ACK speaks of the one segment it answers and of no other: what was lost of it, no later ACK
  /// makes up for.
  bool acknowledges_each = false;
  OnTimeout on_timeout = OnTimeout::as_tcp;
  /// At most so many segments sent and not yet acknowledged; nothing: what the windows allow.
  std::optional<std::uint64_t> window_segments;
  /// From the segment expected on, so many may come and be kept: 1 keeps nothing that is early.
  std::uint64_t receive_window_segments = 1;
};

/// What the rung of `arq` does, with its own window where `arq` names none.
[[nodiscard]] ArqPolicy policy_of(const ArqConfig& arq);

/// The SYN's number: `chosen` (RFC 6528) on Arq::tcp; the textbook counts from 0.
[[nodiscard]] Seq32 initial_number(const ArqConfig& arq, Seq32 chosen);

/// `config` without the mechanisms that its rung does not have. A textbook rung learns of a loss
/// only by timeout, knows no congestion, answers each segment at once and sends what it has; a
/// fixed timeout neither adapts nor backs off. Arq::tcp stays as configured but for that.
[[nodiscard]] ConnectionConfig on_rung(const ConnectionConfig& config);

}  // namespace acklab::transport

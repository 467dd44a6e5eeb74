#pragma once

#include <cstdint>

namespace acklab::transport {

/// How damage in a segment is noticed.
enum class Checksum : std::uint8_t {
  internet,  // RFC 1071: 16 bits, blind to swapped words
  crc32c,    // the same, and where the peer agrees 32 bits more on segments that carry data
  off,       // sent as ever, but what arrives is not checked: damage is delivered
};

/// What tells, without a timeout, that a segment is lost.
enum class LossDetection : std::uint8_t {
  /// Time: RACK-TLP (RFC 8985), which learns how far the path reorders; mistakes are taken back
  /// (RFC 3522, 4015, 5682).
  rack,
  /// Three acknowledgements beyond it: RFC 5681, 6582 and with SACK 6675. Nothing adapts, nothing
  /// is taken back, nothing probes the tail, and what is lost again waits for the timeout.
  duplicate_acks,
};

/// What a connection does so that its bytes arrive whole, once and in order. Each can be off alone,
/// to see which promise breaks; all on is TCP.
///
/// SYN and FIN are acknowledged and sent again whatever is off: a connection begins and ends as in
/// TCP. Nothing of it is negotiated; both ends are to be configured alike.
///
/// Consulted where the mechanism lives: there is no second protocol beside the first. What cannot
/// work any more without a mechanism ends with a typed close, never in an endless wait that nobody
/// can see.
struct Mechanisms {
  Checksum checksum = Checksum::internet;
  /// This side acknowledges the data it receives, and expects the same of the peer. Without, data
  /// leaves as soon as it is written, is not kept and never sent again: like datagrams, no window
  /// holds it back. A peer that does wait for ACKs gives up after a while: timed_out.
  bool acks = true;
  /// This side sends data again that was lost. Without, what is lost is abandoned by the sender,
  /// and passed over by the receiver after it had time enough to be merely late.
  bool retransmission = true;
  bool ordering = true;           // data is delivered in the order of the stream, not of arrival
  bool duplicate_discard = true;  // bytes that came before are not delivered again

  bool karn = true;             // no round-trip sample from what was sent twice (RFC 6298 §3)
  bool backoff = true;          // the timeout doubles after each expiry (RFC 6298 §5.5)
  bool sack = true;             // RFC 2018
  bool timestamps = true;       // RFC 7323 §3
  bool window_scale = true;     // RFC 7323 §2
  bool delayed_ack = true;      // RFC 9293 §3.8.6.3
  bool nagle = true;            // RFC 9293 §3.7.4
  bool fast_retransmit = true;  // loss is noticed without a timeout: RFC 5681 §3.2, RFC 8985
  LossDetection loss_detection = LossDetection::rack;  // how, then
  /// The window grows by the bytes that are acknowledged (RFC 3465); without, by a segment for each
  /// ACK of something new, as in RFC 2581, however little that is. A model of the path (bbr) counts
  /// bytes in any case.
  bool byte_counting = true;
  /// Neither side lets the window creep: no offer and no segment smaller than need be (RFC 9293
  /// §3.8.6.2).
  bool silly_window_avoidance = true;
  bool persist = true;  // a closed window is probed (RFC 9293 §3.8.6.1)
  friend constexpr bool operator==(const Mechanisms&, const Mechanisms&) = default;

  /// Whether the application still reads the one stream that was written. Without any of these
  /// there are holes, repetitions, damage or disorder in it, and the connection keeps together what
  /// belongs together: each write goes as a segment of its own (or more, if it does not fit into
  /// one) and each read takes from what one segment brought.
  [[nodiscard]] constexpr bool promise_one_stream() const {
    return checksum != Checksum::off && acks && retransmission && ordering && duplicate_discard;
  }
};

}  // namespace acklab::transport

#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>

#include "net/base/time.hpp"
#include "net/transport/rtt_estimator.hpp"

namespace acklab::transport {

/// What the probe timeout follows from.
struct ProbeContext {
  Duration smoothed_rtt;
  std::optional<RttEstimator::Typical> typical;
  std::optional<Duration> peer_max_ack_delay;  // where the peer has told
  Duration assumed_max_ack_delay;              // where it has not
  std::uint64_t outstanding_bytes = 0;
  std::uint64_t segment_bytes = 0;
  bool probed_too_early = false;  // TailLossProbe::too_early

  /// Next to nothing is outstanding, so that a probe too many costs next to nothing.
  [[nodiscard]] bool thin() const {
    constexpr std::uint64_t thin_segments = 4;
    return outstanding_bytes <= thin_segments * segment_bytes;
  }
  /// Whether the timeout follows from typical round trips, where there are any.
  [[nodiscard]] bool asks_for_typical() const {
    return peer_max_ack_delay && thin() && !probed_too_early;
  }
};

/// How long after the last transmission or acknowledgement the tail is probed.
///
/// RFC 8985 §7.2 waits two round trips, and WCDelAckT longer when the peer may be holding its ACK
/// back for a second segment. Where the peer has told how long that is, a thin stream is probed as
/// RFC 9002 §6.2.1 does: after one round trip, four deviations and the peer's delay. Typical values
/// take the place of averages, which under loss would grow with the very waiting they cause. But
/// where a probe was sent too early, no round trip can be measured any more (Karn), so that every
/// further probe would be too early as well: then the longer wait holds until one was measured.
[[nodiscard]] inline Duration probe_timeout(const ProbeContext& context) {
  constexpr Duration granularity = std::chrono::milliseconds{1};  // kGranularity of RFC 9002
  if (context.asks_for_typical() && context.typical) {
    return context.typical->rtt + std::max(4 * context.typical->deviation, granularity) +
           *context.peer_max_ack_delay;
  }
  Duration wait = 2 * context.smoothed_rtt;
  if (context.outstanding_bytes <= context.segment_bytes) {
    wait += context.peer_max_ack_delay.value_or(context.assumed_max_ack_delay);
  }
  return wait;
}

/// The one tail loss probe that may be under way (RFC 8985 §7).
class TailLossProbe {
 public:
  void request() { due_ = true; }
  [[nodiscard]] bool due() const { return due_; }
  [[nodiscard]] bool take_due() {
    const bool was_due = due_;
    due_ = false;
    return was_due;
  }
  void sent(Instant now, std::uint64_t end, bool retransmission) {
    end_ = end;
    sent_at_ = now;
    retransmission_ = retransmission;
  }
  [[nodiscard]] bool under_way() const { return due_ || end_.has_value(); }
  void forget() {
    due_ = false;
    end_.reset();
  }

  /// What an ACK tells about the probe: true when the probe has silently repaired a loss, which
  /// deserves the same answer from the congestion controller as any other (§7.4). An echo from
  /// before the probe proves that the original had arrived, and so does an ACK that comes sooner
  /// after the probe than any round trip takes.
  [[nodiscard]] bool repaired_loss(std::uint64_t ack, std::optional<Instant> echo_tick_end,
                                   Instant now, std::optional<Duration> min_rtt) {
    if (!end_ || ack < *end_) return false;
    const bool too_soon = min_rtt && now - sent_at_ < *min_rtt;
    const bool original_arrived = too_soon || (echo_tick_end && sent_at_ >= *echo_tick_end);
    too_early_ = too_early_ || (retransmission_ && original_arrived);
    end_.reset();
    return retransmission_ && !original_arrived;
  }
  /// A probe was sent although the answer was on its way, and no round trip was measured since.
  [[nodiscard]] bool too_early() const { return too_early_; }
  void round_trip_measured() { too_early_ = false; }

 private:
  bool due_ = false;
  std::optional<std::uint64_t> end_;  // TLP.end_seq
  Instant sent_at_{};
  bool retransmission_ = false;
  bool too_early_ = false;
};

}  // namespace acklab::transport

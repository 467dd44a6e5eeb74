#pragma once

#include <cstdint>
#include <optional>

#include "net/base/time.hpp"

namespace acklab::transport {

/// The one tail loss probe that may be under way (RFC 8985 §7).
class TailLossProbe {
 public:
  void request() { due_ = true; }
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
  /// before the probe proves that the original had arrived.
  [[nodiscard]] bool repaired_loss(std::uint64_t ack, std::optional<Instant> echo_tick_end) {
    if (!end_ || ack < *end_) return false;
    const bool original_arrived = echo_tick_end && sent_at_ >= *echo_tick_end;
    const bool repaired = retransmission_ && !original_arrived;
    end_.reset();
    return repaired;
  }

 private:
  bool due_ = false;
  std::optional<std::uint64_t> end_;  // TLP.end_seq
  Instant sent_at_{};
  bool retransmission_ = false;
};

}  // namespace acklab::transport

#pragma once

#include <cstdint>
#include <optional>

#include "net/base/time.hpp"

namespace acklab::transport {

/// F-RTO (RFC 5682 §3.1), for connections without timestamps: after a timeout and the first ACK
/// that moves, two new segments go instead of more retransmissions. If the next ACK then tells of
/// something that was sent only once, before the timeout, the timeout was spurious.
class ForwardRto {
 public:
  void begin(Instant now) {
    step_ = Step::first_ack;
    timed_out_at_ = now;
  }
  void give_up() { step_ = Step::off; }

  /// After each ACK. `advanced`: it moved over the retransmission but not over all that was sent
  /// before the timeout. `earliest_once`: when the oldest segment was sent, of those delivered now,
  /// that went only once. True when the timeout was spurious.
  [[nodiscard]] bool on_ack(bool advanced, std::optional<Instant> earliest_once) {
    switch (step_) {
      case Step::off:
        return false;
      case Step::first_ack:
        step_ = advanced ? Step::second_ack : Step::off;
        new_segments_ = 0;
        return false;
      case Step::second_ack:
        step_ = Step::off;
        return earliest_once && *earliest_once < timed_out_at_;
    }
    return false;
  }

  /// New data is to go before anything is sent again.
  [[nodiscard]] bool wants_new_data() const {
    return step_ == Step::second_ack && new_segments_ < 2;
  }
  /// Nothing is to be sent again before the next ACK.
  [[nodiscard]] bool holds_retransmissions() const {
    return step_ == Step::second_ack && new_segments_ > 0;
  }
  void on_new_data_sent() { ++new_segments_; }

 private:
  enum class Step : std::uint8_t { off, first_ack, second_ack };
  Step step_ = Step::off;
  Instant timed_out_at_{};
  std::uint32_t new_segments_ = 0;
};

}  // namespace acklab::transport

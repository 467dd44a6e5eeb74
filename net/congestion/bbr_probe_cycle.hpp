#pragma once

#include <cstdint>
#include <optional>

#include "net/base/random.hpp"
#include "net/base/time.hpp"

namespace acklab::congestion {

/// How ProbeBW spends its time (draft-ietf-ccwg-bbr §5.3.3): slower than the path for a moment, at
/// its rate for some seconds, then a round at its rate with all bounds lifted, then faster.
class BbrProbeCycle {
 public:
  enum class Phase : std::uint8_t { down, cruise, refill, up };

  /// What the phases are decided by, at one acknowledgement.
  struct Facts {
    Instant now;
    bool round_ended = false;
    bool queue_seen = false;        // the round trips of the round show that something queues
    bool bandwidth_grew = false;    // by an eighth or more in the round
    bool congested = false;         // more was lost than random loss explains, with a queue
    bool unexplained_loss = false;  // the same without a queue
    std::uint64_t in_flight_bytes = 0;
    std::uint64_t delay_product_bytes = 0;  // in flight when the path is just full, loss included
    std::uint64_t inflight_bound_bytes = 0;
    std::uint64_t segment_bytes = 1;
  };

  explicit BbrProbeCycle(std::uint64_t seed) : waits_(seed, "bbr probe wait") {}

  /// Enters phase down; also at the beginning of ProbeBW.
  void begin(Instant now);
  /// The phase that begins now, if one does.
  std::optional<Phase> on_ack(const Facts& facts);

  [[nodiscard]] Phase phase() const { return phase_; }
  [[nodiscard]] std::uint64_t pacing_percent() const;
  [[nodiscard]] std::uint64_t window_percent() const { return phase_ == Phase::up ? 225 : 200; }
  /// Phase down has drained what queued, and for one round more only shows what the path loses by
  /// itself.
  [[nodiscard]] bool listening() const { return phase_ == Phase::down && drained_; }

 private:
  std::optional<Phase> enter(Phase phase);
  [[nodiscard]] bool time_to_probe(const Facts& facts) const;
  [[nodiscard]] bool probed_enough(const Facts& facts) const;

  RandomStream waits_;
  std::uint64_t cycles_ = 0;
  Phase phase_ = Phase::down;
  Instant began_{};  // of the cycle
  Duration wait_{};  // from there to the next probe
  std::uint64_t wait_rounds_ = 0;
  std::uint64_t rounds_in_cycle_ = 0;
  std::uint64_t rounds_ = 0;  // that ended in this phase; in phase down, since it was drained
  bool drained_ = false;
  std::uint64_t rounds_without_growth_ = 0;
};

}  // namespace acklab::congestion

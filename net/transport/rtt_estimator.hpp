#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "net/base/time.hpp"

namespace acklab::transport {

/// The bounds of the retransmission timeout.
struct RtoLimits {
  Duration initial;
  Duration min;
  Duration max;
  /// How much of a round trip the clock of the samples cannot see (G, RFC 6298 §2). A peer may hold
  /// an ACK back this long, so the variance term never sinks below it.
  Duration granularity;
};

/// Smoothed round-trip time, its variation and the timeout that follows (RFC 6298).
class RttEstimator {
 public:
  explicit RttEstimator(const RtoLimits& limits);
  /// From the next sample on, other bounds hold.
  void use_limits(const RtoLimits& limits) { limits_ = limits; }

  /// Takes a measurement that cannot be ambiguous (Karn's algorithm is the caller's duty) and ends
  /// the backoff. `samples_per_round_trip` keeps the memory of the averages one round trip long
  /// when many ACKs arrive in one (RFC 7323 appendix G).
  void add_sample(Duration rtt, std::uint64_t samples_per_round_trip = 1);
  /// A round trip that is only good as a lower bound, as of a segment whose ACK was not held back.
  void note_minimum(Duration rtt);
  /// Doubles the timeout (RFC 6298 §5.5), up to the maximum.
  void back_off();
  /// The next timeout is as computed again.
  void end_backoff() { doublings_ = 0; }
  /// Without any sample, the handshake having timed out, data starts from 3 s (RFC 6298 §5.7).
  void restart_after_lost_syn();

  [[nodiscard]] Duration timeout() const;
  [[nodiscard]] Duration timeout_before_backoff() const { return base_; }
  [[nodiscard]] std::optional<Duration> smoothed() const { return smoothed_; }
  [[nodiscard]] std::optional<Duration> variation() const { return variation_; }
  /// What most of the last samples say.
  struct Typical {
    Duration rtt;
    Duration deviation;  // the median distance from it
  };
  /// The median of the last samples and how far they lie around it: unlike the averages above,
  /// deaf to the few round trips that a lost ACK has made long. Nothing without any sample.
  [[nodiscard]] std::optional<Typical> typical() const;
  /// The smallest sample so far.
  [[nodiscard]] std::optional<Duration> minimum() const { return minimum_; }

 private:
  static constexpr std::size_t kept_samples = 16;

  RtoLimits limits_;
  Duration base_;
  std::uint32_t doublings_ = 0;
  std::optional<Duration> smoothed_;
  std::optional<Duration> variation_;
  std::optional<Duration> minimum_;
  std::array<Duration, kept_samples> recent_{};
  std::size_t samples_ = 0;
};

}  // namespace acklab::transport

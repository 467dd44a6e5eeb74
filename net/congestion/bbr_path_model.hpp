#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "net/base/rate.hpp"
#include "net/base/time.hpp"
#include "net/congestion/ack_sample.hpp"
#include "net/congestion/low_round_trip.hpp"

namespace acklab::congestion {

/// What one round trip showed: from when a segment is sent until it is known to have arrived.
struct BbrRound {
  std::uint64_t delivered_bytes = 0;
  std::uint64_t lost_bytes = 0;
  std::optional<Duration> least_round_trip;  // but for the few that overtook others
  std::optional<Duration> largest_round_trip;
  std::optional<BitRate> best_rate;
  bool app_limited = false;  // in any of its samples
};

/// What is believed of the path: its bandwidth (the largest delivery rate of the last two cycles of
/// probing, BBR.max_bw) and its round trip without a queue (BBR.min_rtt), from samples of both.
class BbrPathModel {
 public:
  /// Takes a sample; the round that it ended, if it did.
  std::optional<BbrRound> on_ack(const AckSample& sample);
  /// A round begins anew here: what was sent before does not count for it.
  void begin_round(std::uint64_t total_delivered_bytes);
  /// A cycle of probing is over: what the one before it measured is forgotten.
  void advance_cycle();

  /// Congestion: until the next probe the path is believed to carry no more than `rate`.
  void bound_bandwidth(BitRate rate) { bound_ = rate; }
  void forget_bound() { bound_.reset(); }

  /// Nothing before the first sample.
  [[nodiscard]] std::optional<BitRate> bandwidth() const;
  [[nodiscard]] std::optional<BitRate> max_bandwidth() const;
  [[nodiscard]] std::optional<Duration> min_round_trip() const { return min_round_trip_; }
  /// The bandwidth-delay product; nothing before the first samples.
  [[nodiscard]] std::optional<std::uint64_t> delay_product_bytes() const;

  /// Whether a round trip shows that something queues: a sixteenth and a millisecond above the
  /// least. The millisecond is what timers and schedulers may be late.
  [[nodiscard]] bool shows_queue(Duration round_trip) const;
  /// Nothing has come near the least round trip for 5 s: the path may have changed.
  [[nodiscard]] bool round_trip_is_stale(Instant now) const;
  /// Believes what was measured with next to nothing in flight, also when it is more.
  void replace_round_trip(Instant now, Duration measured);
  void confirm_round_trip(Instant now) { confirmed_at_ = now; }

 private:
  void note_least_of_round(Instant now, Duration round_trip);
  void note_rate(const RateSample& sample);

  std::array<std::optional<BitRate>, 2> cycle_best_;  // of this cycle and the one before
  std::optional<BitRate> bound_;
  std::optional<Duration> min_round_trip_;
  Instant confirmed_at_{};
  std::uint64_t round_ends_at_ = 0;  // of prior_delivered_bytes
  BbrRound round_;
  LowRoundTrip low_round_trip_;
};

}  // namespace acklab::congestion

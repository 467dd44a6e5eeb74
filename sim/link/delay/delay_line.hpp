#pragma once

#include "sim/link/chance.hpp"

namespace acklab::link {

/// Holds each copy for the delay plus a random variation (netem `delay` with jitter). The delay
/// line is not the queue: any number of packets are in it side by side.
///
/// The variation is uniform in ±amount (half-width) or has the amount as its standard deviation
/// (normal_quantile, tail_quantiles, DelayTable), always with mean 0, rounded to a nanosecond. A
/// sum below zero becomes zero, so that jitter which reaches below zero makes the mean delay longer
/// than the setting: for delay d and amount a by (a − d)² / 4a if uniform and a > d; to d·Φ(d/a) +
/// a·φ(d/a) if normal (d = a: 1.083 a, d = 2a: 2.008 a, d = 0: 0.399 a); to a·e^(d/a − 1) if
/// exponential and a > d. Pareto jitter reaches below zero when a > 1.73 d.
///
/// Unless jitter may reorder, a copy is never due before one that entered the line earlier: it
/// waits for it. This also makes the mean longer and the spread smaller, the more so the more
/// packets enter within the span of the jitter.
class DelayLine {
 public:
  DelayLine(const DirectionSettings& settings, std::uint64_t seed, Direction direction);

  /// From now on with this delay and jitter; the order is kept across the change.
  void change(const DirectionSettings& settings);

  /// When the copy that enters at `entered` is to come out. Entries never go backwards.
  [[nodiscard]] Instant due(Instant entered, CopyKey key);
  /// Whether chance has a say in the delay.
  [[nodiscard]] bool varies() const { return jitter_.amount > Duration{}; }
  /// No copy is held for less than that.
  [[nodiscard]] Duration shortest() const;

 private:
  [[nodiscard]] Duration variation(CopyKey key) const;
  [[nodiscard]] bool is_valid() const;

  Duration delay_;
  Jitter jitter_;
  RandomStream stream_;
  Instant latest_due_ = Instant::min();
};

}  // namespace acklab::link

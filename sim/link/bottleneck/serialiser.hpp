#pragma once

#include <cstdint>
#include <optional>

#include "net/base/time.hpp"
#include "sim/link/bottleneck/line.hpp"
#include "sim/link/bottleneck/rate_model.hpp"

namespace acklab::link {

/// Puts packets on a line of a given rate one behind the other (netem `rate`): store and forward,
/// so a packet moves on when its last bit is out.
///
/// Exact: the end of a busy period is a fraction of integers, and what rounding cuts off is carried
/// on to the next packet. After any number of packets back to back, the last is rounded up to a
/// nanosecond once, and not once a packet. Without a rate packets take no time.
class Serialiser final : public Line {
 public:
  explicit Serialiser(std::optional<FixedRate> rate, Instant free_from = Instant::min())
      : rate_(rate), free_since_(free_from) {}

  [[nodiscard]] Instant ready(Instant arrival, std::uint64_t bytes) const override;
  [[nodiscard]] Instant send(Instant arrival, Instant start, std::uint64_t bytes) override;
  [[nodiscard]] Duration waiting_time(Instant now, const Backlog& ahead) const override;
  [[nodiscard]] Instant free_at() const override;
  [[nodiscard]] bool change(Instant now, const DirectionSettings& settings) override;

 private:
  std::optional<FixedRate> rate_;
  // The line is free from free_since_ + excess_ / rate nanoseconds on; 0 ≤ excess_ < rate.
  Instant free_since_;
  std::uint64_t excess_ = 0;
};

}  // namespace acklab::link

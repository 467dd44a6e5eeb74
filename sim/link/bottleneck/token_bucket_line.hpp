#pragma once

#include <cstdint>
#include <optional>

#include "sim/link/bottleneck/line.hpp"
#include "sim/link/bottleneck/rate_model.hpp"
#include "sim/link/bottleneck/token_bucket.hpp"

namespace acklab::link {

/// A shaper (`tc … tbf`): a packet leaves, whole and in no time, as soon as there are tokens for
/// all of it. What is larger than a bucket leaves when that is full, and puts it into debt; tbf
/// would drop it.
///
/// When the rate changes, tokens stay; a shaper that takes over from another kind of line begins
/// with full buckets.
class TokenBucketLine final : public Line {
 public:
  explicit TokenBucketLine(const TokenBucketRate& rate, Instant free_from = Instant::min());

  [[nodiscard]] Instant ready(Instant arrival, std::uint64_t bytes) const override;
  [[nodiscard]] Instant send(Instant arrival, Instant start, std::uint64_t bytes) override;
  [[nodiscard]] Duration waiting_time(Instant now, const Backlog& ahead) const override;
  [[nodiscard]] Instant free_at() const override { return free_from_; }
  [[nodiscard]] bool change(Instant now, const DirectionSettings& settings) override;

 private:
  TokenBucket bucket_;
  std::optional<TokenBucket> peak_bucket_;
  Instant free_from_;  // when the last packet left
};

}  // namespace acklab::link

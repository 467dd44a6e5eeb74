#pragma once

#include <cstdint>
#include <optional>

#include "sim/link/bottleneck/token_bucket.hpp"
#include "sim/link/settings.hpp"

namespace acklab::link {

/// Drops what comes faster than a rate (`tc … police rate RATE burst BURST drop`): a packet passes
/// if there are tokens for all of it, and nothing waits.
///
/// In any span of time T at most rate · T + burst passes.
class Policer {
 public:
  explicit Policer(const DirectionSettings& settings);

  /// Whether the packet that arrives at `now` passes; then it has taken its tokens. Instants never
  /// go backwards.
  [[nodiscard]] bool passes(Instant now, std::uint64_t ip_bytes);

  /// Obeys `settings` from `now` on; tokens are kept as far as they fit in. One that was off begins
  /// with a full bucket.
  void change(Instant now, const DirectionSettings& settings);

 private:
  std::uint64_t burst_bytes_ = 0;
  std::optional<TokenBucket> bucket_;
};

}  // namespace acklab::link

#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

#include "net/base/time.hpp"

namespace acklab::workload {

/// How long the receiving application went without anything new, between its first octets and its
/// last.
struct StallMeasures {
  Duration longest{};
  std::uint64_t count = 0;  // of those longer than stall_threshold
};

/// What a person begins to notice.
inline constexpr Duration stall_threshold = std::chrono::milliseconds{200};

/// Watches for stalls: of a stream its octets come in order, so new is what comes; of messages new
/// is what had not come whole before.
class StallMeter {
 public:
  void note_progress(Instant now) {
    if (last_) {
      const Duration gap = now - *last_;
      measures_.longest = std::max(measures_.longest, gap);
      if (gap > stall_threshold) ++measures_.count;
    }
    last_ = now;
  }
  /// Nothing before there was anything at all.
  [[nodiscard]] std::optional<StallMeasures> measures() const {
    return last_ ? std::optional{measures_} : std::nullopt;
  }

 private:
  std::optional<Instant> last_;
  StallMeasures measures_;
};

}  // namespace acklab::workload

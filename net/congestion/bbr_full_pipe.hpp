#pragma once

#include <cstdint>
#include <optional>

#include "net/base/rate.hpp"

namespace acklab::congestion {

/// Tells when Startup has filled the path: three rounds in which the bandwidth grew by less than a
/// quarter (draft-ietf-ccwg-bbr §5.3.1.2).
class BbrFullPipe {
 public:
  /// After each round that was not limited by the application. `crowded`: much was lost, and a
  /// queue stood all through it.
  void on_round(std::optional<BitRate> bandwidth, bool crowded) {
    if (full_ || !bandwidth) return;
    const bool grew = !best_ || bandwidth->bits_per_s() >= best_->bits_per_s() / 4 * 5;
    if (grew) {
      best_ = bandwidth;
      rounds_ = 0;
      return;
    }
    ++rounds_;
    full_ = rounds_ >= 3 || crowded;
  }
  [[nodiscard]] bool is_full() const { return full_; }

 private:
  std::optional<BitRate> best_;
  std::uint32_t rounds_ = 0;
  bool full_ = false;
};

}  // namespace acklab::congestion

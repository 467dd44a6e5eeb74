#pragma once

#include <cstdint>

#include "net/base/time.hpp"

namespace acklab::congestion {

/// The largest whole number whose cube is at most `value`; up to 2^126.
__extension__ using CubicWide = unsigned __int128;
[[nodiscard]] std::uint64_t cube_root(CubicWide value);

/// W_cubic of RFC 9438 §4.2 in bytes: concave up to the window of the last loss, convex beyond it.
class CubicCurve {
 public:
  /// Begins at `start_bytes` now and reaches `plateau_bytes` (W_max) after K.
  CubicCurve(std::uint64_t segment_bytes, std::uint64_t start_bytes, std::uint64_t plateau_bytes);

  /// K: how long until the plateau; zero when it does not lie above the start.
  [[nodiscard]] Duration time_to_plateau() const { return k_; }
  /// The window `since_start` after the beginning.
  [[nodiscard]] std::uint64_t window_bytes(Duration since_start) const;

 private:
  std::uint64_t segment_bytes_;
  std::uint64_t plateau_bytes_;
  Duration k_{};
};

}  // namespace acklab::congestion

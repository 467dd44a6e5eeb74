#include "net/congestion/cubic_curve.hpp"

#include <algorithm>

namespace acklab::congestion {
namespace {

// C = 0.4 segments per second cubed (RFC 9438 §5.1).
constexpr std::uint64_t c_numerator = 4;
constexpr std::uint64_t c_denominator = 10;
constexpr std::uint64_t cubic_us_in_cubic_s = 1'000'000'000'000'000'000;
/// Further than this from the plateau (28 hours) no window is asked for; keeps the cube in range.
constexpr std::uint64_t furthest_us = 100'000'000'000;

}  // namespace

std::uint64_t cube_root(CubicWide value) {
  std::uint64_t root = 0;
  for (std::uint64_t bit = std::uint64_t{1} << 41U; bit != 0; bit >>= 1U) {
    const CubicWide larger = root + bit;
    if (larger * larger * larger <= value) root += bit;
  }
  return root;
}

CubicCurve::CubicCurve(std::uint64_t segment_bytes, std::uint64_t start_bytes,
                       std::uint64_t plateau_bytes)
    : segment_bytes_(std::max<std::uint64_t>(segment_bytes, 1)),
      plateau_bytes_(std::max(plateau_bytes, start_bytes)) {
  const std::uint64_t climb = plateau_bytes_ - start_bytes;
  const CubicWide cube = static_cast<CubicWide>(climb) * c_denominator * cubic_us_in_cubic_s /
                         (CubicWide{c_numerator} * segment_bytes_);
  k_ = std::chrono::microseconds{static_cast<std::int64_t>(cube_root(cube))};
}

std::uint64_t CubicCurve::window_bytes(Duration since_start) const {
  const bool before = since_start < k_;
  const Duration distance = before ? k_ - since_start : since_start - k_;
  const CubicWide us = std::min(static_cast<std::uint64_t>(distance.count()) / 1000, furthest_us);
  // 10^33 · segment at most, so the segment is multiplied in after a division that costs nothing.
  const CubicWide cube = us * us * us / (cubic_us_in_cubic_s / 1'000'000);
  const auto change = static_cast<std::uint64_t>(std::min<CubicWide>(
      cube * segment_bytes_ * c_numerator / c_denominator / 1'000'000, std::uint64_t{1} << 60U));
  if (!before) return plateau_bytes_ + change;
  return plateau_bytes_ - std::min(change, plateau_bytes_);
}

}  // namespace acklab::congestion

#include <algorithm>
#include <cmath>

#include "sim/run/batch.hpp"

namespace acklab::run {
namespace {

/// The value at `fraction` of the way through `sorted`, between two values by linear interpolation
/// (Hyndman and Fan's type 7, the default of R and NumPy).
double quantile(const std::vector<double>& sorted, double fraction) {
  const double position = fraction * static_cast<double>(sorted.size() - 1);
  const double below = std::floor(position);
  const auto index = static_cast<std::size_t>(below);
  if (index + 1 >= sorted.size()) return sorted.back();
  return std::lerp(sorted[index], sorted[index + 1], position - below);
}

}  // namespace

std::optional<Summary> summarise(std::vector<double> values) {
  if (values.empty()) return std::nullopt;
  std::sort(values.begin(), values.end());
  return Summary{
      .count = static_cast<std::uint32_t>(values.size()),
      .min = values.front(),
      .quartile_1 = quantile(values, 0.25),
      .median = quantile(values, 0.5),
      .quartile_3 = quantile(values, 0.75),
      .max = values.back(),
  };
}

}  // namespace acklab::run

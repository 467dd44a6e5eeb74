#include "tests/bench/transport_theory.hpp"

#include <algorithm>
#include <cmath>

namespace acklab::bench {

double pftk_bits_per_s(double loss, Duration round_trip, Duration timeout,
                       std::uint64_t segment_bytes) {
  const double in_rounds = to_seconds(round_trip) * std::sqrt(2 * loss / 3);
  const double chance_of_timeout = std::min(1.0, 3 * std::sqrt(3 * loss / 8));
  const double in_timeouts =
      to_seconds(timeout) * chance_of_timeout * loss * (1 + 32 * loss * loss);
  return static_cast<double>(segment_bytes) * 8 / (in_rounds + in_timeouts);
}

double jain_index(const std::vector<double>& shares) {
  double sum = 0;
  double squares = 0;
  for (const double share : shares) {
    sum += share;
    squares += share * share;
  }
  return squares <= 0 ? 0 : sum * sum / (static_cast<double>(shares.size()) * squares);
}

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

double median_of(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace acklab::bench

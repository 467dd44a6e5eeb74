#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace acklab::link::test {

/// How many standard errors `successes` of `trials` are away from the probability; 0 is perfect.
/// With 4 as the tolerance, a correct link fails a test for one seed in 16 000: the seeds are
/// fixed.
inline double z_score(std::uint64_t successes, std::uint64_t trials, double probability) {
  const auto n = static_cast<double>(trials);
  const double error = std::sqrt(n * probability * (1 - probability));
  const double difference = static_cast<double>(successes) - n * probability;
  if (error > 0) return difference / error;
  return difference == 0 ? 0 : INFINITY;
}

inline double mean_of(const std::vector<double>& samples) {
  double sum = 0;
  for (const double sample : samples) sum += sample;
  return sum / static_cast<double>(samples.size());
}

/// The mean of (sample − mean)^power.
inline double central_moment(const std::vector<double>& samples, int power) {
  const double mean = mean_of(samples);
  double sum = 0;
  for (const double sample : samples) sum += std::pow(sample - mean, power);
  return sum / static_cast<double>(samples.size());
}

/// Pearson's correlation times √n: standard normal when the two are independent.
inline double correlation_z(const std::vector<double>& a, const std::vector<double>& b) {
  const std::size_t n = std::min(a.size(), b.size());
  const double mean_a = mean_of(a);
  const double mean_b = mean_of(b);
  double cross = 0;
  double square_a = 0;
  double square_b = 0;
  for (std::size_t i = 0; i < n; ++i) {
    cross += (a[i] - mean_a) * (b[i] - mean_b);
    square_a += (a[i] - mean_a) * (a[i] - mean_a);
    square_b += (b[i] - mean_b) * (b[i] - mean_b);
  }
  return cross / std::sqrt(square_a * square_b) * std::sqrt(static_cast<double>(n));
}

/// The correlation of each sample with the one `lag` later, times √n.
inline double autocorrelation_z(const std::vector<double>& samples, std::ptrdiff_t lag) {
  return correlation_z({samples.begin(), samples.end() - lag},
                       {samples.begin() + lag, samples.end()});
}

/// How many standard deviations Pearson's χ² for equal chances lies above what chance gives.
inline double uniformity_z(const std::vector<std::uint64_t>& counts) {
  double total = 0;
  for (const std::uint64_t count : counts) total += static_cast<double>(count);
  const double expected = total / static_cast<double>(counts.size());
  double chi_square = 0;
  for (const std::uint64_t count : counts) {
    const double difference = static_cast<double>(count) - expected;
    chi_square += difference * difference / expected;
  }
  const auto freedom = static_cast<double>(counts.size() - 1);
  return (chi_square - freedom) / std::sqrt(2 * freedom);
}

/// Kolmogorov's statistic D·√n of samples against a distribution function. Above 1.95 once in a
/// thousand seeds when they agree.
template <typename Distribution>
double kolmogorov(std::vector<double> samples, const Distribution& distribution) {
  std::sort(samples.begin(), samples.end());
  const auto n = static_cast<double>(samples.size());
  double distance = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double expected = distribution(samples[i]);
    distance = std::max({distance, expected - static_cast<double>(i) / n,
                         static_cast<double>(i + 1) / n - expected});
  }
  return distance * std::sqrt(n);
}

inline double normal_distribution(double x) {
  return std::erfc(-x / std::sqrt(2.0)) / 2;
}

inline double normal_density(double x) {
  return std::exp(-x * x / 2) / std::sqrt(2 * std::acos(-1.0));
}

}  // namespace acklab::link::test

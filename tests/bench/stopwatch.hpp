#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>

namespace acklab::bench {

/// Seconds that `work` takes: the median of five runs after one that does not count.
template <typename Work>
double median_seconds(Work&& work) {
  using Clock = std::chrono::steady_clock;
  work();
  std::array<double, 5> seconds{};
  for (double& one : seconds) {
    const auto begin = Clock::now();
    work();
    one = std::chrono::duration<double>(Clock::now() - begin).count();
  }
  std::sort(seconds.begin(), seconds.end());
  return seconds[2];
}

/// Keeps the compiler from throwing away a result that nobody reads.
inline void keep(std::uint64_t value) {
  [[maybe_unused]] static volatile std::uint64_t sink = 0;
  sink = value;
}

}  // namespace acklab::bench

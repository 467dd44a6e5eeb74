#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "net/base/time.hpp"

namespace acklab::workload {

/// How durations are spread. A percentile is the smallest of them that is not exceeded by so many
/// per cent (the nearest rank: always one that was measured).
struct Spread {
  std::uint64_t count = 0;
  Duration min{};
  Duration mean{};
  Duration median{};
  Duration percentile_95{};
  Duration percentile_99{};
  Duration max{};
};

/// Nothing when there are none.
[[nodiscard]] std::optional<Spread> spread_of(std::vector<Duration> durations);

}  // namespace acklab::workload

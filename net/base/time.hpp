#pragma once

#include <chrono>
#include <cstdint>

namespace acklab {

/// The time line of every part of acklab: integer nanoseconds from an origin that a driver chose.
///
/// It deliberately has no `now()`: whoever is handed an Instant cannot read a clock, because that
/// does not compile. Only drivers (net/socket, sim/path) own a real clock.
struct Timeline {
  using rep = std::int64_t;
  using period = std::nano;
  using duration = std::chrono::duration<rep, period>;
  using time_point = std::chrono::time_point<Timeline>;
  static constexpr bool is_steady = true;
};

/// A span of time in integer nanoseconds; about 292 years at most.
using Duration = Timeline::duration;

/// A moment on the Timeline.
using Instant = Timeline::time_point;

/// The origin of the time line.
inline constexpr Instant timeline_origin{};

/// A duration as fractional milliseconds, for people and reports only: decisions stay in integers.
[[nodiscard]] constexpr double to_milliseconds(Duration duration) {
  return static_cast<double>(duration.count()) / 1e6;
}

/// A duration as fractional seconds, for people and reports only.
[[nodiscard]] constexpr double to_seconds(Duration duration) {
  return static_cast<double>(duration.count()) / 1e9;
}

}  // namespace acklab

#pragma once

#include <utility>
#include <vector>

#include "net/base/time.hpp"
#include "sim/contender/run_result.hpp"

namespace acklab::contender {

/// Keeps a series of points over a run of unknown length within a bounded size: when it is full,
/// the interval doubles and the points in between are dropped.
class SeriesRecorder {
 public:
  static constexpr std::size_t max_points = 500;
  static constexpr Duration first_interval = std::chrono::milliseconds{1};

  /// Whether a point at `at` is wanted: the interval has passed since the last one.
  [[nodiscard]] bool wants(Duration at) const { return at >= next_; }
  void record(const SeriesPoint& point);
  /// The last point, wanted or not; it replaces one of the same instant.
  void finish(const SeriesPoint& point);
  [[nodiscard]] std::vector<SeriesPoint> take() { return std::move(points_); }

 private:
  void thin();

  std::vector<SeriesPoint> points_;
  Duration interval_ = first_interval;
  Duration next_{};
};

}  // namespace acklab::contender

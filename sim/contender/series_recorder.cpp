#include "sim/contender/series_recorder.hpp"

namespace acklab::contender {

void SeriesRecorder::record(const SeriesPoint& point) {
  next_ = point.at + interval_;
  points_.push_back(point);
  // One place stays free for the last point.
  while (points_.size() >= max_points) thin();
}

void SeriesRecorder::finish(const SeriesPoint& point) {
  if (!points_.empty() && points_.back().at >= point.at) points_.pop_back();
  points_.push_back(point);
}

void SeriesRecorder::thin() {
  interval_ *= 2;
  std::size_t kept = 0;
  for (const SeriesPoint& point : points_) {
    if (kept > 0 && point.at < points_[kept - 1].at + interval_) continue;
    points_[kept++] = point;
  }
  points_.resize(kept);
  next_ = points_.back().at + interval_;
}

}  // namespace acklab::contender

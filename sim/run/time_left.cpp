#include "sim/run/time_left.hpp"

#include <algorithm>

namespace acklab::run {
namespace {

/// What a run will take in all, by the time it lasts or by how fast it delivers; nothing before 2 %
/// are delivered.
std::optional<Duration> projected(const contender::RunProgress& progress) {
  constexpr double enough = 0.02;
  if (progress.lasts) return progress.lasts;
  if (progress.total_bytes == 0) return std::nullopt;
  const double share =
      static_cast<double>(progress.delivered_bytes) / static_cast<double>(progress.total_bytes);
  if (share < enough) return std::nullopt;
  return Duration{static_cast<std::int64_t>(static_cast<double>(progress.elapsed.count()) /
                                            std::min(share, 1.0))};
}

}  // namespace

TimeLeft::TimeLeft(std::size_t contenders, std::uint32_t repetitions)
    : repetitions_(repetitions), finished_(contenders) {}

void TimeLeft::note_finished(std::size_t index, Duration duration) {
  ++finished_[index].runs;
  finished_[index].total += duration;
}

std::optional<Duration> TimeLeft::mean_of(std::size_t index) const {
  const Finished& finished = finished_[index];
  if (finished.runs == 0) return std::nullopt;
  return finished.total / finished.runs;
}

std::optional<Duration> TimeLeft::estimate(std::size_t index,
                                           const contender::RunProgress& progress) const {
  const auto here = mean_of(index) ? mean_of(index) : projected(progress);
  if (!here) return std::nullopt;
  Duration left = std::max(*here - progress.elapsed, Duration::zero());
  for (std::size_t other = 0; other < finished_.size(); ++other) {
    const std::uint32_t done = finished_[other].runs + (other == index ? 1 : 0);
    // A contender that has not run yet is taken for one like the present one.
    if (done < repetitions_) left += mean_of(other).value_or(*here) * (repetitions_ - done);
  }
  return left;
}

}  // namespace acklab::run

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "net/base/time.hpp"
#include "sim/contender/contender.hpp"

namespace acklab::run {

/// Estimates how long a batch will still take, from the runs that have finished and the progress of
/// the one under way.
class TimeLeft {
 public:
  TimeLeft(std::size_t contenders, std::uint32_t repetitions);

  /// A run of contender `index` took this long.
  void note_finished(std::size_t index, Duration duration);
  /// With a run of contender `index` under way; nothing while there is nothing to go by.
  [[nodiscard]] std::optional<Duration> estimate(std::size_t index,
                                                 const contender::RunProgress& progress) const;

 private:
  struct Finished {
    std::uint32_t runs = 0;
    Duration total{};
  };

  [[nodiscard]] std::optional<Duration> mean_of(std::size_t index) const;

  std::uint32_t repetitions_;
  std::vector<Finished> finished_;
};

}  // namespace acklab::run

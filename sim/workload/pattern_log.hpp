#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "net/base/time.hpp"
#include "sim/workload/latency_distribution.hpp"
#include "sim/workload/spread.hpp"

namespace acklab::workload {

/// How the rounds of a pattern of writes and reads went.
struct PatternMeasures {
  std::uint64_t rounds = 0;     // that were completed
  std::optional<Spread> round;  // from its first step to its last, pauses included
  std::uint64_t writes = 0;     // of both applications
  std::uint64_t reads = 0;      // of both, that gave something
  std::uint64_t given_up = 0;   // over datagrams: answers that did not come in time
};

/// What the applications of such a job did.
class PatternLog {
 public:
  void note_round_begun() { ++begun_; }
  void note_round(Duration taken) { rounds_.push_back(taken); }
  void note_write() { ++writes_; }
  void note_read() { ++reads_; }
  void note_given_up() { ++given_up_; }

  [[nodiscard]] PatternMeasures measures() const {
    return {rounds_.size(), spread_of(rounds_), writes_, reads_, given_up_};
  }
  /// Of whole rounds; one that was begun and not completed never came to its end.
  [[nodiscard]] LatencyDistribution latency() const {
    return distribution_of(rounds_, begun_ - rounds_.size());
  }

 private:
  std::uint64_t begun_ = 0;
  std::vector<Duration> rounds_;
  std::uint64_t writes_ = 0;
  std::uint64_t reads_ = 0;
  std::uint64_t given_up_ = 0;
};

}  // namespace acklab::workload

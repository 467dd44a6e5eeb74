#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "net/base/expected.hpp"
#include "net/base/time.hpp"
#include "sim/journal/journal.hpp"
#include "sim/run/one_run.hpp"
#include "sim/sweep/plan.hpp"
#include "sim/sweep/shard.hpp"

namespace acklab::sweep {

/// Where a sweep stands, for a progress display.
struct SweepProgress {
  std::uint64_t done = 0;   // of this shard, earlier ones in the journal included
  std::uint64_t total = 0;  // of this shard
  std::optional<Duration> time_left;
};

struct SweepSettings {
  unsigned jobs = 1;  // threads; on real paths runs go one after the other, whatever this says
  Shard shard;
  const std::atomic<bool>* interrupted = nullptr;
  std::function<void(const SweepProgress&)> progress;  // about ten times a second
};

/// What a sweep did this time.
struct SweepOutcome {
  std::uint64_t found = 0;  // runs of the shard that the journal had already
  std::uint64_t made = 0;
  std::uint64_t total = 0;    // of the shard
  std::uint64_t not_run = 0;  // of those made: this machine or this path cannot
  std::uint64_t failed = 0;   // of those made: ended by an error of acklab's own
  std::string reason;         // a sentence about the first of these
  Duration took{};
  bool interrupted = false;
};

/// Outcome of a run in the journal that was ended by an exception, beside those of
/// contender::Outcome.
inline constexpr const char* failed_outcome = "failed";

/// What the journal of this sweep says about it.
[[nodiscard]] journal::Head head_of(const Plan& plan, path::PathKind path);

/// Makes the runs of the shard that the journal does not have yet, and writes each down. What was
/// interrupted is not written down, so that it will be made anew. The error is one sentence about
/// the journal.
[[nodiscard]] Expected<SweepOutcome, std::string> run_sweep(const Plan& plan,
                                                            const run::PathInUse& path,
                                                            const SweepSettings& settings,
                                                            journal::Journal& journal);

}  // namespace acklab::sweep

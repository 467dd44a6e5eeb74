#pragma once

#include <atomic>
#include <cstdint>
#include <optional>

#include "sim/takeapart/promise.hpp"
#include "sim/takeapart/script.hpp"

namespace acklab::takeapart {

/// How many runs may be made, and how many were.
struct Budget {
  std::uint64_t runs = 0;
  std::uint64_t spent = 0;
  const std::atomic<bool>* interrupted = nullptr;  // set: no more may be made

  [[nodiscard]] bool is_spent() const { return spent >= runs; }
  /// Whether one more may be made, which counts as made then.
  [[nodiscard]] bool take() {
    if (is_spent() || (interrupted != nullptr && interrupted->load(std::memory_order_relaxed))) {
      return false;
    }
    ++spent;
    return true;
  }
};

/// A configuration with a job and a script that breaks a promise.
struct Counterexample {
  Subject subject;
  Script script;
  Promise promise = Promise::complete;
  contender::RunResult run;  // of exactly this
};

/// The counterexample that `script` is; nothing when it breaks no such promise.
[[nodiscard]] std::optional<Counterexample> try_to_break(const Subject& subject,
                                                         const Script& script, Promise promise);

/// Makes it smaller while it still breaks the same promise: fewer events until none can be spared
/// (delta debugging: Zeller and Hildebrandt 2002), simpler ones, earlier ones, and a smaller job;
/// for damage, whose place is chance, also another seed.
/// When the budget is spent before, the smallest so far.
[[nodiscard]] Counterexample shrink(const Counterexample& found, Budget& budget);

/// The job with `records` of its records; nothing when it has none to count, or no more. Records
/// are a bulk's messages, exchanges, periodic messages, a pattern's rounds.
[[nodiscard]] std::optional<workload::Workload> with_records(const workload::Workload& job,
                                                             std::uint64_t records);
/// How many records a job that can be made smaller has; nothing: it cannot.
[[nodiscard]] std::optional<std::uint64_t> records_in(const workload::Workload& job);
/// A bulk of `wanted` messages, each a segment; of exchanges and periodic messages as many at most,
/// none larger than a segment. Other kinds stay as they are.
[[nodiscard]] workload::Workload small_job(workload::Workload job, std::uint64_t wanted,
                                           std::uint32_t segment_bytes);

}  // namespace acklab::takeapart

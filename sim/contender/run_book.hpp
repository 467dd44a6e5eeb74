#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "net/base/time.hpp"
#include "sim/contender/contender.hpp"
#include "sim/contender/series_recorder.hpp"
#include "sim/workload/books.hpp"

namespace acklab::contender {

/// What made a driver stop.
enum class Stop : std::uint8_t {
  at_rest,      // the contender has nothing left to do
  time_limit,   // the time limit came
  interrupted,  // the user wants an end
};

/// What is written down during one run, whatever carries it, and what becomes of it: the result.
class RunBook {
 public:
  /// Fills in what a sample says about the sender's inner state.
  using Observer = std::function<void(SeriesPoint&)>;

  RunBook(const RunRequest& request, const RunHooks& hooks, Observer observer);

  void start(Instant now);
  [[nodiscard]] Instant started() const { return started_; }
  /// When the time limit comes.
  [[nodiscard]] Instant deadline() const;
  [[nodiscard]] bool interrupted() const;
  [[nodiscard]] workload::Books& books() { return books_; }
  [[nodiscard]] const workload::Books& books() const { return books_; }

  /// Takes a sample if one is wanted by now.
  void sample(Instant now);
  /// Tells the caller how far the run has come.
  void report_progress(Instant now) const;

  /// The result as far as every contender has it; `failure` is why a contender at rest has not done
  /// its job. The contender adds its own part.
  [[nodiscard]] RunResult result(Instant ended, Stop stop, std::optional<std::string> failure,
                                 const path::PathTruth& truth);

 private:
  [[nodiscard]] SeriesPoint point_at(Instant now) const;
  void note_outcome(RunResult& result, Stop stop, std::optional<std::string> failure) const;
  void note_timing(RunResult& result, Instant ended) const;
  void note_cost(RunResult& result) const;

  const RunRequest& request_;
  const RunHooks& hooks_;
  Observer observer_;
  workload::Books books_;
  SeriesRecorder series_;
  Instant started_{};
};

/// Adds what the kernels of both hosts discarded for a wrong checksum, as the path saw it.
void add_system_discards(RunResult& result);

/// The result of a run that did not take place.
[[nodiscard]] RunResult not_run(const RunRequest& request, const path::PathError& why);

}  // namespace acklab::contender

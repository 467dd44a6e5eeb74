#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "sim/journal/journal.hpp"
#include "sim/run/one_run.hpp"
#include "sim/sweep/plan.hpp"

namespace acklab::sweep {

/// Makes runs by their number. Runs in virtual time may be made in several threads at once: they
/// share nothing but the plan, which nobody changes.
class RunMaker {
 public:
  /// How one run is carried out: run::run_once.
  using RunOnce =
      std::function<contender::RunResult(const scenario::Scenario&, std::size_t, std::uint64_t,
                                         const run::PathInUse&, const contender::RunHooks&)>;

  RunMaker(const Plan& plan, const run::PathInUse& path, const std::atomic<bool>* interrupted,
           RunOnce run_once = run::run_once);

  /// The run, whatever became of it; nothing: it was interrupted. Never throws for what a run does.
  [[nodiscard]] std::optional<journal::Row> make(std::uint64_t run) const;

 private:
  [[nodiscard]] journal::Row described(std::uint64_t run) const;

  const Plan& plan_;
  const run::PathInUse& path_;
  const std::atomic<bool>* interrupted_;
  RunOnce run_once_;
  std::vector<Group> groups_;
};

}  // namespace acklab::sweep

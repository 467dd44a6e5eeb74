#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
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

  /// The first of the runs that are made with this one: itself, or of flows, which run at once,
  /// that of the first of them.
  [[nodiscard]] std::uint64_t first_made_with(std::uint64_t run) const;
  /// The run and those that are made with it, whatever became of them; nothing: it was interrupted.
  /// Never throws for what a run does.
  [[nodiscard]] std::vector<journal::Row> make(std::uint64_t run) const;

 private:
  [[nodiscard]] journal::Row described(std::uint64_t run) const;
  [[nodiscard]] bool is_of_flows(std::uint64_t run) const;
  /// The numbers of those that are made with it.
  [[nodiscard]] std::vector<std::uint64_t> made_with(std::uint64_t run) const;
  /// What becomes of them, in that order.
  [[nodiscard]] std::vector<contender::RunResult> carry_out(std::uint64_t run,
                                                            const journal::Row& row) const;

  const Plan& plan_;
  const run::PathInUse& path_;
  const std::atomic<bool>* interrupted_;
  RunOnce run_once_;
  std::vector<Group> groups_;
};

}  // namespace acklab::sweep

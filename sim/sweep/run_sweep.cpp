#include "sim/sweep/run_sweep.hpp"

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

#include "sim/contender/metrics.hpp"
#include "sim/contender/run_result.hpp"
#include "sim/report/version.hpp"
#include "sim/sweep/sweep_row.hpp"
#include "sim/sweep/workers.hpp"

namespace acklab::sweep {
namespace {

using journal::Journal;
using journal::Row;
using Clock = std::chrono::steady_clock;

constexpr Duration between_progress = std::chrono::milliseconds{100};

/// A sweep under way.
class Sweep {
 public:
  Sweep(const Plan& plan, const run::PathInUse& path, const SweepSettings& settings,
        Journal& journal)
      : settings_(settings),
        journal_(journal),
        runs_(run_count(plan.design)),
        maker_(plan, path, settings.interrupted),
        side_by_side_(path.kind == path::PathKind::simulated || path.missing) {}

  Expected<SweepOutcome, std::string> run();

 private:
  [[nodiscard]] Expected<std::vector<std::uint64_t>, std::string> missing_runs();
  /// Of runs that are made together only the first.
  [[nodiscard]] std::vector<std::uint64_t> to_begin(const std::vector<std::uint64_t>& runs) const;
  Expected<void, std::string> make_side_by_side(const std::vector<std::uint64_t>& runs);
  Expected<void, std::string> make_one_by_one(const std::vector<std::uint64_t>& runs);
  Expected<void, std::string> write_down(std::vector<Row> rows);
  void note(const Row& row);
  void report() const;
  [[nodiscard]] bool interrupted() const {
    return settings_.interrupted != nullptr && settings_.interrupted->load();
  }

  const SweepSettings& settings_;
  Journal& journal_;
  std::uint64_t runs_;
  RunMaker maker_;
  bool side_by_side_;
  std::set<std::uint64_t> missing_;
  Clock::time_point begun_ = Clock::now();
  SweepOutcome outcome_;
};

Expected<std::vector<std::uint64_t>, std::string> Sweep::missing_runs() {
  const auto done = journal_.done();
  if (!done) return failure(done.error());
  std::vector<bool> is_done(runs_, false);
  for (const std::uint64_t run : *done) {
    if (run < runs_) is_done[run] = true;
  }
  std::vector<std::uint64_t> missing;
  for (std::uint64_t run = 0; run < runs_; ++run) {
    if (!settings_.shard.has(maker_.first_made_with(run))) continue;
    ++outcome_.total;
    is_done[run] ? static_cast<void>(++outcome_.found) : missing.push_back(run);
  }
  missing_.insert(missing.begin(), missing.end());
  return to_begin(missing);
}

std::vector<std::uint64_t> Sweep::to_begin(const std::vector<std::uint64_t>& runs) const {
  std::set<std::uint64_t> begun;
  std::vector<std::uint64_t> first;
  for (const std::uint64_t run : runs) {
    if (begun.insert(maker_.first_made_with(run)).second) first.push_back(run);
  }
  return first;
}

Expected<SweepOutcome, std::string> Sweep::run() {
  auto missing = missing_runs();
  if (!missing) return failure(missing.error());
  report();
  const auto made = side_by_side_ ? make_side_by_side(*missing) : make_one_by_one(*missing);
  if (!made) return failure(made.error());
  outcome_.interrupted = interrupted() && outcome_.found + outcome_.made < outcome_.total;
  outcome_.took = std::chrono::duration_cast<Duration>(Clock::now() - begun_);
  return outcome_;
}

Expected<void, std::string> Sweep::make_side_by_side(const std::vector<std::uint64_t>& runs) {
  const auto threads =
      static_cast<unsigned>(std::min<std::uint64_t>(std::max(settings_.jobs, 1U), runs.size()));
  Workers workers{runs, threads, [this](std::uint64_t run) { return maker_.make(run); }};
  for (bool more = true; more;) {
    if (interrupted()) workers.stop();
    more = !workers.at_rest();
    if (const auto written = write_down(workers.take(between_progress)); !written) {
      return failure(written.error());
    }
    report();
  }
  return {};
}

/// On a real path, runs side by side would disturb each other.
Expected<void, std::string> Sweep::make_one_by_one(const std::vector<std::uint64_t>& runs) {
  for (const std::uint64_t run : runs) {
    if (interrupted()) break;
    auto rows = maker_.make(run);
    if (rows.empty()) break;
    if (const auto written = write_down(std::move(rows)); !written) {
      return failure(written.error());
    }
    report();
  }
  return {};
}

Expected<void, std::string> Sweep::write_down(std::vector<Row> rows) {
  // What is made together with a missing run may stand there already.
  std::erase_if(rows, [this](const Row& row) { return !missing_.contains(row.run); });
  if (rows.empty()) return {};
  if (const auto written = journal_.append(rows); !written) return failure(written.error());
  for (const Row& row : rows) note(row);
  return {};
}

void Sweep::note(const Row& row) {
  ++outcome_.made;
  const bool failed = row.outcome == failed_outcome;
  const bool not_run = row.outcome == contender::to_string(contender::Outcome::not_run);
  if (failed) ++outcome_.failed;
  if (not_run) ++outcome_.not_run;
  if ((failed || not_run) && outcome_.reason.empty()) {
    outcome_.reason = row.remedy.empty() ? row.reason : row.reason + " " + row.remedy;
  }
}

void Sweep::report() const {
  if (!settings_.progress) return;
  SweepProgress progress{outcome_.found + outcome_.made, outcome_.total, std::nullopt};
  if (outcome_.made > 0) {
    const auto elapsed = std::chrono::duration<double>(Clock::now() - begun_).count();
    const auto left = static_cast<double>(progress.total - progress.done);
    progress.time_left = Duration{
        static_cast<std::int64_t>(elapsed * left / static_cast<double>(outcome_.made) * 1e9)};
  }
  settings_.progress(progress);
}

}  // namespace

journal::Head head_of(const Plan& plan, path::PathKind path) {
  journal::Head head;
  head.name = plan.design.name;
  head.scenario_hash = plan.hash;
  head.acklab_version = std::string{report::version()};
  head.path = path::to_string(path);
  head.design = write_design(plan.design);
  head.runs = run_count(plan.design);
  for (const Parameter& parameter : plan.design.parameters) {
    head.parameters.push_back({parameter.name, false});
    if (!parameter.number_name.empty()) head.parameters.push_back({parameter.number_name, true});
  }
  for (const contender::Metric& metric : contender::metrics()) {
    head.metrics.emplace_back(metric.name);
  }
  return head;
}

Expected<SweepOutcome, std::string> run_sweep(const Plan& plan, const run::PathInUse& path,
                                              const SweepSettings& settings,
                                              journal::Journal& journal) {
  return Sweep{plan, path, settings, journal}.run();
}

}  // namespace acklab::sweep

#include <algorithm>
#include <utility>

#include "sim/run/batch.hpp"
#include "sim/run/expectations.hpp"
#include "sim/run/one_run.hpp"
#include "sim/run/theory.hpp"
#include "sim/run/time_left.hpp"
#include "sim/run/trace_file.hpp"
#include "sim/workload/workload.hpp"

namespace acklab::run {
namespace {

using contender::RunProgress;
using contender::RunResult;

/// Judging them costs time, so it is done where somebody wants to know.
bool asks_for_round_trips(const scenario::Scenario& scenario, std::size_t index) {
  const std::string& name = scenario.contenders[index].name;
  return std::ranges::any_of(scenario.expectations, [&](const scenario::Expectation& wanted) {
    return wanted.contender == name && wanted.metric.starts_with("round_trip.");
  });
}

/// Runs a scenario's repetitions one after the other.
class Batch {
 public:
  Batch(const scenario::Scenario& scenario, const BatchHooks& hooks);

  BatchResult run();

 private:
  void choose_path();
  void run_all();
  void run_one(std::size_t turn, std::uint32_t repetition);
  /// The results of one run: of one contender, or of all where they run at once.
  [[nodiscard]] std::vector<RunResult> carry_out(std::size_t turn, std::uint32_t repetition);
  /// The fate log of this run; null when none was asked for, or when it cannot be.
  [[nodiscard]] std::unique_ptr<TraceFile> open_trace(std::size_t turn, std::uint32_t repetition);
  void close_trace(TraceFile& trace, const RunResult& result);
  void report(std::size_t turn, std::uint32_t repetition, const RunProgress& progress) const;
  /// How many runs a repetition takes.
  [[nodiscard]] std::size_t turns() const { return at_once_ ? 1 : result_.contenders.size(); }
  [[nodiscard]] std::string name_of(std::size_t turn) const {
    return at_once_ ? name_of_flows : result_.contenders[turn].spec.name;
  }
  [[nodiscard]] bool interrupted() const {
    return hooks_.interrupted != nullptr && hooks_.interrupted->load();
  }

  const BatchHooks& hooks_;
  BatchResult result_;
  bool at_once_;
  PathInUse path_;
  TimeLeft time_left_;
};

Batch::Batch(const scenario::Scenario& scenario, const BatchHooks& hooks)
    : hooks_(hooks),
      at_once_(runs_all_at_once(scenario)),
      time_left_(at_once_ ? 1 : scenario.contenders.size(), scenario.repeat) {
  result_.scenario = scenario;
  for (const contender::Spec& spec : scenario.contenders) result_.contenders.push_back({spec, {}});
}

BatchResult Batch::run() {
  choose_path();
  run_all();
  for (const scenario::Expectation& expectation : result_.scenario.expectations) {
    result_.expectations.push_back(judge(expectation, result_.contenders));
  }
  for (const scenario::TheoryLine& line : result_.scenario.theory) {
    result_.theory.push_back(compare(line, result_.scenario, result_.path, result_.contenders));
  }
  return std::move(result_);
}

void Batch::choose_path() {
  path_ = path_in_use(result_.scenario.path, result_.scenario.ip_version);
  result_.path = path_.kind;
  result_.path_reason = path_.reason;
}

/// Each repetition of all contenders before the next, so that a machine that becomes busier or
/// slower does so to all of them alike.
void Batch::run_all() {
  for (std::uint32_t repetition = 0; repetition < result_.scenario.repeat; ++repetition) {
    for (std::size_t turn = 0; turn < turns(); ++turn) {
      if (interrupted()) {
        result_.interrupted = true;
        return;
      }
      run_one(turn, repetition);
    }
  }
}

void Batch::run_one(std::size_t turn, std::uint32_t repetition) {
  const std::uint64_t total = workload::total_bytes(result_.scenario.workload);
  report(turn, repetition, {Duration{}, 0, total});
  std::vector<RunResult> results = carry_out(turn, repetition);
  Duration longest{};
  for (std::size_t i = 0; i < results.size(); ++i) {
    RunResult& result = results[i];
    if (result.outcome == contender::Outcome::interrupted) result_.interrupted = true;
    longest = std::max(longest, result.timing.duration);
    result_.contenders[turn + i].runs.push_back(std::move(result));
  }
  time_left_.note_finished(turn, longest);
}

std::vector<RunResult> Batch::carry_out(std::size_t turn, std::uint32_t repetition) {
  contender::RunHooks hooks;
  hooks.interrupted = hooks_.interrupted;
  hooks.judge_round_trips = !at_once_ && asks_for_round_trips(result_.scenario, turn);
  if (hooks_.progress) {
    hooks.progress = [&](const RunProgress& progress) { report(turn, repetition, progress); };
  }
  const auto trace = path_.missing ? nullptr : open_trace(turn, repetition);
  scenario::Scenario scenario = result_.scenario;
  if (trace) {
    trace->attach(hooks);
    scenario.link.read_packets = true;
  }
  const std::uint64_t seed = repetition_seed(scenario.seed, repetition);
  std::vector<RunResult> results;
  if (at_once_) {
    contender::FlowsResult all = run_at_once(scenario, seed, path_, hooks);
    result_.courses.push_back(std::move(all.course));
    results = std::move(all.flows);
  } else {
    results.push_back(run_once(scenario, turn, seed, path_, hooks));
  }
  if (trace) close_trace(*trace, results.front());
  return results;
}

void Batch::close_trace(TraceFile& trace, const RunResult& result) {
  if (result.outcome == contender::Outcome::not_run) {
    trace.discard();
    return;
  }
  const auto copies = [](const link::Counters& side) { return side.offered + side.duplicated; };
  const auto written =
      trace.finish(result.outcome != contender::Outcome::interrupted,
                   copies(result.link.forward.counters) + copies(result.link.reverse.counters));
  if (!written) result_.trace_errors.push_back(written.error());
}

std::unique_ptr<TraceFile> Batch::open_trace(std::size_t turn, std::uint32_t repetition) {
  if (!hooks_.trace) return nullptr;
  if (hooks_.trace->first_repetition_only && repetition > 0) return nullptr;
  // All flows of a run are in one log.
  const std::string contender = name_of(turn);
  std::vector<std::string> flows;
  for (const ContenderRuns& each : result_.contenders) {
    if (at_once_) flows.push_back(each.spec.name);
  }
  const std::string& scenario = result_.scenario.name;
  auto opened =
      TraceFile::open(fate_file(hooks_.trace->folder, scenario, contender, repetition + 1),
                      {.acklab_version = hooks_.trace->acklab_version,
                       .scenario = scenario,
                       .contender = contender,
                       .repetition = repetition + 1,
                       .seed = repetition_seed(result_.scenario.seed, repetition),
                       .path = path::to_string(result_.path),
                       .fate_key = result_.scenario.link.fate_key,
                       .flows = std::move(flows)},
                      result_.path);
  if (opened) return *std::move(opened);
  result_.trace_errors.push_back(opened.error());
  return nullptr;
}

void Batch::report(std::size_t turn, std::uint32_t repetition, const RunProgress& progress) const {
  if (!hooks_.progress) return;
  hooks_.progress({.contender = name_of(turn),
                   .repetition = repetition + 1,
                   .repetitions = result_.scenario.repeat,
                   .run = progress,
                   .time_left = time_left_.estimate(turn, progress)});
}

}  // namespace

BatchResult run_batch(const scenario::Scenario& scenario, const BatchHooks& hooks) {
  return Batch{scenario, hooks}.run();
}

}  // namespace acklab::run

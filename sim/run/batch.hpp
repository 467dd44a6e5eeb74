#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/contender/contender.hpp"
#include "sim/contender/run_result.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/theory_inputs.hpp"

namespace acklab::run {

/// All repetitions of one contender.
struct ContenderRuns {
  contender::Spec spec;
  std::vector<contender::RunResult> runs;
};

/// Whether what the scenario's author expected was measured.
enum class Verdict : std::uint8_t {
  holds,
  fails,
  not_measured,  // the contender did not run here, or the metric has no value
};
[[nodiscard]] const char* to_string(Verdict verdict);

struct ExpectationResult {
  scenario::Expectation expectation;
  Verdict verdict = Verdict::not_measured;
  std::optional<double> measured;  // the median
};

/// Whether theory and measurement agree.
enum class TheoryVerdict : std::uint8_t {
  within,        // the tolerance
  outside,       // of it
  not_compared,  // one of the two is missing; see reason
};
[[nodiscard]] const char* to_string(TheoryVerdict verdict);

/// A prediction beside its measurement, both in the metric's unit.
struct TheoryResult {
  scenario::TheoryLine line;
  std::vector<scenario::ResolvedInput> inputs;  // empty when one of them is missing
  std::optional<double> prediction;
  std::optional<double> measured;             // the median
  std::optional<double> difference;           // measured less predicted
  std::optional<double> relative_difference;  // as a part of the prediction
  TheoryVerdict verdict = TheoryVerdict::not_compared;
  std::string reason;  // a clause: why not compared; empty when it was
};

/// A run of flows over time, interval by interval; flows by the order of the contenders.
using FlowCourse = std::vector<workload::FlowInterval>;

/// A whole scenario, run.
struct BatchResult {
  scenario::Scenario scenario;
  path::PathKind path = path::PathKind::simulated;
  std::string path_reason;  // why automatic did not take TUN; empty otherwise
  std::vector<ContenderRuns> contenders;
  /// Of flows, which share the link: who got what over time, a course for each repetition.
  std::vector<FlowCourse> courses;
  std::vector<ExpectationResult> expectations;
  std::vector<TheoryResult> theory;
  bool interrupted = false;
  /// What could not be written of the fates that were asked for, a sentence each.
  std::vector<std::string> trace_errors;
  /// Of results read back from a report: the link in a line, by the language's tag, as it stands
  /// there; what files beside the scenario said about it is not known any more. Else empty.
  std::map<std::string, std::string> link_text;
};

/// Where a batch stands, for a progress display.
struct BatchProgress {
  std::string contender;         // "flows": all of them at once
  std::uint32_t repetition = 0;  // from 1
  std::uint32_t repetitions = 0;
  contender::RunProgress run;
  std::optional<Duration> time_left;  // of the whole batch, estimated
};

/// Asks for the fates of every run on record, or of each contender's first.
struct TraceRequest {
  std::string folder;
  std::string acklab_version;
  bool first_repetition_only = false;
};

struct BatchHooks {
  std::function<void(const BatchProgress&)> progress;
  const std::atomic<bool>* interrupted = nullptr;
  std::optional<TraceRequest> trace;
};

/// Runs every contender `repeat` times, one run after the other, each repetition of all contenders
/// before the next; repetition i has the same seed for all contenders, derived from the scenario's,
/// so they meet the same link. Contenders that are flows run all at once. When a path was asked for
/// by name that this machine cannot have, all runs are not_run and say why.
[[nodiscard]] BatchResult run_batch(const scenario::Scenario& scenario, const BatchHooks& hooks);

/// The seed of repetition `index` (from 0); below 2^53, so that every JSON reader keeps it whole.
[[nodiscard]] std::uint64_t repetition_seed(std::uint64_t scenario_seed, std::uint32_t index);

/// Minimum, quartiles and maximum of one metric over repetitions; quartiles by linear
/// interpolation.
struct Summary {
  std::uint32_t count = 0;
  double min = 0;
  double quartile_1 = 0;
  double median = 0;
  double quartile_3 = 0;
  double max = 0;
};
[[nodiscard]] std::optional<Summary> summarise(std::vector<double> values);

}  // namespace acklab::run

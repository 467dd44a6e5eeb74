#pragma once

#include <vector>

#include "sim/report/json/json_value.hpp"
#include "sim/run/batch.hpp"

namespace acklab::report {

// The parts of the report as JSON, one a file.

/// Every run and the aggregate over them.
[[nodiscard]] Json contender_json(const run::ContenderRuns& contender,
                                  const link::LinkSettings& settings);
/// One run: its metrics, what became of the connection, and how it went over time.
[[nodiscard]] Json run_json(const contender::RunResult& run, const link::LinkSettings& settings);
/// Columns of equal length: what data frames are made of.
[[nodiscard]] Json series_json(const std::vector<contender::SeriesPoint>& series);
/// How latencies were spread, in bins; null of a job that has none. Of one run, and of all runs of
/// a contender together.
[[nodiscard]] Json latency_json(const contender::RunResult& run);
[[nodiscard]] Json latency_json(const run::ContenderRuns& contender);
/// What is no metric of one direction of the link. Configured stands against achieved; the
/// achieved ratios are metrics and there already.
void add_direction(Json& json, const link::DirectionSettings& settings,
                   const path::DirectionTruth& truth, const contender::RunResult& run);
/// Who got what over time; null of a job that is not flows.
[[nodiscard]] Json flows_json(const run::BatchResult& batch);
[[nodiscard]] Json expectation_json(const run::ExpectationResult& result);
/// The kernel's settings, by name; null without any.
[[nodiscard]] Json settings_json(const path::TcpSettings& settings);

}  // namespace acklab::report

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "net/base/expected.hpp"
#include "sim/journal/journal.hpp"
#include "sim/sweep/design.hpp"
#include "sim/sweep/median_interval.hpp"

namespace acklab::sweep {

/// The version of the JSON results' schema.
inline constexpr int sweep_schema_version = 1;

/// All repetitions of one contender at one point.
struct GroupResult {
  std::uint64_t runs = 0;
  std::map<std::string, std::uint64_t> outcomes;
  std::string reason;  // of the first repetition that was not completed
  std::vector<std::optional<MedianSummary>> metrics;  // as journal::Head::metrics
};

/// Both files with the results of a sweep: the same octets for the same runs, however they were
/// made.
struct ResultTexts {
  std::string csv;
  std::string json;
};

/// The results of the runs in `journals`, which together must have each run of the sweep exactly
/// once. The error is one sentence.
[[nodiscard]] Expected<ResultTexts, std::string> results_of(std::span<journal::Journal> journals);

/// How many runs the journals have together; refused when a run is in two of them, or when they are
/// not of one sweep. The error is one sentence.
[[nodiscard]] Expected<std::uint64_t, std::string> count_runs(std::span<journal::Journal> journals);

/// The JSON Schema (2020-12) of the JSON results.
[[nodiscard]] std::string_view sweep_results_schema();

// The parts of both files: first the head, then every group in the order of groups_of.

[[nodiscard]] std::string csv_head(const Design& design);
void add_csv(std::string& csv, const Design& design, const Group& group, const GroupResult& result,
             const std::vector<std::string>& metrics);
[[nodiscard]] std::string json_head(const Design& design, const journal::Head& head);
void add_json(std::string& json, const Design& design, const Group& group,
              const GroupResult& result, const std::vector<std::string>& metrics);
void end_json(std::string& json);

}  // namespace acklab::sweep

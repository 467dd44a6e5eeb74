#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "sim/contender/run_result.hpp"

namespace acklab::contender {

/// A number (or truth value, as 0 or 1) that one run has, by the dotted name it has in the report's
/// runs.
struct Metric {
  std::string_view name;  // "integrity.missing_ratio", "timing.completion_ms"
  std::string_view description;
  bool boolean = false;
  std::optional<double> (*follows_from)(const RunResult& run);  // of a run that took place here

  /// Of a run read back from its report it is what stands there.
  [[nodiscard]] std::optional<double> of(const RunResult& run) const;
};

/// All metrics: what expectations may name and aggregates are made of.
[[nodiscard]] std::span<const Metric> metrics();
[[nodiscard]] const Metric* find_metric(std::string_view name);

}  // namespace acklab::contender

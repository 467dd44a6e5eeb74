#pragma once

#include <cstdint>
#include <optional>

#include "net/base/time.hpp"
#include "sim/contender/run_result.hpp"

namespace acklab::contender {

/// A metric's value in one run; nothing when the run has none.
using MetricValue = std::optional<double>;

[[nodiscard]] inline MetricValue as_metric(std::uint64_t value) {
  return static_cast<double>(value);
}
[[nodiscard]] inline MetricValue as_metric(std::optional<std::uint64_t> value) {
  return value ? MetricValue{static_cast<double>(*value)} : std::nullopt;
}
[[nodiscard]] inline MetricValue as_metric(std::optional<double> value) {
  return value;
}

/// Runs that did not take place have no metrics at all: a zero there would be made up.
[[nodiscard]] inline bool was_run(const RunResult& run) {
  return run.outcome != Outcome::not_run;
}

/// `part` of `whole`, as a ratio; nothing when there is no whole.
[[nodiscard]] inline MetricValue ratio_of(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

/// The member at the end of the path `Members`, as a number.
template <auto... Members>
[[nodiscard]] MetricValue number(const RunResult& run) {
  if (!was_run(run)) return std::nullopt;
  return as_metric((run.*....*Members));
}

[[nodiscard]] inline MetricValue milliseconds_of(std::optional<Duration> span) {
  return span ? MetricValue{to_milliseconds(*span)} : std::nullopt;
}

template <auto... Members>
[[nodiscard]] MetricValue milliseconds(const RunResult& run) {
  if (!was_run(run)) return std::nullopt;
  return milliseconds_of((run.*....*Members));
}

template <auto... Members>
[[nodiscard]] MetricValue microseconds(const RunResult& run) {
  if (!was_run(run)) return std::nullopt;
  const Duration span = (run.*....*Members);
  return static_cast<double>(span.count()) / 1e3;
}

}  // namespace acklab::contender

#include "sim/retell/restored_run.hpp"

#include <cmath>

#include <nlohmann/json.hpp>

#include "sim/contender/metrics.hpp"

namespace acklab::retell {
namespace {

using contender::Outcome;
using contender::RunResult;
using report::Json;

constexpr std::array all_outcomes{Outcome::completed, Outcome::time_limit, Outcome::gave_up,
                                  Outcome::interrupted, Outcome::not_run};

std::uint64_t whole_number_at(const Json& json, std::string_view place, ReportParts& parts) {
  const double count = parts.number_or_null(json, place).value_or(0);
  if (count < 0) parts.refuse(place);
  return count > 0 ? static_cast<std::uint64_t>(count) : 0;
}

Duration microseconds_at(const Json& json, std::string_view place, ReportParts& parts) {
  constexpr double most_microseconds = 1e15;
  const double microseconds = parts.number_or_null(json, place).value_or(0);
  if (std::fabs(microseconds) <= most_microseconds)
    return Duration{std::llround(microseconds * 1e3)};
  parts.refuse(place);
  return {};
}

void restore_metrics(const Json& json, ReportParts& parts, RunResult& run) {
  auto& values = run.metrics_read_back.emplace();
  for (const contender::Metric& metric : contender::metrics()) {
    if (const auto value = parts.number_or_null(json, metric.name)) {
      values.emplace(metric.name, *value);
    }
  }
}

path::DirectionTruth restored_direction(const Json& json, ReportParts& parts) {
  path::DirectionTruth truth;
  truth.counters.dropped_by_label = {
      .scripted = whole_number_at(json, "dropped_by_label.scripted", parts),
      .random = whole_number_at(json, "dropped_by_label.random", parts),
      .time_driven = whole_number_at(json, "dropped_by_label.time_driven", parts)};
  truth.dropped_by_system = whole_number_at(json, "dropped_by_system", parts);
  truth.dropped_by_receiver = whole_number_at(json, "dropped_by_receiver", parts);
  truth.lateness.percentile_99 = microseconds_at(json, "lateness.percentile_99_us", parts);
  truth.intake.percentile_99 = microseconds_at(json, "intake.percentile_99_us", parts);
  truth.overloaded = parts.number_or_null(json, "overloaded").value_or(0) != 0;
  for (const Json& rule : parts.array(json, "rules")) {
    auto& met = truth.counters.rules.emplace_back();
    met.matched = whole_number_at(rule, "matched", parts);
    met.acted = whole_number_at(rule, "acted", parts);
  }
  return truth;
}

path::TcpSettings restored_settings(const Json& json, ReportParts& parts) {
  path::TcpSettings settings;
  const Json& found = parts.at(json, "kernel_tcp_settings");
  if (found.is_null()) return settings;
  for (const char* name : path::tcp_setting_names) {
    const std::string value = parts.text_or_null(found, name);
    settings.emplace_back(name, value.empty() ? std::nullopt : std::optional{value});
  }
  return settings;
}

}  // namespace

RunResult restored_run(const Json& json, ReportParts& parts) {
  RunResult run;
  run.path = parts.choice(
      json, "path",
      std::array{path::PathKind::simulated, path::PathKind::relay, path::PathKind::tun});
  run.outcome = parts.choice(json, "outcome", all_outcomes);
  run.reason = parts.text_or_null(json, "reason");
  run.remedy = parts.text_or_null(json, "remedy");
  run.congestion = parts.text_or_null(json, "congestion");
  run.kernel_tcp_settings = restored_settings(json, parts);
  run.link.forward = restored_direction(parts.object(json, "link.forward"), parts);
  run.link.reverse = restored_direction(parts.object(json, "link.reverse"), parts);
  if (parts.at(json, "workload.slow_reader").is_object()) run.workload.slow_reader.emplace();
  restore_metrics(json, parts, run);
  return run;
}

}  // namespace acklab::retell

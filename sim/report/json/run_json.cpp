#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string_view>

#include <nlohmann/json.hpp>

#include "sim/contender/metrics.hpp"
#include "sim/report/json/report_parts.hpp"
#include "sim/report/repeatability.hpp"

namespace acklab::report {
namespace {

/// A metric's value as a reader expects it: truth values as such, whole numbers without a point.
Json metric_value(const contender::Metric& metric, const contender::RunResult& run) {
  constexpr double exact_integers = 9007199254740992.0;  // 2^53
  const std::optional<double> value = metric.of(run);
  if (!value || !std::isfinite(*value)) return nullptr;
  if (metric.boolean) return *value != 0;
  if (*value == std::floor(*value) && std::fabs(*value) <= exact_integers) {
    return static_cast<std::int64_t>(*value);
  }
  return *value;
}

/// A part of the measures that this run does not have is null as a whole.
void leave_out_absent_parts(Json& measures) {
  for (auto& [name, part] : measures.items()) {
    const bool has_any =
        std::any_of(part.begin(), part.end(), [](const Json& value) { return !value.is_null(); });
    if (!has_any) part = nullptr;
  }
}

/// The place in `object` that the dotted name says.
Json& place_of(Json& object, std::string_view name) {
  const std::size_t dot = name.find('.');
  Json& part = object[std::string{name.substr(0, dot)}];
  return dot == std::string_view::npos ? part : place_of(part, name.substr(dot + 1));
}

Json close_report_json(const std::optional<transport::CloseReport>& report) {
  if (!report) return nullptr;
  return Json{{"reason", transport::to_string(report->reason)},
              {"retransmission_attempts", report->retransmission_attempts},
              {"unanswered_for_ms", to_milliseconds(report->unanswered_for)},
              {"bytes_acknowledged", report->bytes_acknowledged},
              {"bytes_unacknowledged", report->bytes_unacknowledged},
              {"bytes_delivered", report->bytes_delivered}};
}

Json repeatable_json(const contender::RunResult& run) {
  const std::string statement = repeatability_of(run);
  return {{"whole", statement.empty() ? Json(nullptr) : Json(repeats_whole(run))},
          {"statement", or_null(statement)}};
}

}  // namespace

Json settings_json(const path::TcpSettings& settings) {
  Json json;
  for (const auto& [name, value] : settings) json[name] = or_null(value);
  return json;
}

Json run_json(const contender::RunResult& run, const link::LinkSettings& settings) {
  Json json = {{"seed", run.seed},
               {"path", path::to_string(run.path)},
               {"outcome", contender::to_string(run.outcome)},
               {"reason", or_null(run.reason)},
               {"remedy", or_null(run.remedy)},
               {"repeatable", repeatable_json(run)},
               {"congestion", or_null(run.congestion)},
               {"kernel_tcp_settings", settings_json(run.kernel_tcp_settings)}};
  for (const contender::Metric& metric : contender::metrics()) {
    place_of(json, metric.name) = metric_value(metric, run);
  }
  leave_out_absent_parts(json["workload"]);
  add_direction(json["link"]["forward"], settings.forward, run.link.forward, run);
  add_direction(json["link"]["reverse"], settings.reverse, run.link.reverse, run);
  json["latency"] = latency_json(run);
  json["close_report"] = close_report_json(run.close_report);
  json["records"] = or_null(run.integrity.strip);
  json["series"] = series_json(run.series);
  return json;
}

}  // namespace acklab::report

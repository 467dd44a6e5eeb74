#include <cmath>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <variant>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/contender/metrics.hpp"
#include "sim/report/host_facts.hpp"
#include "sim/report/report.hpp"
#include "sim/report/version.hpp"
#include "sim/scenario/names.hpp"
#include "sim/scenario/read_scenario.hpp"

namespace acklab::report {
namespace {

using Json = nlohmann::ordered_json;

// What has no value is null, and its key is there all the same.

Json finite_or_null(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}
Json or_null(const std::optional<double>& value) {
  return value ? finite_or_null(*value) : Json(nullptr);
}
Json or_null(const std::optional<std::uint64_t>& value) {
  return value ? Json(*value) : Json(nullptr);
}
Json or_null(const std::optional<std::string>& value) {
  return value ? Json(*value) : Json(nullptr);
}
Json or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

std::optional<double> milliseconds(const std::optional<Duration>& duration) {
  return duration ? std::optional{to_milliseconds(*duration)} : std::nullopt;
}

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

/// The place in `object` that the dotted name says.
Json& place_of(Json& object, std::string_view name) {
  const std::size_t dot = name.find('.');
  Json& part = object[std::string{name.substr(0, dot)}];
  return dot == std::string_view::npos ? part : place_of(part, name.substr(dot + 1));
}

/// What came out of the link per second of the whole run.
std::optional<double> mean_rate(const link::Counters& counters, const contender::Timing& timing) {
  const double seconds = to_seconds(timing.duration);
  if (seconds <= 0) return std::nullopt;
  return static_cast<double>(counters.delivered_ip_bytes) * 8 / seconds;
}

/// The delay of a packet that waits in no queue: only what is constant can be told from lateness.
std::optional<double> achieved_delay_ms(const link::DirectionSettings& settings,
                                        const path::DirectionTruth& truth) {
  const bool constant = settings.jitter.amount == Duration::zero() && settings.reorder.is_zero();
  if (!constant || truth.lateness.releases == 0) return std::nullopt;
  return to_milliseconds(settings.delay + truth.lateness.median);
}

/// What is no metric. Configured stands against achieved; the achieved ratios are metrics and there
/// already.
void add_direction(Json& json, const link::DirectionSettings& settings,
                   const path::DirectionTruth& truth, const contender::RunResult& run) {
  const bool was_run = run.outcome != contender::Outcome::not_run;
  json["loss_ratio_configured"] = settings.loss.as_double();
  json["duplicate_ratio_configured"] = settings.duplicate.as_double();
  json["corrupt_ratio_configured"] = settings.corrupt.as_double();
  json["reorder_ratio_configured"] = settings.reorder.as_double();
  json["queue_configured_bytes"] = or_null(settings.queue_bytes);
  json["rate_configured_bits_per_s"] =
      settings.rate ? Json(settings.rate->bits_per_s()) : Json(nullptr);
  json["mean_rate_achieved_bits_per_s"] =
      was_run ? or_null(mean_rate(truth.counters, run.timing)) : Json(nullptr);
  json["delay_configured_ms"] = to_milliseconds(settings.delay);
  json["delay_achieved_ms"] = was_run ? or_null(achieved_delay_ms(settings, truth)) : Json(nullptr);
  json["jitter_configured_ms"] = to_milliseconds(settings.jitter.amount);
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

template <typename Of>
Json column(const std::vector<contender::SeriesPoint>& series, Of of) {
  Json values = Json::array();
  for (const contender::SeriesPoint& point : series) values.push_back(of(point));
  return values;
}

/// Columns of equal length: what data frames are made of.
Json series_json(const std::vector<contender::SeriesPoint>& series) {
  using Point = contender::SeriesPoint;
  Json json = Json::object();
  json["at_ms"] = column(series, [](const Point& p) { return Json(to_milliseconds(p.at)); });
  json["delivered_bytes"] = column(series, [](const Point& p) { return Json(p.delivered_bytes); });
  json["congestion_window_bytes"] =
      column(series, [](const Point& p) { return or_null(p.congestion_window_bytes); });
  json["slow_start_threshold_bytes"] =
      column(series, [](const Point& p) { return or_null(p.slow_start_threshold_bytes); });
  json["in_flight_bytes"] =
      column(series, [](const Point& p) { return or_null(p.in_flight_bytes); });
  json["smoothed_rtt_ms"] =
      column(series, [](const Point& p) { return or_null(milliseconds(p.smoothed_rtt)); });
  json["retransmission_timeout_ms"] = column(
      series, [](const Point& p) { return or_null(milliseconds(p.retransmission_timeout)); });
  return json;
}

Json settings_json(const path::TcpSettings& settings) {
  Json json;  // null without any
  for (const auto& [name, value] : settings) json[name] = or_null(value);
  return json;
}

Json run_json(const contender::RunResult& run, const link::LinkSettings& settings) {
  Json json = {{"seed", run.seed},
               {"path", path::to_string(run.path)},
               {"outcome", contender::to_string(run.outcome)},
               {"reason", or_null(run.reason)},
               {"remedy", or_null(run.remedy)},
               {"congestion", or_null(run.congestion)},
               {"kernel_tcp_settings", settings_json(run.kernel_tcp_settings)}};
  for (const contender::Metric& metric : contender::metrics()) {
    place_of(json, metric.name) = metric_value(metric, run);
  }
  add_direction(json["link"]["forward"], settings.forward, run.link.forward, run);
  add_direction(json["link"]["reverse"], settings.reverse, run.link.reverse, run);
  json["close_report"] = close_report_json(run.close_report);
  json["series"] = series_json(run.series);
  return json;
}

Json summary_json(const std::optional<run::Summary>& summary) {
  if (!summary) return nullptr;
  return Json{{"count", summary->count},
              {"min", finite_or_null(summary->min)},
              {"quartile_1", finite_or_null(summary->quartile_1)},
              {"median", finite_or_null(summary->median)},
              {"quartile_3", finite_or_null(summary->quartile_3)},
              {"max", finite_or_null(summary->max)}};
}

Json aggregate_json(const std::vector<contender::RunResult>& runs) {
  Json json = Json::object();
  for (const contender::Metric& metric : contender::metrics()) {
    std::vector<double> values;
    for (const contender::RunResult& run : runs) {
      if (const auto value = metric.of(run)) values.push_back(*value);
    }
    json[std::string{metric.name}] = summary_json(run::summarise(std::move(values)));
  }
  return json;
}

/// The congestion control the scenario asks for; nothing for udp, which has none.
std::optional<std::string> congestion_of(const contender::Spec& spec) {
  switch (spec.kind) {
    case contender::Kind::udp:
      return std::nullopt;
    case contender::Kind::reliable_udp:
      return std::string{scenario::name_of(spec.congestion, scenario::congestion_names)};
    case contender::Kind::kernel_tcp:
      return spec.kernel_congestion;
  }
  return std::nullopt;
}

/// How reliable-udp works, as far as the scenario may choose; nothing for the others.
Json transport_json(const contender::Spec& spec) {
  if (spec.kind != contender::Kind::reliable_udp) return nullptr;
  const transport::Mechanisms& mechanisms = spec.mechanisms;
  const bool textbook = spec.arq.kind != transport::Arq::tcp;
  Json off = Json::array();
  if (mechanisms.checksum == transport::Checksum::off) off.push_back("checksum");
  for (const scenario::SwitchName& mechanism : scenario::switch_names) {
    const bool has = !textbook || mechanism.on_textbook_rungs;
    if (has && !(mechanisms.*mechanism.member)) off.push_back(mechanism.name);
  }
  return {{"arq", scenario::name_of(spec.arq.kind, scenario::arq_names)},
          {"window_segments",
           spec.arq.window_segments ? Json(*spec.arq.window_segments) : Json(nullptr)},
          {"fixed_rto_ms", or_null(milliseconds(spec.arq.fixed_rto))},
          {"sequence_bits", textbook ? Json(spec.arq.sequence_bits) : Json(nullptr)},
          {"checksum", scenario::name_of(mechanisms.checksum, scenario::checksum_names)},
          {"off", std::move(off)}};
}

Json contender_json(const run::ContenderRuns& contender, const link::LinkSettings& settings) {
  Json json = {
      {"name", contender.spec.name},
      {"kind", contender::to_string(contender.spec.kind)},
      {"congestion", or_null(congestion_of(contender.spec))},
      {"transport", transport_json(contender.spec)},
      {"udp_rate_bits_per_s",
       contender.spec.udp_rate ? Json(contender.spec.udp_rate->bits_per_s()) : Json(nullptr)}};
  Json runs = Json::array();
  for (const contender::RunResult& run : contender.runs) runs.push_back(run_json(run, settings));
  json["runs"] = std::move(runs);
  json["aggregate"] = aggregate_json(contender.runs);
  return json;
}

Json expectation_json(const run::ExpectationResult& result) {
  Json json = {{"contender", result.expectation.contender}, {"metric", result.expectation.metric}};
  std::visit(
      [&json](const auto& condition) {
        using Condition = std::decay_t<decltype(condition)>;
        Json tolerance = nullptr;
        if constexpr (std::is_same_v<Condition, scenario::Near>) {
          json["condition"] = "near";
          tolerance = condition.tolerance;
        } else if constexpr (std::is_same_v<Condition, scenario::AtLeast>) {
          json["condition"] = "at_least";
        } else if constexpr (std::is_same_v<Condition, scenario::AtMost>) {
          json["condition"] = "at_most";
        } else {
          json["condition"] = "equals";
        }
        if constexpr (std::is_same_v<Condition, scenario::Equals>) {
          json["value"] = std::visit([](auto value) { return Json(value); }, condition.value);
        } else {
          json["value"] = condition.value;
        }
        json["tolerance"] = std::move(tolerance);
      },
      result.expectation.condition);
  json["note"] = or_null(result.expectation.note);
  json["measured"] = or_null(result.measured);
  json["verdict"] = run::to_string(result.verdict);
  return json;
}

Json host_json() {
  const HostFacts facts = read_host_facts();
  Json json = {{"kernel", or_null(facts.kernel)},
               {"processor", or_null(facts.processor)},
               {"processors", or_null(facts.processors)},
               {"memory_bytes", or_null(facts.memory_bytes)}};
  json["tcp_settings"] = settings_json(facts.tcp_settings);
  return json;
}

std::string scalar_text(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool holds_only_scalars(const Json& json) {
  for (const Json& element : json) {
    if (element.is_structured()) return false;
  }
  return true;
}

/// Indented for people, but arrays of numbers on one line: a series would be pages of lines
/// otherwise. Depth is bounded by what this file and the scenario reader build.
void write_indented(const Json& json, std::size_t depth, std::string& text) {
  if (!json.is_structured() || json.empty() || (json.is_array() && holds_only_scalars(json))) {
    text += scalar_text(json);
    return;
  }
  const std::string margin(2 * (depth + 1), ' ');
  text += json.is_object() ? "{\n" : "[\n";
  bool first = true;
  for (const auto& [key, value] : json.items()) {
    if (!first) text += ",\n";
    first = false;
    text += margin;
    if (json.is_object()) text += scalar_text(Json(key)) + ": ";
    write_indented(value, depth + 1, text);
  }
  text += '\n' + std::string(2 * depth, ' ') + (json.is_object() ? '}' : ']');
}

}  // namespace

std::string to_json(const run::BatchResult& batch, bool with_host) {
  const Json scenario = Json::parse(scenario::write_scenario(batch.scenario));
  Json json = {
      {"schema_version", schema_version},
      {"acklab_version", std::string{version()}},
      {"host", with_host ? host_json() : Json(nullptr)},
      {"scenario", scenario},
      {"path", {{"kind", path::to_string(batch.path)}, {"reason", or_null(batch.path_reason)}}},
      {"interrupted", batch.interrupted}};
  Json contenders = Json::array();
  for (const run::ContenderRuns& contender : batch.contenders) {
    contenders.push_back(contender_json(contender, batch.scenario.link));
  }
  json["contenders"] = std::move(contenders);
  Json expectations = Json::array();
  for (const run::ExpectationResult& result : batch.expectations) {
    expectations.push_back(expectation_json(result));
  }
  json["expectations"] = std::move(expectations);
  std::string text;
  write_indented(json, 0, text);
  return text + '\n';
}

}  // namespace acklab::report

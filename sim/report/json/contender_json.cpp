#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "sim/contender/metrics.hpp"
#include "sim/report/json/report_parts.hpp"
#include "sim/scenario/names.hpp"

namespace acklab::report {
namespace {

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

template <typename Value>
Json said(const std::optional<Value>& value) {
  return value ? Json(*value) : Json(nullptr);
}

/// What the scenario says about the TCP of a contender; nothing for udp.
Json tuning_json(const contender::Spec& spec) {
  if (spec.kind == contender::Kind::udp) return nullptr;
  const contender::Tuning& tuning = spec.tuning;
  Json keep_alive = nullptr;
  if (tuning.keep_alive) {
    keep_alive = Json{{"idle_ms", to_milliseconds(tuning.keep_alive->idle)},
                      {"interval_ms", to_milliseconds(tuning.keep_alive->probe_interval)},
                      {"probes", tuning.keep_alive->probes}};
  }
  const bool cheats = tuning.cheat != transport::Cheat::none;
  return {{"loss_detection",
           scenario::name_of(spec.mechanisms.loss_detection, scenario::loss_detection_names)},
          {"ecn", spec.ecn},
          {"mss_bytes", said(tuning.max_segment_bytes)},
          {"send_buffer_bytes", said(tuning.send_buffer_bytes)},
          {"receive_buffer_bytes", said(tuning.receive_buffer_bytes)},
          {"initial_rto_ms", or_null(milliseconds(tuning.initial_rto))},
          {"min_rto_ms", or_null(milliseconds(tuning.min_rto))},
          {"initial_window_segments", said(tuning.initial_window_segments)},
          {"pacing", said(tuning.pacing)},
          {"keep_alive", std::move(keep_alive)},
          {"user_timeout_ms", or_null(milliseconds(tuning.user_timeout))},
          {"cheats",
           cheats ? Json(scenario::name_of(tuning.cheat, scenario::cheat_names)) : Json(nullptr)}};
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

}  // namespace

Json contender_json(const run::ContenderRuns& contender, const link::LinkSettings& settings) {
  Json json = {
      {"name", contender.spec.name},
      {"kind", contender::to_string(contender.spec.kind)},
      {"congestion", or_null(congestion_of(contender.spec))},
      {"transport", transport_json(contender.spec)},
      {"tuning", tuning_json(contender.spec)},
      {"udp_rate_bits_per_s",
       contender.spec.udp_rate ? Json(contender.spec.udp_rate->bits_per_s()) : Json(nullptr)},
      {"udp_connected", contender.spec.kind == contender::Kind::udp ? Json(contender.spec.connected)
                                                                    : Json(nullptr)}};
  Json runs = Json::array();
  for (const contender::RunResult& run : contender.runs) runs.push_back(run_json(run, settings));
  json["runs"] = std::move(runs);
  json["aggregate"] = aggregate_json(contender.runs);
  json["latency"] = latency_json(contender);
  return json;
}

}  // namespace acklab::report

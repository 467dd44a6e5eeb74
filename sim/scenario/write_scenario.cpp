#include <nlohmann/json.hpp>

#include "sim/scenario/link/link_writer.hpp"
#include "sim/scenario/names.hpp"
#include "sim/scenario/quantity_reader.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/scenario/text_writer.hpp"
#include "sim/scenario/theory_writer.hpp"
#include "sim/scenario/tuning_writer.hpp"
#include "sim/scenario/units.hpp"
#include "sim/scenario/workload_writer.hpp"

namespace acklab::scenario {
namespace {

using Json = nlohmann::ordered_json;

void add_transport(Json& json, const contender::Spec& spec) {
  const bool textbook = spec.arq.kind != transport::Arq::tcp;
  json["arq"] = name_of(spec.arq.kind, arq_names);
  if (spec.arq.window_segments) json["window_segments"] = *spec.arq.window_segments;
  json["rto"] = spec.arq.fixed_rto ? format_duration(*spec.arq.fixed_rto) : std::string{adaptive};
  if (textbook) json["sequence_bits"] = spec.arq.sequence_bits;
  Json switches{{"checksum", name_of(spec.mechanisms.checksum, checksum_names)}};
  for (const SwitchName& mechanism : switch_names) {
    if (textbook && !mechanism.on_textbook_rungs) continue;
    switches[std::string{mechanism.name}] = spec.mechanisms.*mechanism.member;
  }
  if (!textbook && spec.mechanisms.fast_retransmit) {
    switches["loss_detection"] = name_of(spec.mechanisms.loss_detection, loss_detection_names);
  }
  json["mechanisms"] = std::move(switches);
  if (spec.max_ack_delay) json["max_ack_delay"] = format_duration(*spec.max_ack_delay);
}

Json kernel_mechanisms_json(const transport::Mechanisms& mechanisms) {
  Json switches;
  for (const SwitchName& mechanism : switch_names) {
    if (mechanism.in_kernel) switches[std::string{mechanism.name}] = mechanisms.*mechanism.member;
  }
  switches["loss_detection"] = name_of(mechanisms.loss_detection, loss_detection_names);
  return switches;
}

Json contender_json(const contender::Spec& spec) {
  Json json{{"kind", name_of(spec.kind, kind_names)}, {"name", spec.name}};
  switch (spec.kind) {
    case contender::Kind::udp:
      if (spec.udp_rate) json["rate"] = format_rate(*spec.udp_rate);
      if (spec.copies) json["copies"] = *spec.copies;
      json["ecn"] = spec.ecn;
      if (spec.connected) json["connected"] = true;
      break;
    case contender::Kind::reliable_udp:
      json["congestion"] = name_of(spec.congestion, congestion_names);
      add_transport(json, spec);
      if (spec.arq.kind == transport::Arq::tcp) json["ecn"] = spec.ecn;
      add_tuning(json, spec.tuning);
      json["carriage"] = name_of(spec.carriage, carriage_names);
      if (!meets_kernel(spec)) break;
      json["client"] = name_of(spec.hosts.client, host_names);
      json["server"] = name_of(spec.hosts.server, host_names);
      json["kernel_congestion"] = spec.kernel_congestion;
      break;
    case contender::Kind::kernel_tcp:
      json["congestion"] = spec.kernel_congestion;
      json["ecn"] = spec.ecn;
      json["mechanisms"] = kernel_mechanisms_json(spec.mechanisms);
      add_tuning(json, spec.tuning);
      break;
  }
  return json;
}

/// Adds a condition's keys to an expectation.
struct ConditionWriter {
  Json& json;

  void operator()(const Near& near) const {
    json["near"] = near.value;
    json["tolerance"] = near.tolerance;
  }
  void operator()(const AtLeast& bound) const { json["at_least"] = bound.value; }
  void operator()(const AtMost& bound) const { json["at_most"] = bound.value; }
  void operator()(const Equals& equals) const {
    std::visit([this](auto value) { json["equals"] = value; }, equals.value);
  }
};

Json expectation_json(const Expectation& expectation) {
  Json json{{"contender", expectation.contender}, {"metric", expectation.metric}};
  std::visit(ConditionWriter{json}, expectation.condition);
  if (!expectation.note.empty()) json["note"] = text_json(expectation.note);
  return json;
}

}  // namespace

std::string write_scenario(const Scenario& scenario) {
  Json contenders = Json::array();
  for (const contender::Spec& spec : scenario.contenders)
    contenders.push_back(contender_json(spec));
  Json expectations = Json::array();
  for (const Expectation& expectation : scenario.expectations) {
    expectations.push_back(expectation_json(expectation));
  }
  Json json{{"name", scenario.name}};
  if (!scenario.title.empty()) json["title"] = text_json(scenario.title);
  json["question"] = text_json(scenario.question);
  json["explanation"] = text_json(scenario.explanation);
  if (!scenario.try_next.empty()) json["try_next"] = suggestions_json(scenario.try_next);
  if (scenario.duration_estimate) {
    json["duration_estimate"] = format_duration(*scenario.duration_estimate);
  }
  json.update({{"link", link_json(scenario.link)},
               {"workload", workload_json(scenario.workload)},
               {"contenders", contenders},
               {"repeat", scenario.repeat},
               {"seed", scenario.seed},
               {"time_limit", format_duration(scenario.time_limit)},
               {"path", name_of(scenario.path, path_names)},
               {"ip_version", scenario.ip_version == path::IpVersion::v4 ? 4 : 6},
               {"expect", expectations},
               {"theory", theory_json(scenario.theory)}});
  if (!scenario.honesty.empty()) json["honesty"] = scenario.honesty;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace acklab::scenario

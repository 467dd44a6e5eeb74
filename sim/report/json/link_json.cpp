#include <optional>

#include <nlohmann/json.hpp>

#include "sim/report/json/report_parts.hpp"
#include "sim/scenario/link/queue_writer.hpp"
#include "sim/scenario/link/rule_text.hpp"

namespace acklab::report {
namespace {

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

/// Each rule and how often it was met.
Json rules_json(const link::DirectionSettings& settings, const link::Counters& counters,
                bool was_run) {
  Json json = Json::array();
  for (std::size_t place = 0; place < settings.rules.size(); ++place) {
    Json one{{"rule", scenario::rule_text(settings.rules[place])},
             {"matched", nullptr},
             {"acted", nullptr}};
    if (was_run && place < counters.rules.size()) {
      one["matched"] = counters.rules[place].matched;
      one["acted"] = counters.rules[place].acted;
    }
    json.push_back(std::move(one));
  }
  return json;
}

}  // namespace

void add_direction(Json& json, const link::DirectionSettings& settings,
                   const path::DirectionTruth& truth, const contender::RunResult& run) {
  const bool was_run = run.outcome != contender::Outcome::not_run;
  json["loss_ratio_configured"] = settings.loss.mean();
  json["mean_loss_burst_configured"] = or_null(settings.loss.mean_burst());
  json["mtu_configured_bytes"] = settings.mtu ? Json(settings.mtu->bytes) : Json(nullptr);
  json["duplicate_ratio_configured"] =
      settings.duplicate.probability.as_double() * settings.duplicate.copies;
  json["corrupt_ratio_configured"] = settings.corrupt.probability.as_double();
  json["reorder_ratio_configured"] = settings.reorder.probability.as_double();
  json["queue_configured_bytes"] = or_null(settings.queue.limit_bytes());
  json["queue_configured"] = scenario::queue_json(settings.queue);
  json["rate_configured_bits_per_s"] =
      settings.rate ? Json(settings.rate->configured().bits_per_s()) : Json(nullptr);
  json["mean_rate_achieved_bits_per_s"] =
      was_run ? or_null(mean_rate(truth.counters, run.timing)) : Json(nullptr);
  json["delay_configured_ms"] = to_milliseconds(settings.delay);
  json["delay_achieved_ms"] = was_run ? or_null(achieved_delay_ms(settings, truth)) : Json(nullptr);
  json["jitter_configured_ms"] = to_milliseconds(settings.jitter.amount);
  json["rules"] = rules_json(settings, truth.counters, was_run);
}

}  // namespace acklab::report

#include "sim/scenario/link/link_writer.hpp"

#include <nlohmann/json.hpp>

#include "sim/scenario/link/direction_writers.hpp"
#include "sim/scenario/link/queue_writer.hpp"
#include "sim/scenario/link/rate_reader.hpp"
#include "sim/scenario/link/replay_reader.hpp"
#include "sim/scenario/link/script_writers.hpp"
#include "sim/scenario/names.hpp"
#include "sim/scenario/quantity_reader.hpp"
#include "sim/scenario/units.hpp"

namespace acklab::scenario {
namespace {

using Json = nlohmann::ordered_json;

}  // namespace

Json direction_json(const link::DirectionSettings& settings) {
  Json json{{"rate", rate_json(settings.rate)},
            {"delay", format_duration(settings.delay)},
            {"jitter", jitter_json(settings.jitter)},
            {"queue", queue_json(settings.queue)},
            {"mtu", mtu_json(settings)},
            {"outage", outage_json(settings)},
            {"loss", loss_json(settings)},
            {"policer", policer_json(settings.policer)},
            {"duplicate", duplicate_json(settings.duplicate)},
            {"corrupt", corrupt_json(settings.corrupt)},
            {"reorder", reorder_json(settings.reorder)}};
  if (!settings.rules.empty()) json["rules"] = rules_json(settings.rules);
  return json;
}

namespace {

/// Beside a log only what may stand there.
Json replayed_link_json(const link::LinkSettings& settings) {
  Json json = {{"replay", replay_json(*settings.replay)}};
  for (const link::Direction direction : {link::Direction::forward, link::Direction::reverse}) {
    const link::DirectionSettings& own = settings.of(direction);
    json[link::to_string(direction)] = {{"rate", rate_json(own.rate)},
                                        {"delay", format_duration(own.delay)}};
  }
  return json;
}

}  // namespace

nlohmann::ordered_json link_json(const link::LinkSettings& settings) {
  if (settings.replay) return replayed_link_json(settings);
  const Json forward = direction_json(settings.forward);
  const Json reverse = direction_json(settings.reverse);
  Json json = forward == reverse ? forward : Json{{"forward", forward}, {"reverse", reverse}};
  if (!settings.forward_schedule.empty() || !settings.reverse_schedule.empty()) {
    json["schedule"] = schedule_json(settings);
  }
  json["fate_key"] = name_of(settings.fate_key, fate_key_names);
  return json;
}

}  // namespace acklab::scenario

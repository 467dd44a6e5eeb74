#include <nlohmann/json.hpp>

#include "sim/scenario/link/link_writer.hpp"
#include "sim/scenario/units.hpp"

namespace acklab::scenario {
namespace {

using ScheduleJson = nlohmann::ordered_json;

/// Adds when a change takes effect.
struct TriggerWriter {
  ScheduleJson& json;

  void operator()(link::AtTime at) const { json["at"] = format_duration(at.since_origin); }
  void operator()(link::AtPacket at) const { json["at_packet"] = at.index; }
};

/// What `after` says otherwise than `before`; rules never change.
ScheduleJson difference(const ScheduleJson& before, const ScheduleJson& after) {
  ScheduleJson changed = ScheduleJson::object();
  for (const auto& [key, value] : after.items()) {
    if (key == "rules") continue;
    if (!before.contains(key) || before.at(key) != value) changed[key] = value;
  }
  return changed;
}

ScheduleJson changes_json(const link::DirectionSettings& begin,
                          const std::vector<link::ScheduledChange>& changes, const char* who) {
  ScheduleJson list = ScheduleJson::array();
  ScheduleJson before = direction_json(begin);
  for (const link::ScheduledChange& change : changes) {
    const ScheduleJson after = direction_json(change.settings);
    ScheduleJson one = ScheduleJson::object();
    std::visit(TriggerWriter{one}, change.when);
    one[who] = difference(before, after);
    list.push_back(std::move(one));
    before = after;
  }
  return list;
}

}  // namespace

nlohmann::ordered_json schedule_json(const link::LinkSettings& settings) {
  const auto of = [&settings](link::Direction direction, const char* who) {
    return changes_json(settings.of(direction), settings.schedule_of(direction), who);
  };
  if (direction_json(settings.forward) == direction_json(settings.reverse) &&
      of(link::Direction::forward, "both") == of(link::Direction::reverse, "both")) {
    return of(link::Direction::forward, "both");
  }
  ScheduleJson list = of(link::Direction::forward, "forward");
  for (const ScheduleJson& change : of(link::Direction::reverse, "reverse")) list.push_back(change);
  return list;
}

}  // namespace acklab::scenario

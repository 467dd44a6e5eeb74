#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/scenario/limits.hpp"
#include "sim/scenario/link/direction_readers.hpp"
#include "sim/scenario/link/link_writer.hpp"
#include "sim/scenario/link/script_readers.hpp"
#include "sim/scenario/quantity_reader.hpp"

namespace acklab::scenario {
namespace {

using link::AtPacket;
using link::AtTime;
using link::Direction;
using link::DirectionSettings;
using link::ScheduledChange;
using Trigger = std::variant<AtTime, AtPacket>;

std::optional<Trigger> read_trigger(const Members& members) {
  const auto time = members.find("at");
  const auto packet = members.find("at_packet");
  if (time.has_value() == packet.has_value()) {
    members.here().refuse("expected exactly one of \"at\" and \"at_packet\"");
    return std::nullopt;
  }
  if (time) {
    const auto at = read_duration(*time, Duration{1}, max_scheduled_time);
    return at ? std::optional<Trigger>{AtTime{*at}} : std::nullopt;
  }
  const auto index = packet->whole_number(1, max_rule_count);
  return index ? std::optional<Trigger>{AtPacket{*index}} : std::nullopt;
}

/// Whether `next` comes after the last change of its kind.
bool increases(const std::vector<ScheduledChange>& before, const Trigger& next) {
  for (const ScheduledChange& change : before) {
    const auto* time = std::get_if<AtTime>(&change.when);
    const auto* packet = std::get_if<AtPacket>(&change.when);
    const auto* next_time = std::get_if<AtTime>(&next);
    const auto* next_packet = std::get_if<AtPacket>(&next);
    if (time != nullptr && next_time != nullptr && next_time->since_origin <= time->since_origin) {
      return false;
    }
    if (packet != nullptr && next_packet != nullptr && next_packet->index <= packet->index) {
      return false;
    }
  }
  return true;
}

/// Reads what one direction is told under `key`.
void read_part(const Members& change, std::string_view key, Direction direction,
               DirectionSettings& into) {
  const auto part = change.find(key);
  if (!part) return;
  std::vector<std::string_view> keys{direction_keys.begin(), direction_keys.end()};
  keys.insert(keys.end(), {"like", "rules"});
  const Members members{*part, "an object with what is different from then on", keys};
  if (const auto rules = members.find("rules")) {
    rules->refuse("rules cannot change: give them a \"time\" or \"packets\" instead");
  }
  read_like(members, direction, into);
  read_direction(members, into);
  check_direction(into, *part);
}

/// What holds in a direction before the next change.
const DirectionSettings& latest(const link::LinkSettings& settings, Direction direction) {
  const auto& schedule = settings.schedule_of(direction);
  return schedule.empty() ? settings.of(direction) : schedule.back().settings;
}

/// Reads a change of one direction; whether it changes anything.
bool read_change(const Members& change, const Trigger& when, Direction direction,
                 link::LinkSettings& settings) {
  const bool is_forward = direction == Direction::forward;
  DirectionSettings after = latest(settings, direction);
  const auto before = direction_json(after);
  const std::vector<link::Rule> rules = after.rules;
  read_part(change, "both", direction, after);
  read_part(change, is_forward ? "forward" : "reverse", direction, after);
  after.rules = rules;
  if (direction_json(after) == before) return false;
  auto& schedule = is_forward ? settings.forward_schedule : settings.reverse_schedule;
  if (!increases(schedule, when)) {
    change.here().refuse("changes must stand in the order in which they come, each after the last");
  }
  schedule.push_back({when, std::move(after)});
  return true;
}

}  // namespace

void read_schedule(const Members& members, link::LinkSettings& into) {
  const auto schedule = members.find("schedule");
  if (!schedule) return;
  for (const Cursor& element : schedule->elements("an array of changes", 0, max_changes)) {
    const Members change{element,
                         "an object such as {\"at\": \"2s\", \"both\": {\"rate\": \"1mbit\"}}",
                         {"at", "at_packet", "both", "forward", "reverse"}};
    const auto when = read_trigger(change);
    if (!when) continue;
    const bool changes_forward = read_change(change, *when, Direction::forward, into);
    const bool changes_reverse = read_change(change, *when, Direction::reverse, into);
    if (!changes_forward && !changes_reverse) {
      element.refuse(
          "this changes nothing: say in \"both\", \"forward\" or \"reverse\" what "
          "is different from then on");
    }
  }
}

}  // namespace acklab::scenario

#include <utility>
#include <vector>

#include "sim/scenario/link/direction_readers.hpp"
#include "sim/scenario/link/replay_reader.hpp"
#include "sim/scenario/link/script_readers.hpp"
#include "sim/scenario/names.hpp"
#include "sim/scenario/parts_reader.hpp"

namespace acklab::scenario {

using link::DirectionSettings;

void check_direction(const DirectionSettings& settings, const Cursor& here) {
  if (!settings.reorder.is_zero() && !settings.reorder.by && settings.delay == Duration{} &&
      settings.jitter.amount == Duration{}) {
    here.refuse(
        "\"reorder\" lets packets skip the delay, so it has no effect without a \"delay\" or "
        "\"jitter\"");
  }
  if (settings.queue != link::QueueSettings{} && !settings.rate) {
    here.refuse("a \"queue\" has no effect without a \"rate\", because nothing ever waits");
  }
}

void read_direction(const Members& members, DirectionSettings& into) {
  read_mtu(members, into);
  read_outage(members, into);
  read_loss(members, into);
  read_copies(members, into);
  read_corruption(members, into);
  read_bottleneck(members, into);
  read_delay(members, into);
  read_reorder(members, into);
}

link::LinkSettings read_link(const Cursor& cursor) {
  link::LinkSettings settings;
  std::vector<std::string_view> override_keys{direction_keys.begin(), direction_keys.end()};
  override_keys.insert(override_keys.end(), {"like", "rules"});
  std::vector<std::string_view> link_keys = override_keys;
  link_keys.insert(link_keys.end(), {"forward", "reverse", "schedule", "fate_key", "replay"});
  const Members members{cursor, "an object that describes the link", link_keys};
  if (const auto key = members.find("fate_key")) {
    settings.fate_key = key->choice<link::FateKey>(fate_key_names).value_or(settings.fate_key);
  }
  const auto replay = members.find("replay");
  if (replay) {
    settings.replay = read_replay(*replay);
    check_beside_replay(members, link_keys);
  }
  for (const link::Direction direction : {link::Direction::forward, link::Direction::reverse}) {
    const bool is_forward = direction == link::Direction::forward;
    DirectionSettings& into = is_forward ? settings.forward : settings.reverse;
    read_like(members, direction, into);
    read_direction(members, into);
    std::vector<link::Rule> rules = read_link_rules(members, direction);
    const auto override = members.find(is_forward ? "forward" : "reverse");
    if (override) {
      const Members differing{*override, "an object with what differs in this direction",
                              override_keys};
      if (replay) check_beside_replay(differing, override_keys);
      read_like(differing, direction, into);
      read_direction(differing, into);
      read_direction_rules(differing, rules);
    }
    into.rules = std::move(rules);
    check_direction(into, override.value_or(cursor));
  }
  read_schedule(members, settings);
  return settings;
}

}  // namespace acklab::scenario

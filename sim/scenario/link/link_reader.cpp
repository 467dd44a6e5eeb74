#include <vector>

#include "sim/scenario/link/direction_readers.hpp"
#include "sim/scenario/parts_reader.hpp"

namespace acklab::scenario {
namespace {

using link::DirectionSettings;

/// Settings that make no sense together. `here` is the object that said the last word about them.
void check_direction(const DirectionSettings& settings, const Cursor& here) {
  if (!settings.reorder.is_zero() && settings.delay == Duration{} &&
      settings.jitter.amount == Duration{}) {
    here.refuse(
        "\"reorder\" lets packets skip the delay, so it has no effect without a \"delay\" or "
        "\"jitter\"");
  }
  if (settings.queue.limit && !settings.rate) {
    here.refuse("a \"queue\" has no effect without a \"rate\", because nothing ever waits");
  }
}

}  // namespace

void read_direction(const Members& members, DirectionSettings& into) {
  read_loss(members, into);
  read_copies(members, into);
  read_corruption(members, into);
  read_bottleneck(members, into);
  read_delay(members, into);
}

link::LinkSettings read_link(const Cursor& cursor) {
  link::LinkSettings settings;
  std::vector<std::string_view> link_keys{direction_keys.begin(), direction_keys.end()};
  link_keys.insert(link_keys.end(), {"forward", "reverse"});
  const Members members{cursor, "an object that describes the link", link_keys};
  read_direction(members, settings.forward);
  settings.reverse = settings.forward;
  for (const std::string_view direction : {"forward", "reverse"}) {
    DirectionSettings& into = direction == "forward" ? settings.forward : settings.reverse;
    const auto override = members.find(direction);
    if (!override) {
      check_direction(into, cursor);
      continue;
    }
    read_direction(
        Members{*override, "an object with what differs in this direction", direction_keys}, into);
    check_direction(into, *override);
  }
  return settings;
}

}  // namespace acklab::scenario

#include <algorithm>

#include <fmt/format.h>

#include "sim/scenario/link/direction_readers.hpp"
#include "sim/scenario/link/presets.hpp"
#include "sim/scenario/nearest_name.hpp"

namespace acklab::scenario {

void read_like(const Members& members, link::Direction direction, link::DirectionSettings& into) {
  const auto like = members.find("like");
  if (!like) return;
  const auto name = like->string("the name of a link, such as \"dsl\"");
  if (!name) return;
  const auto names = preset_names();
  if (std::find(names.begin(), names.end(), *name) != names.end()) {
    into = link_preset(*name).link.of(direction);
    return;
  }
  const auto nearest = nearest_name(*name, names);
  like->refuse(fmt::format("no link is called {}; {}", describe(like->value()),
                           nearest ? fmt::format("the nearest is \"{}\"", *nearest)
                                   : "'acklab link list' shows those that there are"));
}

}  // namespace acklab::scenario

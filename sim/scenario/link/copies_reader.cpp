#include "sim/scenario/link/direction_readers.hpp"
#include "sim/scenario/quantity_reader.hpp"

namespace acklab::scenario {

void read_copies(const Members& members, link::DirectionSettings& into) {
  if (const auto duplicate = members.find("duplicate")) {
    into.duplicate = read_percentage(*duplicate).value_or(into.duplicate);
  }
}

}  // namespace acklab::scenario

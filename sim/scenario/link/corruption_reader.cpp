#include "sim/scenario/link/direction_readers.hpp"
#include "sim/scenario/quantity_reader.hpp"

namespace acklab::scenario {

void read_corruption(const Members& members, link::DirectionSettings& into) {
  if (const auto corrupt = members.find("corrupt")) {
    into.corrupt = read_percentage(*corrupt).value_or(into.corrupt);
  }
}

}  // namespace acklab::scenario

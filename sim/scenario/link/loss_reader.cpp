#include "sim/scenario/link/direction_readers.hpp"
#include "sim/scenario/quantity_reader.hpp"

namespace acklab::scenario {

void read_loss(const Members& members, link::DirectionSettings& into) {
  if (const auto loss = members.find("loss")) {
    into.loss = read_percentage(*loss).value_or(into.loss);
  }
}

}  // namespace acklab::scenario

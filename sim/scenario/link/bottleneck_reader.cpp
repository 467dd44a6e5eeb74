#include "sim/scenario/link/direction_readers.hpp"
#include "sim/scenario/link/queue_reader.hpp"
#include "sim/scenario/link/rate_reader.hpp"
#include "sim/scenario/quantity_reader.hpp"

namespace acklab::scenario {

void read_bottleneck(const Members& members, link::DirectionSettings& into) {
  if (const auto queue = members.find("queue")) into.queue = read_queue(*queue);
  if (const auto rate = members.find("rate")) {
    into.rate = read_rate_model(*rate);
  }
  if (const auto policer = members.find("policer")) into.policer = read_policer(*policer);
}

}  // namespace acklab::scenario

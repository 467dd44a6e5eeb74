#include "sim/scenario/limits.hpp"
#include "sim/scenario/link/direction_readers.hpp"
#include "sim/scenario/link/rate_reader.hpp"
#include "sim/scenario/quantity_reader.hpp"

namespace acklab::scenario {

void read_bottleneck(const Members& members, link::DirectionSettings& into) {
  if (const auto queue = members.find("queue")) {
    into.queue = {};
    if (!says_unlimited(*queue)) {
      if (const auto size = read_size(*queue, min_queue_bytes, max_queue_bytes)) {
        into.queue = link::QueueLimit::bytes(*size);
      }
    }
  }
  if (const auto rate = members.find("rate")) {
    into.rate = read_rate_model(*rate);
  }
  if (const auto policer = members.find("policer")) into.policer = read_policer(*policer);
}

}  // namespace acklab::scenario

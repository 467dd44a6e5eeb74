#include "sim/contender/virtual_truth.hpp"

namespace acklab::contender {
namespace {

path::DirectionTruth direction_truth(const link::Link& link, const path::SimulatedPath& path,
                                     link::Direction direction, std::size_t flow) {
  path::DirectionTruth truth;
  truth.counters = link.counters(direction);
  truth.queue_delay = link.queue_delay(direction);
  truth.discarded_bad_checksum = path.reception(direction, flow).bad_checksum();
  truth.discarded_no_port = path.reception(direction, flow).no_port();
  return truth;
}

}  // namespace

path::Framing framing_of(const Spec& contender) {
  if (contender.kind == Kind::udp) return path::Framing::udp_datagram;
  return contender.carriage == CarriageKind::ip ? path::Framing::ip_packet
                                                : path::Framing::udp_payload;
}

path::PathTruth truth_of(const link::Link& link, const path::SimulatedPath& path,
                         std::size_t flow) {
  return {.forward = direction_truth(link, path, link::Direction::forward, flow),
          .reverse = direction_truth(link, path, link::Direction::reverse, flow)};
}

}  // namespace acklab::contender

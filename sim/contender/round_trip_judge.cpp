#include "sim/contender/round_trip_judge.hpp"

#include <algorithm>
#include <variant>

namespace acklab::contender {
namespace {

std::size_t index_of(link::Direction direction) {
  return static_cast<std::size_t>(direction);
}

}  // namespace

void RoundTripJudge::decided(const link::FateRecord& fate) {
  if (fate.dropped) return;
  Lane& lane = lanes_[index_of(fate.direction)];
  lane.push_back({fate.arrival, fate.due});
  if (lane.size() > most_packets) lane.pop_front();
}

void RoundTripJudge::happened(const HostEvent& event) {
  if (std::holds_alternative<transport::RoundTripRefused>(event.what)) ++counts_.refused;
  const auto* measured = std::get_if<transport::RoundTripMeasured>(&event.what);
  if (measured == nullptr) return;
  ++counts_.samples;
  if (is_wrong(event.host, event.now, measured->sample)) ++counts_.wrong;
}

bool RoundTripJudge::is_wrong(path::Host host, Instant now, Duration sample) const {
  const bool is_client = host == path::Host::client;
  const Lane& there =
      lanes_[index_of(is_client ? link::Direction::forward : link::Direction::reverse)];
  const Lane& back =
      lanes_[index_of(is_client ? link::Direction::reverse : link::Direction::forward)];
  // The ACK is the last that has come out of the link, and left when it came to it.
  std::optional<Crossed> ack;
  for (const Crossed& packet : back) {
    if (packet.due <= now && (!ack || packet.due >= ack->due)) ack = packet;
  }
  if (!ack) return false;
  const Instant sent = now - sample - tick;
  return std::none_of(there.begin(), there.end(), [&](const Crossed& packet) {
    return packet.arrival >= sent && packet.due <= ack->arrival;
  });
}

}  // namespace acklab::contender

#include "sim/link/record/retransmission_judge.hpp"

#include <algorithm>
#include <iterator>

namespace acklab::link {
namespace {

/// FIN stands behind all octets, wherever the stream ends: the same place for each of its packets.
constexpr std::uint64_t place_of_fin = std::uint64_t{1} << 62U;

}  // namespace

void RetransmissionJudge::Outcome::add(const FateRecord& fate) {
  if (fate.dropped) {
    dropped = fate.dropped;
  } else if (fate.corrupted) {
    damaged = true;
  } else {
    intact = true;
  }
}

void RetransmissionJudge::decided(const FateRecord& fate) {
  Lane& lane = lanes_[static_cast<std::size_t>(fate.direction)];
  if (fate.index == lane.next && fate.copies == 1) {  // nothing to wait for: most of them
    Outcome outcome;
    outcome.add(fate);
    judge(lane, fate, outcome);
    ++lane.next;
    if (!lane.waiting.empty()) settle(lane);
    return;
  }
  Undecided& packet = lane.waiting.try_emplace(fate.index).first->second;
  if (packet.decided++ == 0) packet.first = fate;
  packet.outcome.add(fate);
  settle(lane);
}

void RetransmissionJudge::finish() {
  for (Lane& lane : lanes_) {
    while (!lane.waiting.empty()) {
      Undecided& packet = lane.waiting.begin()->second;
      Outcome& outcome = packet.outcome;
      outcome.intact = outcome.intact || packet.decided < packet.first.copies;
      judge(lane, packet.first, outcome);
      lane.waiting.erase(lane.waiting.begin());
    }
  }
}

RetransmissionCounts RetransmissionJudge::counts(std::uint32_t flow) const {
  RetransmissionCounts sum;
  for (const Lane& lane : lanes_) {
    const auto found = lane.counts.find(flow);
    if (found == lane.counts.end()) continue;
    sum.necessary += found->second.necessary;
    sum.needless += found->second.needless;
  }
  return sum;
}

/// In the order in which they came: what is behind a packet says nothing about it.
void RetransmissionJudge::settle(Lane& lane) {
  while (!lane.waiting.empty()) {
    const auto& [index, packet] = *lane.waiting.begin();
    if (index != lane.next || packet.decided < packet.first.copies) return;
    judge(lane, packet.first, packet.outcome);
    lane.waiting.erase(lane.waiting.begin());
    ++lane.next;
  }
}

/// Octet 0 is the SYN's, and data counts from 1.
ByteRange RetransmissionJudge::octets_of(const PacketReading& reading) {
  if (reading.bytes) return {reading.bytes->begin + 1, reading.bytes->end + 1};
  if (reading.flags.has(TcpFlags::syn)) return {0, 1};
  if (reading.flags.has(TcpFlags::fin)) return {place_of_fin, place_of_fin + 1};
  return {};
}

std::optional<EarlierPacket> RetransmissionJudge::earlier_with(const Stream& stream,
                                                               std::uint64_t octet) {
  auto found = stream.packets.upper_bound(octet);
  if (found == stream.packets.begin()) return std::nullopt;
  --found;
  if (found->second.end <= octet) return std::nullopt;
  return found->second.packet;
}

RetransmissionJudge::Again RetransmissionJudge::sent_again(const Stream& stream, ByteRange octets) {
  Again again;
  if (octets.begin >= stream.offered_until) return again;
  for (ByteRange rest = octets; !rest.empty();) {
    const auto fresh = stream.offered.first_gap(rest);
    const ByteRange old{rest.begin, fresh ? fresh->begin : rest.end};
    if (!old.empty()) {
      if (!again.first) again.first = old.begin;
      const auto hole = stream.intact.first_gap(old);
      if (hole && !again.missing) again.missing = hole->begin;
    }
    rest.begin = fresh ? fresh->end : rest.end;
  }
  return again;
}

void RetransmissionJudge::judge(Lane& lane, const FateRecord& packet, const Outcome& outcome) {
  if (!packet.reading || packet.reading->protocol != Protocol::tcp) return;
  const PacketReading& reading = *packet.reading;
  const ByteRange octets = octets_of(reading);
  if (octets.empty()) return;
  Stream& stream = lane.streams[reading.connection];
  if (const Again again = sent_again(stream, octets); again.first) {
    RetransmissionCounts& counts = lane.counts[packet.flow];
    ++(again.missing ? counts.necessary : counts.needless);
    if (sink_) {
      sink_({packet.direction, packet.index, packet.flow, packet.arrival, reading.transmission,
             !again.missing, earlier_with(stream, again.missing.value_or(*again.first))});
    }
  }
  stream.offered.insert(octets);
  stream.offered_until = std::max(stream.offered_until, octets.end);
  if (outcome.intact) stream.intact.insert(octets);
  if (!sink_) return;
  const bool lost = !outcome.intact && !outcome.damaged;
  stream.packets.insert_or_assign(octets.begin,
                                  Sent{octets.end,
                                       {packet.index, lost ? outcome.dropped : std::nullopt,
                                        !outcome.intact && outcome.damaged}});
  if (stream.packets.size() > most_packets) stream.packets.erase(stream.packets.begin());
}

}  // namespace acklab::link

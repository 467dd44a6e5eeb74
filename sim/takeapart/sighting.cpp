#include "sim/takeapart/sighting.hpp"

#include <algorithm>
#include <tuple>

#include "net/base/random.hpp"

namespace acklab::takeapart {
namespace {

using link::CountRange;
using link::FateRecord;
using link::RuleActions;
using link::TcpFlags;
using Kind = Sighting::Kind;

/// Whether damage lies among the octets that a header has at least, timestamps included.
bool strikes_header(const link::Damage& damage) {
  constexpr std::uint32_t header_octets = 32;
  if (damage.swap) return damage.swap->first < header_octets;
  return !damage.flips.empty() && damage.flips.front().octet < header_octets;
}

/// The actions that the link's decision about the copies of one packet comes to.
RuleActions actions_of(const std::vector<const FateRecord*>& copies) {
  RuleActions act;
  const bool all_dropped = std::all_of(copies.begin(), copies.end(),
                                       [](const FateRecord* copy) { return copy->dropped; });
  if (all_dropped) {
    act.drop = true;
    return act;
  }
  const auto arrived = std::count_if(copies.begin(), copies.end(),
                                     [](const FateRecord* copy) { return !copy->dropped; });
  act.duplicate = static_cast<std::uint32_t>(arrived - 1);
  for (const FateRecord* copy : copies) {
    if (!copy->corrupted || copy->dropped || act.corrupt) continue;
    act.corrupt.emplace();
    if (copy->reading && copy->reading->payload_bytes > 0) {
      act.corrupt->region =
          strikes_header(copy->damage) ? link::DamageRegion::header : link::DamageRegion::payload;
    }
  }
  return act;
}

}  // namespace

Sighting sighting_of(const FateRecord& fate) {
  Sighting packet{fate.direction, Kind::other, fate.index, 1, fate.offer};
  if (!fate.reading) return packet;
  const link::PacketReading& reading = *fate.reading;
  packet.transmission = reading.transmission;
  if (reading.data_segments) {
    packet.kind = Kind::data;
    packet.number = reading.data_segments->first;
  } else if (reading.ack_only) {
    packet.kind = Kind::ack;
    packet.number = *reading.ack_only;
  } else if (reading.flags.has(TcpFlags::syn)) {
    packet.kind = reading.flags.has(TcpFlags::ack) ? Kind::syn_ack : Kind::syn;
  } else if (reading.flags.has(TcpFlags::fin)) {
    packet.kind = Kind::fin;
  }
  return packet;
}

Event event_at(const Sighting& packet, const RuleActions& act) {
  Event event{packet.direction, {}};
  event.rule.act = act;
  event.rule.times = 1;
  link::RuleCondition& when = event.rule.when;
  const auto sent_again = [&] {
    if (packet.transmission > 1) when.transmission = CountRange::only(packet.transmission);
  };
  switch (packet.kind) {
    case Kind::data:
      when.data_segment = CountRange::only(packet.number);
      sent_again();
      break;
    case Kind::ack:
      when.ack = CountRange::only(packet.number);
      break;
    case Kind::syn:
      when.flags = TcpFlags{TcpFlags::syn};
      sent_again();
      break;
    case Kind::syn_ack:
      when.flags = TcpFlags{TcpFlags::syn | TcpFlags::ack};
      sent_again();
      break;
    case Kind::fin:
      when.flags = TcpFlags{TcpFlags::fin};
      sent_again();
      break;
    case Kind::other:
      when.packets = CountRange::only(packet.number);
      break;
  }
  return event;
}

link::Link::FateSink FateBook::sink() {
  return [this](const FateRecord& fate) { fates_.push_back(fate); };
}

std::vector<FateRecord> FateBook::sorted() const {
  std::vector<FateRecord> fates = fates_;
  std::sort(fates.begin(), fates.end(), [](const FateRecord& a, const FateRecord& b) {
    return std::tie(a.offer, a.copy) < std::tie(b.offer, b.copy);
  });
  return fates;
}

std::vector<Sighting> FateBook::packets() const {
  std::vector<Sighting> packets;
  for (const FateRecord& fate : fates_) {
    if (fate.copy == 0) packets.push_back(sighting_of(fate));
  }
  std::sort(packets.begin(), packets.end(),
            [](const Sighting& a, const Sighting& b) { return a.offer < b.offer; });
  return packets;
}

Script FateBook::script() const {
  const std::vector<FateRecord> fates = sorted();
  Script script;
  for (std::size_t at = 0; at < fates.size();) {
    const FateRecord& first = fates[at];
    std::vector<const FateRecord*> copies;
    for (; at < fates.size() && fates[at].offer == first.offer; ++at) {
      copies.push_back(&fates[at]);
    }
    RuleActions act = actions_of(copies);
    if (!act.drop && !first.dropped) {
      std::uint32_t overtaken_by = 0;
      for (std::size_t later = at; later < fates.size(); ++later) {
        if (fates[later].direction != first.direction || fates[later].copy > 0) continue;
        if (fates[later].arrival >= first.due) break;
        if (!fates[later].dropped && fates[later].due < first.due) ++overtaken_by;
      }
      act.reorder_after = overtaken_by;
    }
    if (!(act == RuleActions{})) script.push_back(event_at(sighting_of(first), act));
  }
  return script;
}

std::uint64_t FateBook::trace(bool damage_is_loss) const {
  std::uint64_t trace = 0;
  const auto add = [&trace](std::uint64_t number) { trace = mix64(trace ^ mix64(number)); };
  for (const FateRecord& fate : sorted()) {
    add(static_cast<std::uint64_t>(fate.direction));
    add(static_cast<std::uint64_t>((fate.arrival - fate.origin).count()));
    add(fate.ip_bytes);
    if (fate.reading) {
      add(fate.reading->flags.bits);
      add(fate.reading->sequence);
      add(fate.reading->acknowledgment.value_or(~std::uint64_t{0}));
      add(fate.reading->transmission);
    }
    const bool lost = fate.dropped || (fate.corrupted && damage_is_loss);
    add(lost ? 0 : static_cast<std::uint64_t>((fate.due - fate.origin).count()) + 1);
    if (fate.corrupted && !lost) add(mix64(fate.offer + 1));
  }
  return trace;
}

}  // namespace acklab::takeapart

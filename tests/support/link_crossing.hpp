#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "sim/link/link.hpp"

namespace acklab::link::test {

/// Packets offered to a link at equal intervals.
struct Traffic {
  std::uint64_t packets = 1000;
  Duration spacing = std::chrono::milliseconds(1);
  std::size_t payload_bytes = 32;
  std::uint32_t ip_bytes = 1500;
  std::size_t corruptible_from = 0;
  std::uint8_t fill = 0;
  bool forward = true;
  bool reverse = false;
};

/// All that can be seen of a link from outside.
struct Crossing {
  std::vector<FateRecord> fates;
  std::vector<Release> releases;
  Counters forward;
  Counters reverse;
};

inline void take_releases(Link& link, Instant now, std::vector<Release>& into) {
  while (auto release = link.poll_release(now)) into.push_back(std::move(*release));
}

/// Takes everything out of a link to which nothing more is offered.
inline void drain(Link& link, std::vector<Release>& into) {
  while (const auto next = link.next_timeout()) take_releases(link, *next, into);
}

inline Packet packet_of(const Traffic& traffic) {
  return {Bytes(traffic.payload_bytes, traffic.fill), traffic.ip_bytes, traffic.corruptible_from};
}

/// Sends the traffic across a fresh link and waits until it is empty.
inline Crossing cross(const LinkSettings& settings, std::uint64_t seed, const Traffic& traffic) {
  Link link(settings, seed);
  Crossing seen;
  link.record_fates([&seen](const FateRecord& fate) { seen.fates.push_back(fate); });
  Instant now = timeline_origin;
  for (std::uint64_t i = 0; i < traffic.packets; ++i) {
    take_releases(link, now, seen.releases);
    if (traffic.forward) link.accept(now, Direction::forward, packet_of(traffic));
    if (traffic.reverse) link.accept(now, Direction::reverse, packet_of(traffic));
    now += traffic.spacing;
  }
  drain(link, seen.releases);
  seen.forward = link.counters(Direction::forward);
  seen.reverse = link.counters(Direction::reverse);
  return seen;
}

/// A link that does something in its forward direction only.
inline LinkSettings forward_only(const DirectionSettings& settings) {
  return {settings, {}};
}

/// What happened to each copy, as numbers: (index, copy) → value.
using Signature = std::map<std::pair<std::uint64_t, std::uint32_t>, std::int64_t>;

}  // namespace acklab::link::test

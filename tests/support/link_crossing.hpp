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
  const std::uint64_t offered = traffic.packets * (traffic.forward && traffic.reverse ? 2 : 1);
  seen.fates.reserve(offered);
  seen.releases.reserve(offered);
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

/// What remains of a crossing when nothing is kept.
struct Tally {
  Counters forward;
  std::uint64_t releases = 0;
};

/// The same in the forward direction alone for many packets: `told` is told each fate.
template <typename Told>
Tally watch(const LinkSettings& settings, std::uint64_t seed, const Traffic& traffic, Told told) {
  Link link(settings, seed);
  Tally tally;
  link.record_fates([&told](const FateRecord& fate) { told(fate); });
  const auto release = [&link, &tally](Instant now) {
    while (link.poll_release(now)) ++tally.releases;
  };
  Instant now = timeline_origin;
  for (std::uint64_t i = 0; i < traffic.packets; ++i) {
    release(now);
    link.accept(now, Direction::forward, packet_of(traffic));
    now += traffic.spacing;
  }
  while (const auto next = link.next_timeout()) release(*next);
  tally.forward = link.counters(Direction::forward);
  return tally;
}

inline Tally watch(const LinkSettings& settings, std::uint64_t seed, const Traffic& traffic) {
  return watch(settings, seed, traffic, [](const FateRecord&) {});
}

/// How long each packet was held, in milliseconds.
inline std::vector<double> delays_of(const LinkSettings& settings, std::uint64_t seed,
                                     const Traffic& traffic) {
  std::vector<double> delays;
  delays.reserve(traffic.packets);
  static_cast<void>(watch(settings, seed, traffic, [&delays](const FateRecord& fate) {
    delays.push_back(to_milliseconds(fate.due - fate.arrival));
  }));
  return delays;
}

/// A link that does something in its forward direction only.
inline LinkSettings forward_only(const DirectionSettings& settings) {
  return {settings, {}};
}

/// What happened to each copy, as numbers: (index, copy) → value.
using Signature = std::map<std::pair<std::uint64_t, std::uint32_t>, std::int64_t>;

}  // namespace acklab::link::test

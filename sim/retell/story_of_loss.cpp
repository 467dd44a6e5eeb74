#include "sim/retell/story_of_loss.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "sim/report/quantity.hpp"

namespace acklab::retell {
namespace {

using report::Words;

/// Transmissions of the same first octet of one direction of one connection, in order of sending.
using Place = std::tuple<bool, std::uint64_t, std::uint64_t>;  // forward, connection, sequence
using Attempts = std::vector<const TracedPacket*>;

struct Repair {
  Attempts attempts;  // the last one is the first to arrive whole
  std::int64_t arrived_ns = 0;
  [[nodiscard]] std::int64_t took() const { return arrived_ns - attempts.front()->sent_ns; }
};

bool carries_data(const TracedPacket& packet) {
  return packet.is_tcp && packet.copy == 0 && packet.payload_bytes > 0;
}

bool arrived_whole(const TracedPacket& packet) {
  return packet.dropped_by.empty() && !packet.damaged && packet.received_ns.has_value();
}

/// What was lost and came at last, in the order of its first sending.
std::vector<Repair> repairs_of(const RunTrace& trace) {
  std::map<Place, Attempts> attempts;
  for (const TracedPacket& packet : trace.packets) {
    if (carries_data(packet)) {
      attempts[{packet.forward, packet.connection, packet.sequence}].push_back(&packet);
    }
  }
  std::vector<Repair> repairs;
  for (auto& [place, tries] : attempts) {
    const auto whole = std::find_if(tries.begin(), tries.end(), [](const TracedPacket* packet) {
      return arrived_whole(*packet);
    });
    if (whole == tries.begin() || whole == tries.end()) continue;
    const std::int64_t arrived = *(*whole)->received_ns;
    tries.erase(whole + 1, tries.end());
    repairs.push_back({std::move(tries), arrived});
  }
  std::sort(repairs.begin(), repairs.end(), [](const Repair& a, const Repair& b) {
    return a.attempts.front()->sent_ns < b.attempts.front()->sent_ns;
  });
  return repairs;
}

std::string span_text(std::int64_t nanos) {
  constexpr double nanos_in_millisecond = 1e6;
  return report::duration_text(static_cast<double>(nanos) / nanos_in_millisecond);
}

std::string octets_text(const TracedPacket& packet, bool counts_segments, const Words& words) {
  const std::string octets =
      counts_segments
          ? words.say("story.segment", packet.sequence)
          : words.say("story.octets", packet.sequence, packet.sequence + packet.payload_bytes - 1);
  return packet.forward ? octets : words.say("story.of_server", octets);
}

std::string fate_text(const TracedPacket& packet, const Words& words) {
  return packet.dropped_by.empty() ? words("story.was_damaged")
                                   : words.say("story.was_dropped", packet.dropped_by);
}

/// How the sender came to know, by the cause of what it sent again.
std::string noticing(const TracedPacket& again, const Words& words) {
  static constexpr std::pair<std::string_view, std::string_view> told[] = {
      {"timeout", "story.noticed_timeout"},
      {"fast_retransmit", "story.noticed_fast"},
      {"sack_recovery", "story.noticed_sack"},
      {"rack", "story.noticed_rack"},
      {"tail_loss_probe", "story.noticed_tail"}};
  for (const auto& [cause, key] : told) {
    if (again.cause == cause) return words(key);
  }
  return words("story.noticed_unknown");
}

}  // namespace

std::vector<std::string> repairs_told(const RunTrace& trace, const Words& words) {
  std::vector<std::string> told;
  const std::vector<Repair> repairs = repairs_of(trace);
  if (repairs.empty()) return told;
  const Repair& first = repairs.front();
  const TracedPacket& lost = *first.attempts.front();
  const TracedPacket& again = *first.attempts[1];
  told.push_back(words.say("story.first_repair", octets_text(lost, trace.counts_segments, words),
                           span_text(lost.sent_ns), fate_text(lost, words), noticing(again, words),
                           span_text(again.sent_ns - lost.sent_ns), span_text(first.took())));
  const auto worst =
      std::max_element(repairs.begin(), repairs.end(),
                       [](const Repair& a, const Repair& b) { return a.took() < b.took(); });
  if (worst != repairs.begin()) {
    told.push_back(words.say("story.worst_repair",
                             octets_text(*worst->attempts.front(), trace.counts_segments, words),
                             worst->attempts.size(), span_text(worst->took())));
  }
  return told;
}

}  // namespace acklab::retell

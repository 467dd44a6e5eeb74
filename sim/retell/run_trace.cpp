#include "sim/retell/run_trace.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <system_error>
#include <utility>

#include <nlohmann/json.hpp>

#include "sim/report/json/log_lines.hpp"
#include "sim/report/json/read_json.hpp"

namespace acklab::retell {
namespace {

using report::count_in;
using report::Json;
using report::text_in;

/// Nothing where two of them could be further apart than numbers reach.
std::optional<std::int64_t> instant_in(const Json& line, const char* key) {
  constexpr std::int64_t most = 1'000'000'000'000'000'000;
  const auto instant = report::whole_in(line, key);
  return instant && *instant >= -most && *instant <= most ? instant : std::nullopt;
}

/// Pairs of begin and end; what is none is left out.
std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges(const Json& line, const char* key) {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> found;
  const Json& list = report::member(line, key);
  if (!list.is_array()) return found;
  for (const Json& pair : list) {
    if (!pair.is_array() || pair.size() != 2) continue;
    if (!pair[0].is_number_unsigned() || !pair[1].is_number_unsigned()) continue;
    if (pair[0] < pair[1]) found.emplace_back(pair[0], pair[1]);
  }
  return found;
}

TracedPacket packet_of(const Json& line) {
  TracedPacket packet;
  packet.forward = text_in(line, "direction") != "reverse";
  packet.index = count_in(line, "index").value_or(0);
  packet.copy = static_cast<std::uint32_t>(count_in(line, "copy").value_or(0));
  packet.sent_ns = instant_in(line, "arrival_ns").value_or(0);
  packet.received_ns = instant_in(line, "release_ns");
  if (!packet.received_ns) packet.received_ns = instant_in(line, "due_ns");
  packet.dropped_by = text_in(line, "cause");
  packet.damaged = line.contains("damage");
  packet.marked_ce = report::truth_in(line, "marked_ce");
  packet.ip_bytes = count_in(line, "ip_bytes").value_or(0);
  const Json& inner = report::member(line, "packet");
  if (!inner.is_object()) return packet;
  packet.is_tcp = text_in(inner, "protocol") == "tcp";
  packet.connection = count_in(inner, "connection").value_or(0);
  packet.payload_bytes = count_in(inner, "payload_bytes").value_or(0);
  packet.data_segment = count_in(inner, "data_segment");
  packet.flags = text_in(inner, "flags");
  packet.sequence = count_in(inner, "sequence").value_or(0);
  packet.acknowledgment = count_in(inner, "acknowledgment");
  packet.window_bytes = count_in(inner, "window");
  packet.sack = ranges(inner, "sack");
  packet.transmission = count_in(inner, "transmission").value_or(1);
  return packet;
}

/// Connections of a link are numbered whoever's they are; one contender's count from 1.
std::size_t number_connections(std::vector<TracedPacket>& packets) {
  std::map<std::uint64_t, std::uint64_t> numbers;
  for (TracedPacket& packet : packets) {
    if (packet.connection == 0) continue;
    packet.connection = numbers.try_emplace(packet.connection, numbers.size() + 1).first->second;
  }
  return numbers.size();
}

class EventJoiner {
 public:
  explicit EventJoiner(std::vector<TracedPacket>& packets) {
    for (TracedPacket& packet : packets) {
      if (packet.copy == 0) by_name_.emplace(std::pair{packet.forward, packet.index}, &packet);
    }
  }
  void take(const Json& line) {
    const std::string event = text_in(line, "event");
    if (event == "sent") {
      if (TracedPacket* const packet = find(text_in(line, "host") != "server", line)) {
        note_why(*packet, line);
      }
    } else if (event == "verdict") {
      if (TracedPacket* const packet = find(text_in(line, "direction") != "reverse", line)) {
        packet->needless = report::truth_in(line, "needless");
      }
    }
  }

 private:
  TracedPacket* find(bool forward, const Json& line) {
    const auto found = by_name_.find({forward, count_in(line, "packet").value_or(0)});
    return found == by_name_.end() ? nullptr : found->second;
  }
  static void note_why(TracedPacket& packet, const Json& line) {
    packet.cause = text_in(line, "cause");
    const std::string why = text_in(line, "why");
    if (packet.cause.empty() && why != "first" && why != "acknowledgment") packet.cause = why;
    const Json& told_by = report::member(line, "told_by");
    if (!told_by.is_array()) return;
    for (const Json& number : told_by) {
      if (number.is_number_unsigned()) packet.told_by.push_back(number.get<std::uint64_t>());
    }
  }

  std::map<std::pair<bool, std::uint64_t>, TracedPacket*> by_name_;
};

}  // namespace

Expected<RunTrace, std::string> read_run_trace(const std::string& fate_file,
                                               const std::optional<std::string>& flow) {
  RunTrace trace;
  const auto fates = report::read_log({fate_file, "acklab_fates", most_traced_packets, flow},
                                      [&trace](const Json& line) {
                                        if (line.contains("decision"))
                                          trace.packets.push_back(packet_of(line));
                                      });
  if (!fates) return failure(fates.error());
  trace.contender = flow ? *flow : fates->identity.contender;
  trace.repetition = fates->identity.repetition;
  trace.seed = fates->identity.seed;
  trace.flow = fates->flow;
  trace.has_several_connections = number_connections(trace.packets) > 1;
  trace.is_whole = fates->has_end && fates->taken == fates->lines;

  const auto events = (std::filesystem::path{fate_file}.parent_path() / "events.jsonl").string();
  std::error_code error;
  if (std::filesystem::exists(events, error)) {
    EventJoiner joiner{trace.packets};
    const auto read = report::read_log({events, "acklab_events", most_traced_events, flow},
                                       [&joiner](const Json& line) { joiner.take(line); });
    if (!read) return failure(read.error());
    trace.is_whole = trace.is_whole && read->has_end && read->taken == read->lines;
  }
  std::stable_sort(
      trace.packets.begin(), trace.packets.end(),
      [](const TracedPacket& a, const TracedPacket& b) { return a.sent_ns < b.sent_ns; });
  return trace;
}

}  // namespace acklab::retell

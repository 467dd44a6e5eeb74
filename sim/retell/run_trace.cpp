#include "sim/retell/run_trace.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace acklab::retell {
namespace {

using nlohmann::json;

constexpr std::uint64_t known_version = 1;

std::optional<std::int64_t> whole(const json& line, const char* key) {
  const auto found = line.find(key);
  if (found == line.end() || !found->is_number_integer()) return std::nullopt;
  return found->get<std::int64_t>();
}

std::uint64_t count(const json& line, const char* key, std::uint64_t otherwise = 0) {
  const auto found = line.find(key);
  if (found == line.end() || !found->is_number_unsigned()) return otherwise;
  return found->get<std::uint64_t>();
}

std::string text(const json& line, const char* key) {
  const auto found = line.find(key);
  return found != line.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

bool is_true(const json& line, const char* key) {
  const auto found = line.find(key);
  return found != line.end() && found->is_boolean() && found->get<bool>();
}

/// Pairs of begin and end; what is none is left out.
std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges(const json& line, const char* key) {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> found;
  const auto list = line.find(key);
  if (list == line.end() || !list->is_array()) return found;
  for (const json& pair : *list) {
    if (!pair.is_array() || pair.size() != 2) continue;
    if (!pair[0].is_number_unsigned() || !pair[1].is_number_unsigned()) continue;
    if (pair[0] < pair[1]) found.emplace_back(pair[0], pair[1]);
  }
  return found;
}

TracedPacket packet_of(const json& line) {
  TracedPacket packet;
  packet.forward = text(line, "direction") != "reverse";
  packet.index = count(line, "index");
  packet.copy = static_cast<std::uint32_t>(count(line, "copy"));
  packet.sent_ns = whole(line, "arrival_ns").value_or(0);
  packet.received_ns = whole(line, "release_ns");
  if (!packet.received_ns) packet.received_ns = whole(line, "due_ns");
  packet.dropped_by = text(line, "cause");
  packet.damaged = line.contains("damage");
  packet.marked_ce = is_true(line, "marked_ce");
  packet.ip_bytes = count(line, "ip_bytes");
  const auto inner = line.find("packet");
  if (inner == line.end() || !inner->is_object()) return packet;
  packet.is_tcp = text(*inner, "protocol") == "tcp";
  packet.connection = count(*inner, "connection");
  packet.payload_bytes = count(*inner, "payload_bytes");
  if (inner->contains("data_segment")) packet.data_segment = count(*inner, "data_segment");
  packet.flags = text(*inner, "flags");
  packet.sequence = count(*inner, "sequence");
  if (inner->contains("acknowledgment")) packet.acknowledgment = count(*inner, "acknowledgment");
  if (inner->contains("window")) packet.window_bytes = count(*inner, "window");
  packet.sack = ranges(*inner, "sack");
  packet.transmission = count(*inner, "transmission", 1);
  return packet;
}

/// Hands the first line to `begin`, which may refuse it with a sentence, and each line between that
/// and the last to `take`; the first must be of a known version.
template <typename Begin, typename Take>
Expected<json, std::string> read_lines(const std::string& file, const char* format, Begin begin,
                                       Take take) {
  std::ifstream stream{file, std::ios::binary};
  if (!stream) return failure(fmt::format("'{}' cannot be read.", file));
  json head;
  std::string line;
  for (std::size_t number = 1; std::getline(stream, line); ++number) {
    json said = json::parse(line, nullptr, false);
    if (!said.is_object()) {
      return failure(
          fmt::format("'{}' is no log of acklab: line {} is no JSON object.", file, number));
    }
    if (number > 1) {
      if (!take(said)) break;
      continue;
    }
    if (count(said, format) != known_version) {
      return failure(
          fmt::format("'{}' is no log that this acklab knows: its first line must have "
                      "\"{}\": {}.",
                      file, format, known_version));
    }
    if (Expected<void, std::string> begun = begin(said); !begun) return failure(begun.error());
    head = std::move(said);
  }
  if (head.is_null()) return failure(fmt::format("'{}' is empty.", file));
  return head;
}

/// Which lines of a log are wanted: all, or those of one of its flows.
class Wanted {
 public:
  explicit Wanted(const std::optional<std::string>& flow) : name_(flow) {}

  Expected<void, std::string> begin(const std::string& file, const json& head) {
    const auto flows = head.find("flows");
    const bool has_flows = flows != head.end() && flows->is_array() && !flows->empty();
    if (!has_flows && !name_) return {};
    if (has_flows && !name_) {
      return failure(fmt::format("'{}' is of several flows; choose one of them.", file));
    }
    for (std::size_t number = 0; has_flows && number < flows->size(); ++number) {
      if ((*flows)[number] == *name_) number_ = number;
    }
    if (number_) return {};
    return failure(fmt::format("'{}' knows no flow '{}'.", file, *name_));
  }
  [[nodiscard]] bool takes(const json& line) const {
    return !number_ || whole(line, "flow") == static_cast<std::int64_t>(*number_);
  }
  [[nodiscard]] std::optional<std::uint64_t> number() const { return number_; }

 private:
  const std::optional<std::string>& name_;
  std::optional<std::uint64_t> number_;
};

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
  void take(const json& line) {
    const std::string event = text(line, "event");
    if (event == "sent") {
      if (TracedPacket* const packet = find(text(line, "host") != "server", line)) {
        note_why(*packet, line);
      }
    } else if (event == "verdict") {
      if (TracedPacket* const packet = find(text(line, "direction") != "reverse", line)) {
        packet->needless = is_true(line, "needless");
      }
    }
  }

 private:
  TracedPacket* find(bool forward, const json& line) {
    const auto found = by_name_.find({forward, count(line, "packet")});
    return found == by_name_.end() ? nullptr : found->second;
  }
  static void note_why(TracedPacket& packet, const json& line) {
    packet.cause = text(line, "cause");
    const std::string why = text(line, "why");
    if (packet.cause.empty() && why != "first" && why != "acknowledgment") packet.cause = why;
    const auto told_by = line.find("told_by");
    if (told_by == line.end() || !told_by->is_array()) return;
    for (const json& number : *told_by) {
      if (number.is_number_unsigned()) packet.told_by.push_back(number.get<std::uint64_t>());
    }
  }

  std::map<std::pair<bool, std::uint64_t>, TracedPacket*> by_name_;
};

}  // namespace

Expected<RunTrace, std::string> read_run_trace(const std::string& fate_file,
                                               const std::optional<std::string>& flow) {
  RunTrace trace;
  Wanted wanted{flow};
  const auto head = read_lines(
      fate_file, "acklab_fates", [&](const json& first) { return wanted.begin(fate_file, first); },
      [&](const json& line) {
        if (line.contains("decision") && wanted.takes(line))
          trace.packets.push_back(packet_of(line));
        return trace.packets.size() < most_traced_packets;
      });
  if (!head) return failure(head.error());
  trace.contender = flow ? *flow : text(*head, "contender");
  trace.repetition = count(*head, "repetition", 1);
  trace.seed = count(*head, "seed");
  trace.flow = wanted.number();
  trace.has_several_connections = number_connections(trace.packets) > 1;

  const auto events = (std::filesystem::path{fate_file}.parent_path() / "events.jsonl").string();
  if (std::filesystem::exists(events)) {
    EventJoiner joiner{trace.packets};
    const auto read = read_lines(
        events, "acklab_events", [&](const json& first) { return wanted.begin(events, first); },
        [&](const json& line) {
          if (wanted.takes(line)) joiner.take(line);
          return true;
        });
    if (!read) return failure(read.error());
  }
  std::stable_sort(
      trace.packets.begin(), trace.packets.end(),
      [](const TracedPacket& a, const TracedPacket& b) { return a.sent_ns < b.sent_ns; });
  return trace;
}

}  // namespace acklab::retell

#include "sim/report/page/trace_tables.hpp"

#include <fstream>
#include <functional>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/report/page/trace_columns.hpp"

namespace acklab::report {
namespace {

using Kind = ColumnKind;

constexpr ColumnRule fate_columns[] = {
    {"direction", Kind::word},
    {"index", Kind::running},
    {"copy", Kind::number},
    {"arrival_ns", Kind::running},
    {"ip_bytes", Kind::number},
    {"fragments", Kind::number},
    {"fragments_lost", Kind::number},
    {"cause", Kind::word},
    {"label", Kind::word},
    {"damage", Kind::word},
    {"rule", Kind::number},
    {"marked_ce", Kind::list},
    {"skipped_delay", Kind::list},
    {"displaced_by", Kind::number},
    {"held_back_ns", Kind::number},
    {"queue_bytes", Kind::number},
    {"queued_ns", Kind::number},
    {"due_ns", Kind::running},
    {"release_ns", Kind::running},
    {"packet.protocol", Kind::word},
    {"packet.connection", Kind::number},
    {"packet.payload_bytes", Kind::number},
    {"packet.data_segment", Kind::running},
    {"packet.flags", Kind::word},
    {"packet.sequence", Kind::running},
    {"packet.acknowledgment", Kind::running},
    {"packet.transmission", Kind::number},
    {"packet.window", Kind::number},
    {"packet.sack", Kind::list},
};

// Every event has these; the kinds below add theirs.
constexpr ColumnRule sent_columns[] = {
    {"host", Kind::word},
    {"at_ns", Kind::running},
    {"connection", Kind::number},
    {"segment", Kind::running},
    {"packet", Kind::running},
    {"why", Kind::word},
    {"cause", Kind::word},
    {"told_by", Kind::list},
    {"transmission", Kind::number},
    {"flags", Kind::word},
    {"sequence", Kind::running},
    {"payload_bytes", Kind::number},
    {"acknowledgment", Kind::running},
    {"window_bytes", Kind::running},
    {"sack", Kind::list},
};
constexpr ColumnRule received_columns[] = {
    {"host", Kind::word},
    {"at_ns", Kind::running},
    {"connection", Kind::number},
    {"segment", Kind::running},
    {"flags", Kind::word},
    {"sequence", Kind::running},
    {"payload_bytes", Kind::number},
    {"acknowledgment", Kind::running},
    {"window_bytes", Kind::running},
    {"sack", Kind::list},
    {"marked_ce", Kind::list},
};
constexpr ColumnRule lost_columns[] = {
    {"host", Kind::word},     {"at_ns", Kind::running}, {"connection", Kind::number},
    {"begin", Kind::running}, {"end", Kind::running},   {"cause", Kind::word},
    {"told_by", Kind::list},
};
constexpr ColumnRule expired_columns[] = {
    {"host", Kind::word},  {"at_ns", Kind::running},  {"connection", Kind::number},
    {"timer", Kind::word}, {"due_ns", Kind::running},
};
constexpr ColumnRule window_columns[] = {
    {"host", Kind::word},
    {"at_ns", Kind::running},
    {"connection", Kind::number},
    {"congestion_window_bytes", Kind::running},
    {"slow_start_threshold_bytes", Kind::running},
    {"in_flight_bytes", Kind::number},
};
constexpr ColumnRule round_trip_columns[] = {
    {"host", Kind::word},           {"at_ns", Kind::running},
    {"connection", Kind::number},   {"sample_ns", Kind::number},
    {"smoothed_ns", Kind::running}, {"retransmission_timeout_ns", Kind::running},
};
constexpr ColumnRule state_columns[] = {
    {"host", Kind::word},
    {"at_ns", Kind::running},
    {"connection", Kind::number},
    {"state", Kind::word},
};
constexpr ColumnRule verdict_columns[] = {
    {"direction", Kind::word}, {"packet", Kind::running},         {"transmission", Kind::number},
    {"needless", Kind::list},  {"earlier_packet", Kind::running}, {"earlier_fate", Kind::word},
};

struct EventTable {
  std::string_view event;
  std::span<const ColumnRule> columns;
  std::string_view lane;
};
constexpr EventTable event_tables[] = {
    {"sent", sent_columns, "host"},     {"received", received_columns, "host"},
    {"lost", lost_columns, "host"},     {"expired", expired_columns, "host"},
    {"window", window_columns, "host"}, {"round_trip", round_trip_columns, "host"},
    {"state", state_columns, "host"},   {"verdict", verdict_columns, "direction"},
};

std::uint64_t whole(const Json& line, const char* key) {
  const auto found = line.find(key);
  return found != line.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

std::string text(const Json& line, const char* key) {
  const auto found = line.find(key);
  return found != line.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::string wrong(const std::string& file, std::uint64_t line, std::string_view what) {
  return fmt::format("'{}' cannot be shown on a page: line {} {}.", file, line, what);
}

/// Whose line it is, by its text: all lines are searched, and few of them are read.
bool is_of(const std::string& line, std::size_t flow) {
  const std::string key = fmt::format(R"("flow":{})", flow);
  const std::size_t at = line.find(key);
  return at != std::string::npos &&
         line.find_first_of("0123456789", at + key.size()) != at + key.size();
}

std::vector<std::string> flows_in(const Json& head) {
  std::vector<std::string> names;
  const auto flows = head.find("flows");
  if (flows == head.end() || !flows->is_array()) return names;
  for (const Json& name : *flows) {
    if (name.is_string()) names.push_back(name.get<std::string>());
  }
  return names;
}

/// Which lines of which file a table is made from.
struct Source {
  const std::string& file;
  const char* format;  // the first line must have it, with the value 1
  std::uint64_t most;
  std::optional<std::size_t> flow;
};

/// Hands every line between the first and the last to `take`, up to the most that are wanted.
Expected<TraceTables, std::string> read_lines(const Source& source,
                                              const std::function<void(const Json&)>& take) {
  const auto& [file, format, most, flow] = source;
  std::ifstream stream{file};
  if (!stream) return failure(fmt::format("The trace '{}' cannot be read.", file));
  TraceTables tables;
  std::uint64_t number = 0;
  for (std::string line; std::getline(stream, line);) {
    ++number;
    const bool ends = line.find(R"("complete":)") != std::string::npos;
    if (flow && number > 1 && !ends && !is_of(line, *flow)) continue;
    if (tables.taken >= most && !ends) {
      ++tables.lines;
      continue;
    }
    const Json json = Json::parse(line, nullptr, false);
    if (!json.is_object()) return failure(wrong(file, number, "is no JSON object"));
    if (number == 1) {
      if (whole(json, format) != 1) {
        return failure(wrong(file, 1, fmt::format("is not that of a log with \"{}\": 1", format)));
      }
      tables.identity = {text(json, "scenario"), text(json, "contender"), whole(json, "repetition"),
                         whole(json, "seed"), flows_in(json)};
      continue;
    }
    if (json.contains("complete")) continue;
    ++tables.lines;
    ++tables.taken;
    take(json);
  }
  if (number == 0) return failure(fmt::format("The trace '{}' is empty.", file));
  return tables;
}

}  // namespace

Expected<TraceTables, std::string> read_fates(const std::string& file,
                                              std::optional<std::size_t> flow) {
  TraceColumns columns{fate_columns, "direction"};
  auto tables = read_lines({file, "acklab_fates", max_page_fates, flow},
                           [&columns](const Json& line) { columns.add(line); });
  if (tables) tables->json = R"({"fates":)" + columns.json() + '}';
  return tables;
}

Expected<TraceTables, std::string> read_events(const std::string& file,
                                               std::optional<std::size_t> flow) {
  std::map<std::string_view, TraceColumns, std::less<>> by_event;
  for (const EventTable& table : event_tables) {
    by_event.try_emplace(table.event, table.columns, table.lane);
  }
  const Source source{file, "acklab_events", max_page_events, flow};
  auto tables = read_lines(source, [&by_event](const Json& line) {
    const auto table = by_event.find(text(line, "event"));
    if (table != by_event.end()) table->second.add(line);
  });
  if (!tables) return tables;
  for (const auto& [event, columns] : by_event) {
    tables->json += fmt::format("{}\"{}\":", tables->json.empty() ? "{" : ",", event);
    tables->json += columns.json();
  }
  tables->json += '}';
  return tables;
}

}  // namespace acklab::report

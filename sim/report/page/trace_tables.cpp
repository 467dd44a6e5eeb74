#include "sim/report/page/trace_tables.hpp"

#include <functional>
#include <map>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/report/json/read_json.hpp"
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

TraceTables tables_of(const LogSummary& log, std::string json) {
  return {log.identity, std::move(json), log.lines, log.taken};
}

}  // namespace

Expected<TraceTables, std::string> read_fates(const std::string& file,
                                              const std::optional<std::string>& flow) {
  TraceColumns columns{fate_columns, "direction"};
  const auto log = read_log({file, "acklab_fates", max_page_fates, flow},
                            [&columns](const Json& line) { columns.add(line); });
  if (!log) return failure(log.error());
  return tables_of(*log, R"({"fates":)" + columns.json() + '}');
}

Expected<TraceTables, std::string> read_events(const std::string& file,
                                               const std::optional<std::string>& flow) {
  std::map<std::string_view, TraceColumns, std::less<>> by_event;
  for (const EventTable& table : event_tables) {
    by_event.try_emplace(table.event, table.columns, table.lane);
  }
  const auto log =
      read_log({file, "acklab_events", max_page_events, flow}, [&by_event](const Json& line) {
        const auto table = by_event.find(text_in(line, "event"));
        if (table != by_event.end()) table->second.add(line);
      });
  if (!log) return failure(log.error());
  std::string json;
  for (const auto& [event, columns] : by_event) {
    json += fmt::format("{}\"{}\":", json.empty() ? "{" : ",", event);
    json += columns.json();
  }
  return tables_of(*log, json + '}');
}

}  // namespace acklab::report

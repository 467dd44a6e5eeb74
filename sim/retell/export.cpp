#include "sim/retell/export.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace acklab::retell {
namespace {

using report::Json;

/// A field, in quotation marks where it must be.
std::string field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string{text};
  std::string quoted = "\"";
  for (const char character : text) {
    if (character == '"') quoted += '"';
    quoted += character;
  }
  return quoted + '"';
}

std::string value_text(const Json& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return field(value.get<std::string>());
  return value.dump();
}

/// Calls `visit(contender, repetition from 1, run)` for each run.
template <typename Visit>
void for_each_run(const ReadReport& report, Visit visit) {
  for (const std::string& contender : report.contenders()) {
    for (std::size_t number = 0; number < report.runs(contender); ++number) {
      visit(contender, number + 1, report.run(contender, number));
    }
  }
}

/// The figures of a run by their dotted names; lists are left out.
void collect(const Json& json, const std::string& prefix,
             std::vector<std::pair<std::string, std::string>>& figures) {
  for (const auto& [name, value] : json.items()) {
    if (value.is_array() || name == "kernel_tcp_settings") continue;
    const std::string place = prefix.empty() ? name : fmt::format("{}.{}", prefix, name);
    if (value.is_object()) {
      collect(value, place, figures);
    } else {
      figures.emplace_back(place, value_text(value));
    }
  }
}

/// "2001-3000 4001-5000": the sequence numbers themselves, both ends included.
std::string blocks_text(const TracedPacket& packet) {
  std::string text;
  for (const auto& [begin, end] : packet.sack) {
    text += fmt::format("{}{}-{}", text.empty() ? "" : " ", begin, end - 1);
  }
  return text;
}

template <typename Value>
std::string or_empty(const std::optional<Value>& value) {
  return value ? fmt::format("{}", *value) : std::string{};
}

}  // namespace

std::string series_csv(const ReadReport& report) {
  std::string csv;
  for_each_run(report,
               [&csv](const std::string& contender, std::size_t repetition, const Json& run) {
                 const auto series = run.find("series");
                 if (series == run.end() || !series->is_object() || !series->contains("at_ms"))
                   return;
                 if (csv.empty()) {
                   csv = "contender,repetition";
                   for (const auto& [name, column] : series->items()) csv += "," + field(name);
                   csv += '\n';
                 }
                 const std::size_t points = (*series)["at_ms"].size();
                 for (std::size_t point = 0; point < points; ++point) {
                   csv += fmt::format("{},{}", field(contender), repetition);
                   for (const auto& [name, column] : series->items()) {
                     csv += ',';
                     if (column.is_array() && point < column.size())
                       csv += value_text(column[point]);
                   }
                   csv += '\n';
                 }
               });
  return csv;
}

std::string runs_csv(const ReadReport& report) {
  std::vector<std::string> names;
  std::string lines;
  for_each_run(report, [&](const std::string& contender, std::size_t repetition, const Json& run) {
    std::vector<std::pair<std::string, std::string>> figures;
    collect(run, "", figures);
    std::map<std::string, std::string> by_name(figures.begin(), figures.end());
    if (names.empty()) {
      names.reserve(figures.size());
      for (const auto& [name, value] : figures) names.push_back(name);
    }
    lines += fmt::format("{},{}", field(contender), repetition);
    for (const std::string& name : names) lines += "," + by_name[name];
    lines += '\n';
  });
  std::string head = "contender,repetition";
  for (const std::string& name : names) head += "," + field(name);
  return head + '\n' + lines;
}

std::string packets_csv(const RunTrace& trace) {
  std::string csv =
      "contender,repetition,direction,index,copy,sent_ns,received_ns,dropped_by,damaged,marked_ce,"
      "ip_bytes,connection,payload_bytes,data_segment,flags,sequence,acknowledgment,transmission,"
      "cause,needless,window_bytes,sack\n";
  const auto out = std::back_inserter(csv);
  const std::string run = fmt::format("{},{}", field(trace.contender), trace.repetition);
  for (const TracedPacket& packet : trace.packets) {
    fmt::format_to(out, "{},{},{},{},{},{},{},{},{},{},", run,
                   packet.forward ? "forward" : "reverse", packet.index, packet.copy,
                   packet.sent_ns,
                   packet.dropped_by.empty() ? or_empty(packet.received_ns) : std::string{},
                   packet.dropped_by, packet.damaged, packet.marked_ce, packet.ip_bytes);
    fmt::format_to(out, "{},{},{},{},", packet.connection, packet.payload_bytes,
                   or_empty(packet.data_segment), packet.flags);
    if (packet.is_tcp) {
      fmt::format_to(out, "{},{},{},{},{},{},{}\n", packet.sequence,
                     or_empty(packet.acknowledgment), packet.transmission, packet.cause,
                     or_empty(packet.needless), or_empty(packet.window_bytes), blocks_text(packet));
    } else {
      csv += ",,,,,,\n";
    }
  }
  return csv;
}

std::string records_csv(const RunTrace& trace, std::string_view record_log) {
  const std::string run = fmt::format("{},{},", field(trace.contender), trace.repetition);
  const std::string flow = trace.flow ? fmt::format("{}", *trace.flow) : std::string{};
  std::string csv;
  for (std::size_t begin = 0; begin < record_log.size();) {
    const std::size_t end = std::min(record_log.find('\n', begin), record_log.size());
    const std::string_view line = record_log.substr(begin, end - begin);
    begin = end + 1;
    if (!trace.flow) {
      csv.append(csv.empty() ? "contender,repetition," : run).append(line) += '\n';
      continue;
    }
    // The contender says whose it is: of a log of flows the column `flow`, the second, is left out.
    const std::size_t first = std::min(line.find(','), line.size());
    const std::size_t second = std::min(line.find(',', first + 1), line.size());
    const bool is_head = csv.empty();
    if (!is_head && line.substr(std::min(first + 1, second), second - first - 1) != flow) continue;
    csv.append(is_head ? "contender,repetition," : run).append(line.substr(0, first));
    csv.append(line.substr(second)) += '\n';
  }
  return csv;
}

}  // namespace acklab::retell

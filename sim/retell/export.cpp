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

#include "sim/report/json/read_json.hpp"

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

/// Adds the names that are not there yet. Runs differ in what they have: one that could not take
/// place has hardly any figures.
void add_names(const std::vector<std::string>& more, std::vector<std::string>& names) {
  for (const std::string& name : more) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
}

std::string head_line(const std::vector<std::string>& names) {
  std::string head = "contender,repetition";
  for (const std::string& name : names) head += "," + field(name);
  return head + '\n';
}

const Json& series_of(const Json& run) {
  const Json& series = report::member(run, "series");
  return report::member(series, "at_ms").is_array() ? series : report::member(series, "none");
}

template <typename Value>
std::string or_empty(const std::optional<Value>& value) {
  return value ? fmt::format("{}", *value) : std::string{};
}

}  // namespace

std::string series_csv(const ReadReport& report) {
  std::vector<std::string> names;
  for_each_run(report, [&names](const std::string&, std::size_t, const Json& run) {
    std::vector<std::string> columns;
    for (const auto& [name, column] : series_of(run).items()) columns.push_back(name);
    add_names(columns, names);
  });
  if (names.empty()) return {};
  std::string csv = head_line(names);
  for_each_run(report, [&](const std::string& contender, std::size_t repetition, const Json& run) {
    const Json& series = series_of(run);
    const std::size_t points = report::member(series, "at_ms").size();
    for (std::size_t point = 0; point < points; ++point) {
      csv += fmt::format("{},{}", field(contender), repetition);
      for (const std::string& name : names) {
        const Json& column = report::member(series, name);
        csv += ',';
        if (column.is_array() && point < column.size()) csv += value_text(column[point]);
      }
      csv += '\n';
    }
  });
  return csv;
}

std::string runs_csv(const ReadReport& report) {
  std::vector<std::string> names;
  std::vector<std::map<std::string, std::string>> figures_of_runs;
  for_each_run(report, [&](const std::string&, std::size_t, const Json& run) {
    std::vector<std::pair<std::string, std::string>> figures;
    collect(run, "", figures);
    std::vector<std::string> own;
    own.reserve(figures.size());
    for (const auto& [name, value] : figures) own.push_back(name);
    add_names(own, names);
    figures_of_runs.emplace_back(figures.begin(), figures.end());
  });
  std::string csv = head_line(names);
  auto figures = figures_of_runs.begin();
  for_each_run(report, [&](const std::string& contender, std::size_t repetition, const Json&) {
    csv += fmt::format("{},{}", field(contender), repetition);
    for (const std::string& name : names) csv += "," + (*figures)[name];
    csv += '\n';
    ++figures;
  });
  return csv;
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
                   field(packet.dropped_by), packet.damaged, packet.marked_ce, packet.ip_bytes);
    fmt::format_to(out, "{},{},{},{},", packet.connection, packet.payload_bytes,
                   or_empty(packet.data_segment), field(packet.flags));
    if (packet.is_tcp) {
      fmt::format_to(out, "{},{},{},{},{},{},{}\n", packet.sequence,
                     or_empty(packet.acknowledgment), packet.transmission, field(packet.cause),
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

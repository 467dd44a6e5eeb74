#include <fmt/format.h>

#include "sim/sweep/results.hpp"

namespace acklab::sweep {
namespace {

/// RFC 4180: in quotes where it must be, quotes within doubled.
std::string field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char letter : text) {
    if (letter == '"') quoted += '"';
    quoted += letter;
  }
  return quoted + '"';
}

/// The shortest digits that read back as the same number.
std::string number(const std::optional<double>& value) {
  return value ? fmt::format("{}", *value) : std::string{};
}

std::string place_of(const Design& design, const Group& group) {
  const Point& point = design.points[group.point];
  std::string text = std::to_string(group.point);
  for (std::size_t i = 0; i < design.parameters.size(); ++i) {
    const Parameter& parameter = design.parameters[i];
    const ParameterValue& value = parameter.values[point.values[i]];
    text += ',' + field(value.text);
    if (!parameter.number_name.empty()) text += ',' + number(value.number);
  }
  return text + ',' + field(point.contenders[group.contender]);
}

}  // namespace

std::string csv_head(const Design& design) {
  std::string head = "point";
  for (const Parameter& parameter : design.parameters) {
    head += ',' + field(parameter.name);
    if (!parameter.number_name.empty()) head += ',' + field(parameter.number_name);
  }
  return head + ",contender,metric,runs,values,median,low_95,high_95,min,max\n";
}

void add_csv(std::string& csv, const Design& design, const Group& group, const GroupResult& result,
             const std::vector<std::string>& metrics) {
  const std::string place = place_of(design, group);
  for (std::size_t metric = 0; metric < metrics.size(); ++metric) {
    const auto& summary = result.metrics[metric];
    if (!summary) continue;
    csv += fmt::format("{},{},{},{},{},{},{},{},{}\n", place, field(metrics[metric]), result.runs,
                       summary->count, number(summary->median), number(summary->low_95),
                       number(summary->high_95), number(summary->min), number(summary->max));
  }
}

}  // namespace acklab::sweep

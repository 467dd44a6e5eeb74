#include "sim/retell/report_reader.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/report/display_text.hpp"
#include "sim/report/json/read_json.hpp"
#include "sim/report/report.hpp"
#include "sim/scenario/read_file.hpp"

namespace acklab::retell {
namespace {

using report::Json;
using report::member;

/// A report may hold the series of thousands of runs.
constexpr std::size_t max_report_bytes = std::size_t{1} << 30U;
constexpr std::uint64_t known_schema = 1;

const Json& place(const Json& json, std::string_view name) {
  const std::size_t dot = name.find('.');
  const Json& part = member(json, name.substr(0, dot));
  return dot == std::string_view::npos ? part : place(part, name.substr(dot + 1));
}

/// Whether they are what runs and figures can be asked of.
bool has_contenders(const Json& report) {
  const Json& contenders = member(report, "contenders");
  return contenders.is_array() &&
         std::all_of(contenders.begin(), contenders.end(), [](const Json& contender) {
           const Json& runs = member(contender, "runs");
           return !report::text_in(contender, "name").empty() && runs.is_array() &&
                  std::all_of(runs.begin(), runs.end(),
                              [](const Json& run) { return run.is_object(); });
         });
}

}  // namespace

Expected<ReadReport, std::string> ReadReport::from_file(const std::string& file) {
  const std::string name = report::printable(file, true);
  const auto text = scenario::read_octets(file, "report", max_report_bytes);
  if (!text) return failure(fmt::format("'{}': {}.", name, text.error()));
  auto json = report::read_json(*text);
  const auto version = json ? report::count_in(*json, "schema_version") : std::nullopt;
  if (version && *version != known_schema) {
    return failure(
        fmt::format("'{}' is a report of schema version {}, and this acklab knows version {} "
                    "alone; make it again with 'acklab run'.",
                    name, *version, known_schema));
  }
  if (!version || !has_contenders(*json)) {
    return failure(fmt::format("'{}' is no report of acklab; make one with 'acklab run'.", name));
  }
  return ReadReport{std::make_shared<const Json>(*std::move(json))};
}

std::string ReadReport::scenario() const {
  return text_at(*json_, "scenario.name");
}

std::vector<std::string> ReadReport::contenders() const {
  std::vector<std::string> names;
  for (const Json& contender : member(*json_, "contenders")) {
    names.push_back(text_at(contender, "name"));
  }
  return names;
}

const Json& ReadReport::contender(const std::string& name) const {
  for (const Json& contender : member(*json_, "contenders")) {
    if (text_at(contender, "name") == name) return contender;
  }
  return member(Json(nullptr), name);
}

std::string ReadReport::kind(const std::string& name) const {
  return text_at(contender(name), "kind");
}

bool ReadReport::counts_segments(const std::string& name) const {
  const std::string rung = text_at(contender(name), "transport.arq");
  return !rung.empty() && rung != "tcp";
}

bool ReadReport::shares_link() const {
  return text_at(*json_, "scenario.workload.kind") == "flows";
}

std::size_t ReadReport::runs(const std::string& name) const {
  const Json& runs = member(contender(name), "runs");
  return runs.is_array() ? runs.size() : 0;
}

const Json& ReadReport::run(const std::string& name, std::size_t number) const {
  return number < runs(name) ? member(contender(name), "runs")[number]
                             : member(Json(nullptr), name);
}

std::optional<double> number_at(const Json& json, std::string_view name) {
  const Json& value = place(json, name);
  if (value.is_boolean()) return value.get<bool>() ? 1 : 0;
  if (!value.is_number()) return std::nullopt;
  return value.get<double>();
}

std::string text_at(const Json& json, std::string_view name) {
  const Json& value = place(json, name);
  return value.is_string() ? value.get<std::string>() : std::string{};
}

}  // namespace acklab::retell

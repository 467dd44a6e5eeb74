#include "sim/retell/report_reader.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/report/display_text.hpp"
#include "sim/report/report.hpp"
#include "sim/scenario/read_file.hpp"

namespace acklab::retell {
namespace {

using report::Json;

/// A report may hold the series of thousands of runs.
constexpr std::size_t max_report_bytes = std::size_t{1} << 30U;
constexpr std::uint64_t known_schema = 1;

const Json nothing;

const Json& member(const Json& json, std::string_view key) {
  if (!json.is_object()) return nothing;
  const auto found = json.find(std::string{key});
  return found == json.end() ? nothing : *found;
}

const Json& place(const Json& json, std::string_view name) {
  const std::size_t dot = name.find('.');
  const Json& part = member(json, name.substr(0, dot));
  return dot == std::string_view::npos ? part : place(part, name.substr(dot + 1));
}

}  // namespace

Expected<ReadReport, std::string> ReadReport::from_file(const std::string& file) {
  const std::string name = report::printable(file, true);
  const auto text = scenario::read_octets(file, "report", max_report_bytes);
  if (!text) return failure(fmt::format("'{}': {}.", name, text.error()));
  auto json = std::make_shared<Json>(Json::parse(*text, nullptr, false));
  const Json& version = member(*json, "schema_version");
  if (!version.is_number_unsigned() || !member(*json, "contenders").is_array()) {
    return failure(fmt::format("'{}' is no report of acklab; make one with 'acklab run'.", name));
  }
  if (version.get<std::uint64_t>() != known_schema) {
    return failure(
        fmt::format("'{}' is a report of schema version {}, and this acklab knows version {} "
                    "alone; make it again with 'acklab run'.",
                    name, version.get<std::uint64_t>(), known_schema));
  }
  return ReadReport{std::move(json)};
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
  return nothing;
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
  return number < runs(name) ? member(contender(name), "runs")[number] : nothing;
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

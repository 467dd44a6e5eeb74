#include "sim/report/json/log_lines.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/report/display_text.hpp"
#include "sim/report/json/read_json.hpp"

namespace acklab::report {
namespace {

/// Far more than any line of a log has.
constexpr std::size_t most_line_bytes = 1'000'000;

std::vector<std::string> flows_in(const Json& head) {
  std::vector<std::string> names;
  const Json& flows = member(head, "flows");
  if (!flows.is_array()) return names;
  names.reserve(flows.size());
  for (const Json& name : flows) {
    names.push_back(name.is_string() ? name.get<std::string>() : std::string{});
  }
  return names;
}

/// A log as far as it has been read.
class LogReading {
 public:
  LogReading(const LogSource& source, const std::function<void(const Json&)>& take)
      : name_(printable(source.file, true)), source_(source), take_(take) {}

  /// The error is what is wrong with the line.
  [[nodiscard]] Expected<void, std::string> read(std::string_view line) {
    const bool is_end = line.find(R"("complete":)") != std::string_view::npos;
    if (read_++ > 0 && !is_end && is_of_another(line)) return {};
    if (read_ > 1 && !is_end && summary_.taken == source_.most) {
      ++summary_.lines;
      return {};
    }
    const auto json = read_json(line);
    if (!json || !json->is_object()) return wrong("is no JSON object");
    if (read_ == 1) return begin(*json);
    summary_.has_end = json->contains("complete");
    if (summary_.has_end) return {};
    ++summary_.lines;
    ++summary_.taken;
    take_(*json);
    return {};
  }
  [[nodiscard]] Expected<void, std::string> wrong(std::string_view what) const {
    return failure(fmt::format("'{}' is no log of acklab: line {} {}.", name_, read_, what));
  }
  [[nodiscard]] Expected<LogSummary, std::string> finish() const {
    if (read_ == 0) return failure(fmt::format("The log '{}' is empty.", name_));
    return summary_;
  }

 private:
  [[nodiscard]] Expected<void, std::string> begin(const Json& head) {
    if (count_in(head, source_.format) != std::uint64_t{1}) {
      return wrong(fmt::format("is not that of a log with \"{}\": 1", source_.format));
    }
    summary_.identity = {text_in(head, "scenario"), text_in(head, "contender"),
                         count_in(head, "repetition").value_or(1),
                         count_in(head, "seed").value_or(0), flows_in(head)};
    return choose_flow();
  }
  [[nodiscard]] Expected<void, std::string> choose_flow() {
    const std::vector<std::string>& flows = summary_.identity.flows;
    if (flows.empty() && !source_.flow) return {};
    if (!source_.flow) {
      return failure(fmt::format("'{}' is of several flows; choose one of them.", name_));
    }
    const auto found = std::find(flows.begin(), flows.end(), *source_.flow);
    if (found == flows.end()) {
      return failure(
          fmt::format("'{}' knows no flow '{}'.", name_, printable(*source_.flow, true)));
    }
    summary_.flow = static_cast<std::size_t>(found - flows.begin());
    key_ = fmt::format(R"("flow":{})", *summary_.flow);
    return {};
  }
  /// By its text: all lines are searched, and those of others need not be read.
  [[nodiscard]] bool is_of_another(std::string_view line) const {
    if (!summary_.flow) return false;
    const std::size_t at = line.find(key_);
    if (at == std::string_view::npos) return true;
    const std::size_t end = at + key_.size();
    return end < line.size() && line[end] >= '0' && line[end] <= '9';
  }

  std::string name_;
  const LogSource& source_;
  std::string key_;  // what lines of that flow have
  const std::function<void(const Json&)>& take_;
  std::uint64_t read_ = 0;
  LogSummary summary_;
};

}  // namespace

Expected<LogSummary, std::string> read_log(const LogSource& source,
                                           const std::function<void(const Json&)>& take) {
  const std::string& file = source.file;
  std::error_code error;
  std::ifstream stream;
  if (std::filesystem::is_regular_file(file, error)) stream.open(file, std::ios::binary);
  if (!stream.is_open()) {
    return failure(fmt::format("The log '{}' cannot be read.", printable(file, true)));
  }
  LogReading reading{source, take};
  std::vector<char> line(most_line_bytes);
  while (stream.getline(line.data(), static_cast<std::streamsize>(line.size()))) {
    const auto octets = static_cast<std::size_t>(stream.gcount()) - (stream.eof() ? 0U : 1U);
    if (const auto good = reading.read({line.data(), octets}); !good) return failure(good.error());
  }
  if (stream.gcount() > 0) {
    return failure(fmt::format("'{}' is no log of acklab: a line of it has more than {} bytes.",
                               printable(file, true), most_line_bytes));
  }
  if (stream.bad()) {
    return failure(fmt::format("The log '{}' cannot be read to its end.", printable(file, true)));
  }
  return reading.finish();
}

}  // namespace acklab::report

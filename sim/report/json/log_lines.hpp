#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "net/base/expected.hpp"
#include "sim/report/json/json_value.hpp"

namespace acklab::report {

/// Which run a log is of, as its first line says.
struct LogIdentity {
  std::string scenario;
  std::string contender;
  std::uint64_t repetition = 0;  // from 1
  std::uint64_t seed = 0;
  std::vector<std::string> flows{};  // where several shared the link
};

/// Which lines of which log.
struct LogSource {
  std::string file;
  const char* format;  // the first line must have it, with the value 1
  std::uint64_t most;  // how many are handed on
  /// Of a log of several flows, which must be given then: the lines of that one alone.
  std::optional<std::string> flow{};
};

/// What was read of a log.
struct LogSummary {
  LogIdentity identity;
  std::uint64_t lines = 0;  // between the first and the last, of that flow
  std::uint64_t taken = 0;  // of these, how many were handed on
  /// It has the last line, which a log gets when its run is over.
  bool has_end = false;
  std::optional<std::size_t> flow{};  // the place of the one that was asked for
};

/// Reads a log of a run (scenarios/FATES.md, EVENTS.md): hands the lines between the first and the
/// last that are wanted to `take`. The error is one sentence, safe to print.
[[nodiscard]] Expected<LogSummary, std::string> read_log(
    const LogSource& source, const std::function<void(const Json&)>& take);

}  // namespace acklab::report

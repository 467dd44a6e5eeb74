#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "net/base/expected.hpp"
#include "sim/report/json/log_lines.hpp"

namespace acklab::report {

/// The most lines of each file of a trace that a page holds.
inline constexpr std::uint64_t max_page_fates = 250'000;
inline constexpr std::uint64_t max_page_events = 1'500'000;

/// A file of a trace as columns.
struct TraceTables {
  LogIdentity identity;
  std::string json;         // {KIND: columns, …}
  std::uint64_t lines = 0;  // between the first and the last
  std::uint64_t taken = 0;  // of these, how many the tables were made from
};

/// Reads a fate log (scenarios/FATES.md) into one table, `fates`; of several flows the lines of
/// that one alone. The error is one sentence.
[[nodiscard]] Expected<TraceTables, std::string> read_fates(
    const std::string& file, const std::optional<std::string>& flow = std::nullopt);

/// Reads an event log (scenarios/EVENTS.md) into a table for each kind of event that a page tells
/// of; of several flows that one's. The error is one sentence.
[[nodiscard]] Expected<TraceTables, std::string> read_events(
    const std::string& file, const std::optional<std::string>& flow = std::nullopt);

}  // namespace acklab::report

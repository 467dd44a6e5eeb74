#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "net/base/expected.hpp"
#include "net/base/time.hpp"

namespace acklab::cli {

/// Which run of which report, and where the traces of its runs are.
struct RunChoice {
  std::string report;
  std::optional<std::string> trace;      // what 'acklab run --trace' was given
  std::optional<std::string> contender;  // nothing: the first, or all where all are told of
  std::uint32_t run = 1;                 // from 1
};

/// `acklab show REPORT…`
struct ShowOptions {
  std::vector<std::string> reports;
};
/// `acklab ladder REPORT`
struct LadderOptions {
  RunChoice of;
  Duration from{};
  std::size_t count = 40;
};
/// `acklab explain REPORT`
struct ExplainOptions {
  RunChoice of;
};
enum class ExportTable : std::uint8_t { series, runs, packets, records };
/// `acklab export series|runs|packets|records REPORT`
struct ExportOptions {
  ExportTable table = ExportTable::series;
  RunChoice of;
  std::optional<std::string> output;  // nothing: standard output
};

/// What the arguments behind these commands ask for, or one sentence.
[[nodiscard]] Expected<ShowOptions, std::string> parse_show_options(
    std::span<const std::string> arguments);
[[nodiscard]] Expected<LadderOptions, std::string> parse_ladder_options(
    std::span<const std::string> arguments);
[[nodiscard]] Expected<ExplainOptions, std::string> parse_explain_options(
    std::span<const std::string> arguments);
[[nodiscard]] Expected<ExportOptions, std::string> parse_export_options(
    std::span<const std::string> arguments);

}  // namespace acklab::cli

#pragma once

#include <string>
#include <string_view>

#include "net/base/expected.hpp"
#include "sim/retell/report_reader.hpp"
#include "sim/retell/run_trace.hpp"

namespace acklab::retell {

// Tables for other tools, as CSV (RFC 4180) with a line of headings; what has no value is empty.

/// Every point of every run's series: contender, repetition, then the columns of the report's
/// series.
[[nodiscard]] std::string series_csv(const ReadReport& report);

/// A line a run: contender, repetition, outcome, then every figure of the report by its name.
[[nodiscard]] std::string runs_csv(const ReadReport& report);

/// A line for each copy of each packet of a run.
[[nodiscard]] std::string packets_csv(const RunTrace& trace);

/// The lines of that run's record log (records.csv), its contender and repetition before each; of
/// a log of several flows those of this one.
[[nodiscard]] std::string records_csv(const RunTrace& trace, std::string_view record_log);

}  // namespace acklab::retell

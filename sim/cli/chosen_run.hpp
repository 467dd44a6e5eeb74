#pragma once

#include <optional>
#include <string>
#include <vector>

#include "net/base/expected.hpp"
#include "sim/cli/retell_options.hpp"
#include "sim/retell/report_reader.hpp"
#include "sim/retell/run_trace.hpp"

namespace acklab::cli {

// The error of each is one sentence.

/// The contenders of a report that are chosen: the one named, else all.
[[nodiscard]] Expected<std::vector<std::string>, std::string> chosen_contenders(
    const retell::ReadReport& report, const RunChoice& choice);

/// Where the chosen run of a contender has its fate log: flows that shared a link have one
/// together.
[[nodiscard]] std::string fate_file_of(const retell::ReadReport& report, const RunChoice& choice,
                                       const std::string& contender);

/// The trace of a contender's run; nothing when there is none in the folder. That of another run
/// than the report's is refused.
[[nodiscard]] Expected<std::optional<retell::RunTrace>, std::string> chosen_trace(
    const retell::ReadReport& report, const RunChoice& choice, const std::string& contender);

/// The first of the chosen contenders that has a trace.
[[nodiscard]] Expected<retell::RunTrace, std::string> first_trace(const retell::ReadReport& report,
                                                                  const RunChoice& choice);

}  // namespace acklab::cli

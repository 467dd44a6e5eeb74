#pragma once

#include <string>
#include <vector>

#include "sim/report/words/words.hpp"
#include "sim/retell/run_trace.hpp"

namespace acklab::retell {

/// How the first loss of data was repaired, and which repair took longest: a sentence each, as far
/// as the trace knows them.
[[nodiscard]] std::vector<std::string> repairs_told(const RunTrace& trace,
                                                    const report::Words& words);

}  // namespace acklab::retell

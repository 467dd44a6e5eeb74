#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/report/json/json_value.hpp"
#include "sim/report/words/words.hpp"
#include "sim/retell/run_trace.hpp"

namespace acklab::retell {

/// The story of one run, a sentence each: what was lost, how it was noticed, what it cost. From its
/// trace, if there is one, also how the first and the worst repair went.
[[nodiscard]] std::vector<std::string> story_of(const std::string& kind, const report::Json& run,
                                                const std::optional<RunTrace>& trace,
                                                const report::Words& words);

}  // namespace acklab::retell

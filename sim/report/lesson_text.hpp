#pragma once

#include <string>

#include "sim/report/report.hpp"
#include "sim/report/words/words.hpp"

namespace acklab::report {

/// What a scenario tells its reader before the results: title, question and what to look for, in
/// the style's language, and one sentence where that had to be English.
[[nodiscard]] std::string lesson_heading(const scenario::Scenario& scenario,
                                         const TableStyle& style, const Words& words);

/// And behind them: what to try next; empty where there is nothing.
[[nodiscard]] std::string lesson_ending(const scenario::Scenario& scenario, const TableStyle& style,
                                        const Words& words);

}  // namespace acklab::report

#pragma once

#include <string>

#include "sim/report/report.hpp"
#include "sim/theory/formula.hpp"

namespace acklab::report {

/// All formulas by theme: name and sentence.
[[nodiscard]] std::string theory_catalogue(const TableStyle& style);

/// One formula: its text, its inputs, what it assumes and where it comes from.
[[nodiscard]] std::string theory_page(const theory::Formula& formula, const TableStyle& style);

/// scenarios/THEORY.md: every formula, from the catalogue alone.
[[nodiscard]] std::string theory_manual();

}  // namespace acklab::report

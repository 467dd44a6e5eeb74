#pragma once

#include <string>
#include <vector>

#include "sim/path/kernel_honesty.hpp"
#include "sim/report/report.hpp"

namespace acklab::report {

/// What the kernel's TCP does beside what the book says: on the topics that the scenario names, or
/// on those where the two differ or acklab pinned something. Empty where no kernel's TCP has run.
/// Several contenders of different congestion controls have a line each on that topic.
[[nodiscard]] std::vector<path::HonestyLine> honesty_lines(const run::BatchResult& batch);

/// A line for each topic the scenario names; where it names none, all in one paragraph.
[[nodiscard]] std::string honesty_text(const run::BatchResult& batch, const TableStyle& style);

}  // namespace acklab::report

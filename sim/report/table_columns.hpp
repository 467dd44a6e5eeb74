#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sim/report/grid.hpp"
#include "sim/report/words/words.hpp"
#include "sim/run/batch.hpp"

namespace acklab::report {

/// A column of the terminal's table.
struct Column {
  GridHeading heading;
  std::function<std::string(const run::ContenderRuns&)> cell;
};

/// What a teacher looks at, which depends on the job: the contender and what arrived, the figures
/// of this kind of job, and what it cost.
[[nodiscard]] std::vector<Column> columns_for(const run::BatchResult& batch, bool utf8,
                                              const Words& words);

}  // namespace acklab::report

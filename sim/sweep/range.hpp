#pragma once

#include <cstdint>
#include <vector>

#include "net/base/expected.hpp"
#include "sim/sweep/quantity.hpp"

namespace acklab::sweep {

/// How the steps of a range lie: the same difference, or the same factor between neighbours.
enum class Scale : std::uint8_t { linear, log };

/// `steps` values from one to the other, both included.
struct Range {
  Quantity from;
  Quantity to;
  std::uint64_t steps = 2;
  Scale scale = Scale::linear;
};

/// The values, exact: a linear step that is no whole number of the finest unit is refused, a
/// logarithmic one is rounded to four significant digits of that unit (half away from zero),
/// decided in whole numbers. The error is a clause.
[[nodiscard]] Expected<std::vector<Quantity>, std::string> values_of(const Range& range);

}  // namespace acklab::sweep

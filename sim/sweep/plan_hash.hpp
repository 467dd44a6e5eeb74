#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "sim/sweep/plan.hpp"

namespace acklab::sweep {

/// The points of a plan, each by what its scenario says: which value each parameter has there.
using PointsByScenario = std::map<std::string, std::vector<std::size_t>>;

/// Plan::hash of a plan that has all else.
[[nodiscard]] std::string hash_of(const Plan& plan, const PointsByScenario& points);

}  // namespace acklab::sweep

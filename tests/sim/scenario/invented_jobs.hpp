#pragma once

#include "net/base/random.hpp"
#include "sim/workload/workload.hpp"

namespace acklab::scenario::test {

/// A job of any kind that a scenario with any contender may have, made up from `random`.
[[nodiscard]] workload::Workload invented_job(const RandomStream& random);

}  // namespace acklab::scenario::test

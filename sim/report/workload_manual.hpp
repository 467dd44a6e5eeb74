#pragma once

#include <string>

namespace acklab::report {

/// scenarios/WORKLOADS.md: what a scenario's "workload" can say and what is measured, made from the
/// tables of parameters in sim/workload and of metrics in sim/contender.
[[nodiscard]] std::string workload_manual();

}  // namespace acklab::report

#pragma once

#include <cstddef>

#include "sim/contender/contender_spec.hpp"
#include "sim/link/link.hpp"
#include "sim/path/real_path.hpp"
#include "sim/path/simulated_path.hpp"

namespace acklab::contender {

/// What the datagrams of a contender are in virtual time.
[[nodiscard]] path::Framing framing_of(const Spec& contender);

/// What is known about a run in virtual time: of the link all of it, of the hosts those of `flow`.
[[nodiscard]] path::PathTruth truth_of(const link::Link& link, const path::SimulatedPath& path,
                                       std::size_t flow = 0);

}  // namespace acklab::contender

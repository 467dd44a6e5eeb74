#pragma once

#include <cstddef>

#include "net/base/random.hpp"
#include "sim/contender/contender_spec.hpp"

namespace acklab::scenario::test {

/// Any contender that a scenario may have, made up from `random`; its name has its `index`.
[[nodiscard]] contender::Spec invented_contender(std::size_t index, const RandomStream& random);

}  // namespace acklab::scenario::test

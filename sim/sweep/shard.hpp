#pragma once

#include <cstdint>

namespace acklab::sweep {

/// The part of a sweep that one machine makes: of n parts, number k (from 1) has the runs whose
/// number modulo n is k − 1; of flows, which run at once, all with the first of them.
struct Shard {
  std::uint32_t part = 1;
  std::uint32_t parts = 1;

  [[nodiscard]] bool has(std::uint64_t run) const { return run % parts == part - 1; }
};

}  // namespace acklab::sweep

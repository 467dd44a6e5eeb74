#pragma once

#include <array>
#include <cstdint>

#include "sim/link/loss/loss_chain.hpp"

namespace acklab::link {

/// A number for each state of a LossChain, in floating point: for display alone.
using ChainRow = std::array<double, LossChain::max_states>;

/// Weights as shares of 1; those of a state that the chain does not have are 0.
[[nodiscard]] ChainRow shares_of(const LossChain::Weights& weights);
[[nodiscard]] double dot(const ChainRow& a, const ChainRow& b);

/// A number for each pair of states.
struct ChainMatrix {
  std::array<ChainRow, LossChain::max_states> rows{};

  [[nodiscard]] static ChainMatrix identity();
  /// I + A + … + A^last.
  [[nodiscard]] static ChainMatrix geometric_sum(const ChainMatrix& a, std::uint64_t last);
  /// The row x with x·M = b; M must be regular.
  [[nodiscard]] ChainRow solve(const ChainRow& b) const;

  friend ChainMatrix operator*(const ChainMatrix& a, const ChainMatrix& b);
  friend ChainMatrix operator+(ChainMatrix a, const ChainMatrix& b);
};

}  // namespace acklab::link

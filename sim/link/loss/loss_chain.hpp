#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "sim/link/loss/loss_settings.hpp"
#include "sim/link/loss/odds.hpp"

namespace acklab::link {

/// A random loss model as a Markov chain of at most four states, its chances as weights in
/// integers: what the decisions are made of, and what the numbers for display
/// (LossOutlook) follow from.
struct LossChain {
  static constexpr std::size_t max_states = 4;
  using Weights = std::array<WideCount, max_states>;

  std::size_t states = 1;
  /// Of the state that the first packet meets: the stationary distribution.
  Weights start{1};
  /// Of the state after each state.
  std::array<Weights, max_states> next{Weights{1}};
  /// The loss that a packet meets in each state.
  std::array<Probability, max_states> loss{};
};

/// The chain of a random model; nothing for a scripted one.
[[nodiscard]] std::optional<LossChain> loss_chain(const LossSettings::Model& model);

}  // namespace acklab::link

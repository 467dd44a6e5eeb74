#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "net/base/random.hpp"
#include "sim/link/loss/loss_chain.hpp"
#include "sim/link/settings.hpp"

namespace acklab::link {

/// Loses packets by one of the models of LossSettings, before they could be duplicated: a lost
/// packet leaves nothing behind.
///
/// A random model is a Markov chain that moves on once a packet (once a fragment of a packet that
/// the link's MTU cuts), whether or not an earlier step refused it: what other impairments do never
/// shifts what this one decides. Its first state is drawn from the stationary distribution, where
/// netem begins in the good one, so that the stated means hold from the first packet on.
///
/// The scripted models (pattern, list, periodic) speak of packets as they were offered to the link,
/// numbered from 0 in their direction, and lose them with all their fragments.
class Loss {
 public:
  Loss(const DirectionSettings& settings, std::uint64_t seed, Direction direction);

  /// From the next packet on; a chain of as many states stays in the state that it is in.
  void change(const DirectionSettings& settings);

  [[nodiscard]] bool is_scripted() const { return settings_.is_scripted(); }
  /// What is lost of a packet.
  struct Lost {
    std::uint32_t fragments = 0;
    bool the_last = false;  // whether its last fragment is among them
  };
  /// What is lost of packet `index`, which comes in so many `fragments`, its random numbers counted
  /// by `key`. Asked once for each packet, in order.
  [[nodiscard]] Lost losses(std::uint64_t index, std::uint64_t key, std::uint32_t fragments);

 private:
  /// A chain ready to decide: for each state, the odds that the next one is at most so far.
  struct Model {
    std::size_t states = 1;
    std::array<std::array<Odds, LossChain::max_states - 1>, LossChain::max_states> next;
    std::array<Odds, LossChain::max_states> loss;
  };
  void adopt(const LossSettings& settings);
  [[nodiscard]] bool chain_loses(std::uint64_t key, std::uint32_t fragment);
  [[nodiscard]] bool script_loses(std::uint64_t index) const;

  LossSettings settings_;
  RandomStream loss_stream_;
  RandomStream move_stream_;
  RandomStream start_stream_;
  std::optional<Model> chain_;  // nothing: scripted
  std::size_t state_ = 0;
  std::uint64_t starts_ = 0;
  std::uint64_t run_ = 0;  // losses since the latest delivery
};

}  // namespace acklab::link

#include "sim/link/loss/loss_outlook.hpp"

#include <cstddef>

#include "sim/link/loss/chain_matrix.hpp"

namespace acklab::link {
namespace {

bool loses_everything(const LossChain& chain) {
  for (std::size_t state = 0; state < chain.states; ++state) {
    if (chain.loss[state] != Probability::from_percent(100)) return false;
  }
  return true;
}

LossOutlook outlook(double mean, double bursts_per_packet) {
  LossOutlook result{mean, std::nullopt};
  if (bursts_per_packet > 0) result.mean_burst = mean / bursts_per_packet;
  return result;
}

}  // namespace

LossOutlook loss_outlook(const LossChain& chain, std::optional<std::uint64_t> max_burst) {
  const ChainRow stationary = shares_of(chain.start);
  ChainRow loss{};
  for (std::size_t state = 0; state < chain.states; ++state) {
    loss[state] = chain.loss[state].as_double();
  }
  ChainMatrix lose_and_move;
  double bursts = 0;  // delivered, then lost
  for (std::size_t state = 0; state < chain.states; ++state) {
    const ChainRow moves = shares_of(chain.next[state]);
    bursts += stationary[state] * (1 - loss[state]) * dot(moves, loss);
    for (std::size_t to = 0; to < moves.size(); ++to) {
      lose_and_move.rows[state][to] = loss[state] * moves[to];
    }
  }
  if (!max_burst) return outlook(dot(stationary, loss), bursts);
  if (loses_everything(chain)) {  // then the sum below may have no inverse
    const auto most = static_cast<double>(*max_burst);
    return {most / (most + 1), most};
  }

  const ChainRow behind_delivery =
      ChainMatrix::geometric_sum(lose_and_move, *max_burst).solve(stationary);
  const ChainMatrix below_the_cap = ChainMatrix::geometric_sum(lose_and_move, *max_burst - 1);
  double mean = 0;
  for (std::size_t state = 0; state < behind_delivery.size(); ++state) {
    mean += behind_delivery[state] * dot(below_the_cap.rows[state], loss);
  }
  return outlook(mean, dot(behind_delivery, loss));
}

}  // namespace acklab::link

#include "sim/link/loss/loss.hpp"

#include <algorithm>

#include "sim/link/chance.hpp"

namespace acklab::link {
namespace {

using CumulativeOdds = std::array<Odds, LossChain::max_states - 1>;

CumulativeOdds cumulative(const LossChain::Weights& weights) {
  WideCount total = 0;
  for (const WideCount weight : weights) total += weight;
  CumulativeOdds odds;
  WideCount so_far = 0;
  for (std::size_t i = 0; i < odds.size(); ++i) {
    so_far += weights[i];
    odds[i] = Odds::of(so_far, total);
  }
  return odds;
}

std::size_t chosen(const CumulativeOdds& odds, std::size_t states, std::uint64_t draw) {
  std::size_t state = 0;
  while (state + 1 < states && !odds[state].strikes(draw)) ++state;
  return state;
}

bool is_listed(const LostPackets& list, std::uint64_t index) {
  const auto beyond = std::upper_bound(
      list.ranges.begin(), list.ranges.end(), index,
      [](std::uint64_t wanted, const auto& range) { return wanted < range.first; });
  return beyond != list.ranges.begin() && index <= std::prev(beyond)->second;
}

}  // namespace

Loss::Loss(const DirectionSettings& settings, std::uint64_t seed, Direction direction)
    : loss_stream_(impairment_stream(seed, direction, "loss")),
      move_stream_(impairment_stream(seed, direction, "loss state")),
      start_stream_(impairment_stream(seed, direction, "loss start")) {
  adopt(settings.loss);
}

void Loss::change(const DirectionSettings& settings) {
  if (settings.loss != settings_) adopt(settings.loss);
}

void Loss::adopt(const LossSettings& settings) {
  settings_ = settings;
  const auto chain = loss_chain(settings.model);
  if (!chain) {
    chain_.reset();
    return;
  }
  const bool goes_on = chain_ && chain_->states == chain->states;
  Model model;
  model.states = chain->states;
  for (std::size_t state = 0; state < chain->states; ++state) {
    model.next[state] = cumulative(chain->next[state]);
    model.loss[state] = Odds::of(chain->loss[state].parts(), Probability::parts_in_one);
  }
  if (!goes_on) {
    state_ = chosen(cumulative(chain->start), chain->states, start_stream_.at(starts_));
    ++starts_;
  }
  chain_ = model;
}

Loss::Lost Loss::losses(std::uint64_t index, std::uint64_t key, std::uint32_t fragments) {
  if (!chain_) return script_loses(index) ? Lost{fragments, true} : Lost{};
  Lost lost;
  for (std::uint32_t fragment = 0; fragment < fragments; ++fragment) {
    lost.the_last = chain_loses(key, fragment);
    if (lost.the_last) ++lost.fragments;
  }
  return lost;
}

bool Loss::chain_loses(std::uint64_t key, std::uint32_t fragment) {
  const Odds& odds = chain_->loss[state_];
  bool lost = !odds.never() && odds.strikes(loss_stream_.at(key, fragment));
  if (chain_->states > 1) {
    state_ = chosen(chain_->next[state_], chain_->states, move_stream_.at(key, fragment));
  }
  if (settings_.max_burst && run_ >= *settings_.max_burst) lost = false;
  run_ = lost ? run_ + 1 : 0;
  return lost;
}

bool Loss::script_loses(std::uint64_t index) const {
  if (const auto* pattern = std::get_if<LossPattern>(&settings_.model)) {
    return pattern->letters[index % pattern->letters.size()] == 'x';
  }
  if (const auto* list = std::get_if<LostPackets>(&settings_.model)) return is_listed(*list, index);
  if (const auto* periodic = std::get_if<PeriodicLoss>(&settings_.model)) {
    return index >= periodic->offset &&
           (index - periodic->offset) % periodic->every < periodic->burst;
  }
  return false;
}

}  // namespace acklab::link

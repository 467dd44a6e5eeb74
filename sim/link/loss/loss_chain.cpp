#include "sim/link/loss/loss_chain.hpp"

#include <utility>

namespace acklab::link {
namespace {

constexpr std::uint64_t certain = Probability::parts_in_one;

LossChain chain_of(Probability mean) {
  LossChain chain;
  chain.loss = {mean};
  return chain;
}

LossChain chain_of(const GilbertElliott& model) {
  const std::uint64_t p = model.p.parts();
  const std::uint64_t r = model.r.parts();
  LossChain chain;
  chain.states = 2;
  chain.start = {r, p};
  chain.next = {LossChain::Weights{certain - p, p}, LossChain::Weights{r, certain - r}};
  chain.loss = {model.loss_in_good, model.loss_in_bad};
  return chain;
}

LossChain chain_of(const BurstyLoss& model) {
  const WideCount lost = model.mean.parts();
  const WideCount kept = certain - lost;
  const WideCount burst = model.mean_burst_parts;
  constexpr WideCount unit = BurstyLoss::parts_in_one;
  LossChain chain;
  chain.states = 2;
  chain.start = {kept, lost};
  chain.next = {LossChain::Weights{kept * burst - lost * unit, lost * unit},
                LossChain::Weights{unit, burst - unit}};
  chain.loss = {Probability{}, Probability::from_percent(100)};
  return chain;
}

/// The balance of flows: π₁·p13 = π₃·p31, π₃·p32 = π₂·p23, π₁·p14 = π₄. What is never entered is
/// left out, so that the weights of the rest do not vanish with it.
LossChain::Weights stationary(const FourStateLoss& model) {
  const WideCount p13 = model.p13.parts();
  const WideCount p31 = model.p31.parts();
  const WideCount p32 = model.p32.parts();
  const WideCount p23 = model.p23.parts();
  const WideCount p14 = model.p14.parts();
  if (p13 == 0) return {certain, 0, 0, p14};
  if (p32 == 0) return {p31 * certain, 0, p13 * certain, p31 * p14};
  return {p31 * p23 * certain, p13 * p32 * certain, p13 * p23 * certain, p31 * p23 * p14};
}

LossChain chain_of(const FourStateLoss& model) {
  const std::uint64_t p13 = model.p13.parts();
  const std::uint64_t p31 = model.p31.parts();
  const std::uint64_t p32 = model.p32.parts();
  const std::uint64_t p23 = model.p23.parts();
  const std::uint64_t p14 = model.p14.parts();
  constexpr Probability always = Probability::from_percent(100);
  LossChain chain;
  chain.states = 4;
  chain.start = stationary(model);
  chain.next = {LossChain::Weights{certain - p13 - p14, 0, p13, p14},
                LossChain::Weights{0, certain - p23, p23, 0},
                LossChain::Weights{p31, p32, certain - p31 - p32, 0},
                LossChain::Weights{certain, 0, 0, 0}};
  chain.loss = {Probability{}, Probability{}, always, always};
  return chain;
}

template <typename Scripted>
std::optional<LossChain> chain_of(const Scripted&) {
  return std::nullopt;
}

}  // namespace

std::optional<LossChain> loss_chain(const LossSettings::Model& model) {
  return std::visit([](const auto& chosen) { return std::optional<LossChain>{chain_of(chosen)}; },
                    model);
}

}  // namespace acklab::link

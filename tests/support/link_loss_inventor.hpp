#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "sim/link/loss/loss_settings.hpp"
#include "tests/support/link_dice.hpp"

namespace acklab::link::test {

/// A loss of any model.
[[nodiscard]] inline LossSettings invent_loss(LinkDice& dice) {
  const auto share = [&dice](std::uint64_t most_percent) {
    return Probability::from_percent(dice.below(most_percent + 1));
  };
  const auto some = [&dice](std::uint64_t most_percent) {
    return Probability::from_percent(1 + dice.below(most_percent));
  };
  static_assert(std::variant_size_v<LossSettings::Model> == 7, "make the new model up here too");
  LossSettings loss;
  switch (dice.below(7)) {
    case 0:
      loss = dice.one_in(3) ? dice.chance() : share(40);
      break;
    case 1:
      loss = GilbertElliott{share(20), some(99), share(100), share(10)};
      break;
    case 2:
      loss = BurstyLoss{share(30), (1 + dice.below(6)) * BurstyLoss::parts_in_one};
      break;
    case 3:
      loss = FourStateLoss{some(20), some(60), share(40), some(100), share(20)};
      break;
    case 4: {
      std::string letters{"."};
      for (std::uint64_t more = dice.below(20); more > 0; --more) {
        letters += dice.one_in(4) ? 'x' : '.';
      }
      return LossPattern{letters};
    }
    case 5: {
      const std::uint64_t first = dice.below(60);
      return LostPackets{{{first, first}, {first + 3, first + 3 + dice.below(20)}}};
    }
    default: {
      const std::uint64_t every = 1 + dice.below(30);
      return PeriodicLoss{every, dice.below(every + 1), dice.below(50)};
    }
  }
  if (dice.one_in(3)) loss.max_burst = 1 + dice.below(3);
  return loss;
}

}  // namespace acklab::link::test

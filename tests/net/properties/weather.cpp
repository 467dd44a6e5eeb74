#include "tests/net/properties/weather.hpp"

#include <fmt/format.h>

namespace acklab::properties {

Weather Weather::roll(const Dice& dice) {
  Weather weather;
  weather.loss_percent = dice.one_of("loss", {0, 1, 5, 15, 30});
  weather.reorder_percent = dice.one_of("reorder", {0, 0, 5, 30});
  weather.duplicate_percent = dice.one_of("duplicate", {0, 0, 2, 20});
  weather.corrupt_percent = dice.one_of("corrupt", {0, 0, 3});
  return weather;
}

std::string Weather::to_text() const {
  return fmt::format("loss {} %, reorder {} %, duplicate {} %, corrupt {} %", loss_percent,
                     reorder_percent, duplicate_percent, corrupt_percent);
}

support::Verdict fate_in(const Weather& weather, const RandomStream& draws, std::uint64_t index,
                         Duration most_delay) {
  const auto happens = [&](std::uint64_t percent, std::uint64_t lane) {
    return Probability::from_percent(percent).happens(draws.at(index, lane));
  };
  if (happens(weather.loss_percent, 0)) return support::Verdict::drop();
  support::Verdict verdict;
  if (happens(weather.reorder_percent, 1) && most_delay.count() > 0) {
    const auto most = static_cast<std::uint64_t>(most_delay.count());
    verdict.extra_delay = Duration{static_cast<std::int64_t>(draws.below(most, index, 2))};
  }
  if (happens(weather.duplicate_percent, 3)) {
    verdict.copies = 2;
    verdict.copy_delay += verdict.extra_delay / 2;
  }
  verdict.corrupted = happens(weather.corrupt_percent, 4);
  return verdict;
}

}  // namespace acklab::properties

#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "net/base/random.hpp"
#include "sim/link/settings.hpp"

namespace acklab::link::test {

/// Numbers of one seed, one after the other.
class LinkDice {
 public:
  explicit LinkDice(const RandomStream& random) : random_(random) {}

  std::uint64_t below(std::uint64_t bound) { return random_.below(bound, next_++); }
  bool one_in(std::uint64_t chances) { return below(chances) == 0; }
  Duration up_to(Duration longest) {
    return Duration{
        static_cast<std::int64_t>(below(static_cast<std::uint64_t>(longest.count()) + 1))};
  }
  /// Never, always, seldom, or anything.
  Probability chance() {
    switch (below(5)) {
      case 0:
        return Probability{};
      case 1:
        return Probability::from_percent(100);
      case 2:
        return Probability::from_parts(below(Probability::parts_in_one / 100));
      default:
        return Probability::from_parts(below(Probability::parts_in_one));
    }
  }
  BitRate rate() {
    return BitRate::from_bits_per_s(static_cast<std::int64_t>(100'000 + below(40'000'000)));
  }

 private:
  RandomStream random_;
  std::uint64_t next_ = 0;
};

/// What may be made up about one direction, an impairment each. A new impairment is one more entry.
inline constexpr std::array link_inventions{
    +[](LinkDice& dice, DirectionSettings& into) {
      into.loss = dice.one_in(3) ? dice.chance() : Probability::from_percent(dice.below(40));
    },
    +[](LinkDice& dice, DirectionSettings& into) { into.duplicate = dice.chance(); },
    +[](LinkDice& dice, DirectionSettings& into) {
      into.duplicate = dice.chance();
      into.duplicate.copies = static_cast<std::uint32_t>(1 + dice.below(4));
      into.duplicate.spacing = dice.up_to(std::chrono::milliseconds{20});
    },
    +[](LinkDice& dice, DirectionSettings& into) {
      into.corrupt = dice.chance();
      into.corrupt.kind = static_cast<DamageKind>(dice.below(6));
      into.corrupt.count = static_cast<std::uint32_t>(1 + dice.below(8));
      into.corrupt.length_bits = static_cast<std::uint32_t>(1 + dice.below(40));
    },
    +[](LinkDice& dice, DirectionSettings& into) {
      into.policer = PolicerSettings{dice.rate(), 1500 + dice.below(20'000)};
    },
    +[](LinkDice& dice, DirectionSettings& into) { into.rate = dice.rate(); },
    +[](LinkDice& dice, DirectionSettings& into) {
      into.rate = TokenBucketRate{dice.rate(), 2000 + dice.below(20'000)};
    },
    +[](LinkDice&, DirectionSettings& into) {
      into.rate = TraceRate{
          std::make_shared<const Trace>(std::vector<std::uint32_t>{2, 3, 3, 9, 40}), "t", true};
    },
    +[](LinkDice& dice, DirectionSettings& into) {
      into.rate = dice.rate();
      into.queue = QueueLimit::bytes(dice.below(30'000));
    },
    +[](LinkDice& dice, DirectionSettings& into) {
      constexpr std::uint64_t disciplines = std::variant_size_v<DisciplineSettings>;
      static_assert(disciplines == 5, "make the new discipline up here too");
      into.rate = dice.rate();
      into.queue = QueueSettings{
          QueueLimit::bytes(3000 + dice.below(60'000)),
          std::array<DisciplineSettings, disciplines>{DropTailSettings{}, DropHeadSettings{},
                                                      CoDelSettings{}, PieSettings{}, RedSettings{}}
              .at(dice.below(disciplines)),
          false};
    },
    +[](LinkDice& dice, DirectionSettings& into) {
      into.delay = dice.up_to(std::chrono::milliseconds{60});
    },
    +[](LinkDice& dice, DirectionSettings& into) {
      into.jitter.amount = dice.up_to(std::chrono::milliseconds{40});
      into.jitter.distribution =
          static_cast<JitterDistribution>(dice.below(jitter_distribution_words.size()));
      into.jitter.may_reorder = dice.one_in(2);
    },
    +[](LinkDice& dice, DirectionSettings& into) {
      into.delay += std::chrono::milliseconds{1};
      into.reorder = dice.chance();
    },
    +[](LinkDice& dice, DirectionSettings& into) {
      into.reorder = dice.chance();
      into.reorder.by = static_cast<std::uint32_t>(1 + dice.below(8));
      into.reorder.at_most = dice.up_to(std::chrono::milliseconds{50}) + Duration{1};
    }};

/// A direction in which each impairment is turned on half the time.
[[nodiscard]] inline DirectionSettings invent_direction(const RandomStream& random) {
  LinkDice dice{random};
  DirectionSettings settings;
  for (const auto invent : link_inventions) {
    if (dice.one_in(2)) invent(dice, settings);
  }
  return settings;
}

/// A link made up of the number.
[[nodiscard]] inline LinkSettings invent_link(std::uint64_t number) {
  const RandomStream random = RandomStream{number, "invented links"};
  LinkSettings settings;
  settings.forward = invent_direction(random.substream(0));
  settings.reverse = invent_direction(random.substream(1));
  settings.fate_key = random.below(4, 0) == 0 ? FateKey::content : FateKey::index;
  return settings;
}

/// Whether packets may come out in another order than they went in.
[[nodiscard]] inline bool may_reorder(const DirectionSettings& settings) {
  return !settings.reorder.is_zero() ||
         (!settings.duplicate.is_zero() && settings.duplicate.spacing > Duration{}) ||
         (settings.jitter.amount > Duration{} && settings.jitter.may_reorder);
}

}  // namespace acklab::link::test

#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>

#include "sim/link/settings.hpp"
#include "tests/support/link_dice.hpp"
#include "tests/support/link_loss_inventor.hpp"
#include "tests/support/link_rule_inventor.hpp"

namespace acklab::link::test {

/// What may be made up about one direction, an impairment each. A new impairment is one more entry.
inline constexpr std::array link_inventions{
    +[](LinkDice& dice, DirectionSettings& into) {
      into.mtu = MtuSettings{static_cast<std::uint32_t>(min_mtu_bytes + dice.below(1500)),
                             dice.one_in(3) ? Oversize::drop : Oversize::fragment};
    },
    +[](LinkDice& dice, DirectionSettings& into) {
      into.outages.push_back({dice.up_to(std::chrono::milliseconds{200}),
                              dice.up_to(std::chrono::milliseconds{100}) + Duration{1},
                              dice.one_in(2)
                                  ? std::optional{Duration{std::chrono::milliseconds{110}}}
                                  : std::nullopt});
    },
    +[](LinkDice& dice, DirectionSettings& into) { into.loss = invent_loss(dice); },
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
          dice.one_in(2)};
    },
    +[](LinkDice& dice, DirectionSettings& into) {
      into.rate = FixedRate{dice.rate(), static_cast<std::int32_t>(dice.below(60)) - 20,
                            static_cast<std::uint32_t>(8 + dice.below(60)),
                            static_cast<std::int32_t>(dice.below(8))};
      into.queue = dice.one_in(2) ? QueueLimit::packets(dice.below(30))
                                  : QueueLimit::time(dice.up_to(std::chrono::milliseconds{60}));
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
      static const auto table =
          std::make_shared<const DelayTable>(std::vector<std::int16_t>{-8192, -100, 40, 8192});
      into.jitter = {dice.up_to(std::chrono::milliseconds{20}), JitterDistribution::table,
                     dice.one_in(2), table, "t.dist"};
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

/// Up to three changes of a direction, each to something else altogether.
[[nodiscard]] inline std::vector<ScheduledChange> invent_schedule(const RandomStream& random,
                                                                  const std::vector<Rule>& rules) {
  LinkDice dice{random};
  std::vector<ScheduledChange> schedule;
  Duration at{};
  std::uint64_t index = 0;
  for (std::uint64_t changes = dice.below(4); changes > 0; --changes) {
    at += dice.up_to(std::chrono::milliseconds{200}) + Duration{1};
    index += 1 + dice.below(60);
    ScheduledChange change{AtTime{at}, invent_direction(random.substream(changes))};
    if (dice.one_in(2)) change.when = AtPacket{index};
    change.settings.rules = rules;
    schedule.push_back(std::move(change));
  }
  return schedule;
}

/// A link made up of the number.
[[nodiscard]] inline LinkSettings invent_link(std::uint64_t number) {
  const RandomStream random = RandomStream{number, "invented links"};
  LinkSettings settings;
  for (const Direction direction : {Direction::forward, Direction::reverse}) {
    const bool is_forward = direction == Direction::forward;
    const RandomStream own = random.substream(is_forward ? 0 : 1);
    DirectionSettings& into = is_forward ? settings.forward : settings.reverse;
    into = invent_direction(own);
    LinkDice dice{own.substream(1)};
    if (dice.one_in(3)) into.rules = invent_rules(dice);
    if (dice.one_in(3)) {
      auto& schedule = is_forward ? settings.forward_schedule : settings.reverse_schedule;
      schedule = invent_schedule(own.substream(2), into.rules);
    }
  }
  settings.fate_key = random.below(4, 0) == 0 ? FateKey::content : FateKey::index;
  return settings;
}

/// Whether packets of one direction may come out in another order than they went in.
[[nodiscard]] inline bool may_reorder(const DirectionSettings& settings) {
  return !settings.reorder.is_zero() || !settings.rules.empty() ||
         (!settings.duplicate.is_zero() && settings.duplicate.spacing > Duration{}) ||
         (settings.jitter.amount > Duration{} && settings.jitter.may_reorder);
}
[[nodiscard]] inline bool may_reorder(const LinkSettings& settings, Direction direction) {
  const auto& schedule = settings.schedule_of(direction);
  return may_reorder(settings.of(direction)) ||
         std::any_of(schedule.begin(), schedule.end(),
                     [](const ScheduledChange& change) { return may_reorder(change.settings); });
}

}  // namespace acklab::link::test

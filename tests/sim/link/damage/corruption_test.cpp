#include "sim/link/damage/corruption.hpp"

#include <bit>

#include <boost/test/unit_test.hpp>

#include "tests/support/link_crossing.hpp"
#include "tests/support/link_statistics.hpp"

namespace acklab::link::test {
namespace {

LinkSettings corrupting(std::uint64_t percent) {
  DirectionSettings settings;
  settings.corrupt = Probability::from_percent(percent);
  return forward_only(settings);
}

/// The positions of the bits that differ from zero, counted from `from`.
std::vector<std::uint64_t> set_bits(const Bytes& octets, std::size_t from) {
  std::vector<std::uint64_t> bits;
  for (std::size_t i = 0; i < octets.size(); ++i) {
    for (std::size_t bit = 0; bit < 8; ++bit) {
      if ((octets[i] & (0x80U >> bit)) != 0) bits.push_back((i - from) * 8 + bit);
    }
  }
  return bits;
}

/// Of a fate that flipped one bit.
std::uint64_t bit_of(const FateRecord& fate) {
  BOOST_REQUIRE(fate.damage.flips.size() == 1U);
  const Damage::Flip flip = fate.damage.flips[0];
  BOOST_REQUIRE(std::has_single_bit(flip.bits));
  return std::uint64_t{flip.octet} * 8 + static_cast<std::uint64_t>(std::countl_zero(flip.bits));
}

BOOST_AUTO_TEST_SUITE(corruption)

BOOST_AUTO_TEST_CASE(share_corrupted_agrees_with_the_setting_within_four_standard_errors) {
  for (const std::uint64_t percent : {0U, 1U, 10U, 50U, 100U}) {
    const Tally seen = watch(corrupting(percent), 21, {.packets = 100'000});
    BOOST_TEST_CONTEXT("corrupt " << percent << " %, seed 21") {
      const double probability = static_cast<double>(percent) / 100;
      BOOST_TEST(std::abs(z_score(seen.forward.corrupted, 100'000, probability)) < 4);
      BOOST_TEST(seen.forward.delivered == 100'000U);
    }
  }
}

BOOST_AUTO_TEST_CASE(exactly_the_recorded_bit_is_flipped_and_never_before_the_corruptible_part) {
  const Crossing seen =
      cross(corrupting(50), 22, {.packets = 20'000, .payload_bytes = 16, .corruptible_from = 6});
  BOOST_REQUIRE(seen.releases.size() == seen.fates.size());
  std::uint64_t wrong = 0;
  for (std::size_t i = 0; i < seen.fates.size(); ++i) {
    const auto flipped = set_bits(seen.releases[i].packet.octets, 6);
    const bool as_recorded = seen.fates[i].corrupted
                                 ? flipped == std::vector<std::uint64_t>{bit_of(seen.fates[i])}
                                 : flipped.empty();
    if (!as_recorded || (!flipped.empty() && flipped[0] >= 80)) ++wrong;
  }
  BOOST_TEST(wrong == 0U);
}

BOOST_AUTO_TEST_CASE(every_corruptible_bit_is_as_likely_as_any_other) {
  for (const std::uint64_t seed : {23U, 24U, 25U}) {
    const Crossing seen = cross(corrupting(100), seed,
                                {.packets = 80'000, .payload_bytes = 16, .corruptible_from = 6});
    std::vector<std::uint64_t> hits(80);
    for (const FateRecord& fate : seen.fates) ++hits.at(bit_of(fate));
    BOOST_TEST_CONTEXT("seed " << seed) {
      BOOST_TEST(std::abs(uniformity_z(hits)) < 4);
    }
  }
}

BOOST_AUTO_TEST_CASE(without_corruptible_octets_nothing_happens_and_nothing_is_counted) {
  for (const std::size_t from : {std::size_t{8}, std::size_t{9}, std::size_t{1000}}) {
    const Crossing seen =
        cross(corrupting(100), 26, {.packets = 100, .payload_bytes = 8, .corruptible_from = from});
    BOOST_TEST(seen.forward.corrupted == 0U);
    for (const FateRecord& fate : seen.fates) BOOST_TEST(!fate.corrupted);
    for (const Release& release : seen.releases) {
      BOOST_TEST((release.packet.octets == Bytes(8, 0)));
    }
  }
}

BOOST_AUTO_TEST_CASE(corruption_is_counted_only_when_delivered) {
  DirectionSettings settings;
  settings.corrupt = Probability::from_percent(100);
  settings.rate = BitRate::from_bits_per_s(12'000'000);
  settings.queue = QueueLimit::bytes(3000);
  Link link(forward_only(settings), 27);
  for (int i = 0; i < 10; ++i)
    link.accept(timeline_origin, Direction::forward, {Bytes(4), 1500, 0});
  BOOST_TEST(link.counters(Direction::forward).corrupted == 0U);
  std::vector<Release> releases;
  drain(link, releases);
  BOOST_TEST(releases.size() == 3U);
  BOOST_TEST(link.counters(Direction::forward).corrupted == 3U);
}

BOOST_AUTO_TEST_CASE(changed_settings_hold_for_what_comes_later_and_leave_the_draws_alone) {
  DirectionSettings settings;
  settings.corrupt = Probability::from_percent(30);
  Corruption changed{settings, 28, Direction::forward};
  DirectionSettings bursts = settings;
  bursts.corrupt.kind = DamageKind::burst;
  bursts.corrupt.length_bits = 8;
  const Corruption other{bursts, 28, Direction::forward};
  std::uint64_t struck = 0;
  for (std::uint64_t index = 0; index < 2000; ++index) {
    if (index == 1000) changed.change(bursts);
    Packet here{Bytes(40), 68, 0};
    Packet there{Bytes(40), 68, 0};
    const auto damage = changed.damage(here, {index, 0});
    const auto expected = other.damage(there, {index, 0});
    BOOST_TEST_REQUIRE(damage.has_value() == expected.has_value());
    if (!damage) continue;
    ++struck;
    if (index < 1000) BOOST_TEST(damage->flips.size() == 1U);
    if (index >= 1000) BOOST_TEST((damage == expected));
  }
  BOOST_TEST(struck > 500U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test

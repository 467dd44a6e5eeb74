#include <array>
#include <string>

#include <boost/test/unit_test.hpp>

#include "sim/link/damage/damage.hpp"
#include "sim/link/packet.hpp"
#include "tests/fuzz/fuzz_settings.hpp"
#include "tests/fuzz/fuzz_text.hpp"

namespace acklab::link {
namespace {

constexpr std::array<std::string_view, 12> damage_slips{
    "flip ", "swap ",      " repaired",  ":", " ",  "ff",
    "100",   "4294967295", "4294967296", "-", "\n", "flip 0:01"};

/// What a log may say was done to a packet.
Damage invented_damage(test::TextMutator& dice) {
  Damage damage;
  for (std::uint64_t count = dice.below(5); count > 0; --count) {
    damage.flips.push_back({static_cast<std::uint32_t>(dice.below(1500)),
                            static_cast<std::uint8_t>(1 + dice.below(255))});
  }
  if (damage.flips.empty()) {
    damage.swap = Damage::Swap{static_cast<std::uint32_t>(dice.below(1500)),
                               static_cast<std::uint32_t>(dice.below(1500))};
  }
  damage.repaired = dice.below(3) == 0;
  return damage;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(fuzz_damage)

BOOST_AUTO_TEST_CASE(any_text_is_damage_that_can_be_done_or_none) {
  const std::uint64_t seed = test::fuzz_seed();
  const std::uint64_t rounds = test::fuzz_iterations(60'000);
  const RandomStream random{seed, "fuzz damage"};
  std::uint64_t taken = 0;
  for (std::uint64_t round = 0; round < rounds; ++round) {
    test::TextMutator dice{random.substream(round), damage_slips};
    const std::string text = dice.mutate(to_text(invented_damage(dice)));
    BOOST_TEST_CONTEXT("ACKLAB_FUZZ_SEED=" << seed << ", round " << round) {
      const auto damage = damage_from_text(test::ExactCopy{text}.view());
      if (!damage) continue;
      ++taken;
      BOOST_TEST_REQUIRE((damage_from_text(to_text(*damage)) == damage));
      Packet packet;
      packet.octets = Bytes(dice.below(200));
      packet.corruptible_from = dice.below(packet.octets.size() + 1);
      packet.content = static_cast<Content>(dice.below(4));
      const std::size_t size = packet.octets.size();
      apply(packet, *damage);
      // A header that was not among the octets may have come before them.
      const std::size_t shown = packet.octets.size() - size;
      BOOST_TEST_REQUIRE((shown == 0 || shown == udp_header_bytes));
    }
  }
  BOOST_TEST(taken > rounds / 10);
  BOOST_TEST(taken < rounds);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acklab::link

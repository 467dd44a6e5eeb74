#include <boost/test/unit_test.hpp>

#include "sim/link/damage/damage_choice.hpp"
#include "sim/link/damage/transport_octets.hpp"
#include "tests/support/damage_packets.hpp"

namespace acklab::link::test {
namespace {

using acklab::test::Dice;

BOOST_AUTO_TEST_SUITE(damage_text)

BOOST_AUTO_TEST_CASE(each_form_is_written_as_documented) {
  Damage flips;
  flips.flips = {{12, 0x80}, {13, 0x01}};
  BOOST_TEST(to_text(flips) == "flip 12:80 13:01");
  flips.repaired = true;
  BOOST_TEST(to_text(flips) == "flip 12:80 13:01 repaired");
  Damage swap;
  swap.swap = Damage::Swap{20, 34};
  BOOST_TEST(to_text(swap) == "swap 20 34");
}

BOOST_AUTO_TEST_CASE(what_was_written_does_the_same_damage_to_a_fresh_copy) {
  std::uint64_t damaged = 0;
  for (std::uint64_t round = 0; round < 3000; ++round) {
    Dice dice{41, round};
    const DamagePacket made =
        dice.coin() ? random_tcp_packet(dice, 200) : random_udp_packet(dice, 200);
    CorruptSettings settings{Probability::from_percent(100)};
    settings.kind = static_cast<DamageKind>(dice.below(6));
    settings.count = static_cast<std::uint32_t>(1 + dice.below(max_damaged_bits));
    settings.length_bits = static_cast<std::uint32_t>(1 + dice.below(max_burst_bits));
    settings.checksum = static_cast<DamagedChecksum>(dice.below(2));
    Packet first = made.packet;
    show_udp_header(first);
    const auto damage = choose_damage(settings, first, RandomStream{41, "damage"}, {round, 0});
    if (!damage) continue;
    ++damaged;
    apply(first, *damage);
    const auto read = damage_from_text(to_text(*damage));
    BOOST_TEST_REQUIRE((read == damage), "round " << round << ": " << to_text(*damage));
    Packet again = made.packet;
    apply(again, *read);
    BOOST_TEST_REQUIRE((again.octets == first.octets), "round " << round);
  }
  BOOST_TEST(damaged > 2500U);
}

BOOST_AUTO_TEST_CASE(anything_else_is_nothing) {
  for (const char* text : {"",
                           "flip",
                           "flip ",
                           "flip 1",
                           "flip 1:",
                           "flip 1:0",
                           "flip 1:100",
                           "flip :1",
                           "flip -1:1",
                           "flip 1:1 ",
                           "flip 1:1x",
                           "flip  1:1",
                           "flip 1:1 repaired ",
                           "repaired",
                           " repaired",
                           "swap",
                           "swap 1",
                           "swap 1 ",
                           "swap 1 2 3",
                           "swap 1,2",
                           "swap 1 2repaired",
                           "flip 4294967296:1",
                           "turn 1:1"}) {
    BOOST_TEST(!damage_from_text(text).has_value(), text);
  }
}

BOOST_AUTO_TEST_CASE(octets_that_a_packet_does_not_have_are_passed_over) {
  Packet packet{.octets = Bytes(4), .ip_bytes = 32, .corruptible_from = 2};
  Damage damage;
  damage.flips = {{1, 1}, {2, 1}, {4'000'000'000U, 1}};
  damage.swap = Damage::Swap{0, 1};
  apply(packet, damage);
  BOOST_TEST((packet.octets == Bytes{0, 0, 0, 1}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test

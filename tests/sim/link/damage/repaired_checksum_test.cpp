#include <boost/test/unit_test.hpp>

#include "net/wire/byte_order.hpp"
#include "net/wire/udp_header.hpp"
#include "sim/link/damage/damage_choice.hpp"
#include "sim/link/damage/transport_octets.hpp"
#include "tests/support/damage_packets.hpp"

namespace acklab::link::test {
namespace {

using acklab::test::Dice;

CorruptSettings repaired_damage(Dice& dice, DamageRegion region) {
  CorruptSettings settings{Probability::from_percent(100)};
  settings.kind = static_cast<DamageKind>(dice.below(4));
  settings.count = static_cast<std::uint32_t>(1 + dice.below(max_damaged_bits));
  settings.length_bits = static_cast<std::uint32_t>(1 + dice.below(max_burst_bits));
  settings.region = region;
  settings.checksum = DamagedChecksum::repaired;
  return settings;
}

BOOST_AUTO_TEST_SUITE(repaired_checksum)

BOOST_AUTO_TEST_CASE(tcp_passes_its_checksum_over_both_versions_of_ip_and_in_udp) {
  for (std::uint64_t round = 0; round < 6000; ++round) {
    Dice dice{31, round};
    DamagePacket made = random_tcp_packet(dice, 1400);
    const Packet before = made.packet;
    const auto damage =
        choose_damage(repaired_damage(dice, static_cast<DamageRegion>(dice.below(3))), made.packet,
                      RandomStream{31, "damage"}, {round, 0});
    if (!damage) continue;
    apply(made.packet, *damage);
    BOOST_TEST_REQUIRE((made.packet.octets != before.octets), "round " << round);
    BOOST_TEST_REQUIRE(
        wire::checksum_is_right(ByteView(made.packet.octets).subspan(before.corruptible_from),
                                made.pseudo_header),
        "round " << round);
  }
}

BOOST_AUTO_TEST_CASE(the_udp_header_that_is_shown_is_the_one_a_kernel_would_have_made) {
  for (std::uint64_t round = 0; round < 3000; ++round) {
    Dice dice{32, round};
    DamagePacket made = random_udp_packet(dice, 1400);
    const Packet before = made.packet;
    show_udp_header(made.packet);
    const wire::UdpHeader header{before.udp.source_port, before.udp.destination_port, true};
    BOOST_TEST_REQUIRE(
        (made.packet.octets == wire::encode(header, before.octets, made.pseudo_header)),
        "round " << round);
    BOOST_TEST(made.packet.corruptible_from == 8U);
    BOOST_TEST(made.packet.ip_bytes == before.ip_bytes);
  }
}

BOOST_AUTO_TEST_CASE(udp_passes_its_checksum_even_where_its_length_was_struck) {
  std::uint64_t cut_short = 0;
  for (std::uint64_t round = 0; round < 20'000; ++round) {
    Dice dice{33, round};
    DamagePacket made = random_udp_packet(dice, 700);
    show_udp_header(made.packet);
    const auto damage =
        choose_damage(repaired_damage(dice, static_cast<DamageRegion>(dice.below(3))), made.packet,
                      RandomStream{33, "damage"}, {round, 0});
    if (!damage) continue;
    apply(made.packet, *damage);
    const std::size_t said = wire::read_u16(made.packet.octets, 4);
    const auto decoded = wire::decode_udp(made.packet.octets, made.pseudo_header);
    if (said < 8 || said > made.packet.octets.size()) {
      BOOST_TEST_REQUIRE((decoded.error() == wire::UdpError::bad_length), "round " << round);
      continue;
    }
    BOOST_TEST_REQUIRE(decoded.has_value(), "round " << round);
    if (said < made.packet.octets.size()) ++cut_short;
  }
  BOOST_TEST(cut_short > 100U);
}

BOOST_AUTO_TEST_CASE(a_checksum_that_was_wrong_stays_wrong) {
  for (std::uint64_t round = 0; round < 1000; ++round) {
    Dice dice{34, round};
    DamagePacket made = random_tcp_packet(dice, 100);
    const std::size_t field = made.packet.corruptible_from + 16;
    const auto wrong = static_cast<std::uint16_t>(wire::read_u16(made.packet.octets, field) ^
                                                  (1U + dice.below(0xfffe)));
    wire::write_u16(made.packet.octets, field, wrong);
    const ByteView segment = ByteView(made.packet.octets).subspan(made.packet.corruptible_from);
    if (wire::checksum_is_right(segment, made.pseudo_header)) continue;  // 0 for 0xffff
    const auto damage = choose_damage(repaired_damage(dice, DamageRegion::anywhere), made.packet,
                                      RandomStream{34, "damage"}, {round, 0});
    apply(made.packet, *damage);
    BOOST_TEST_REQUIRE(
        !wire::checksum_is_right(ByteView(made.packet.octets).subspan(made.packet.corruptible_from),
                                 made.pseudo_header),
        "round " << round);
  }
}

BOOST_AUTO_TEST_CASE(what_has_no_checksum_is_left_alone) {
  Packet later_fragment{.octets = Bytes(100, 1), .ip_bytes = 120, .corruptible_from = 20};
  Damage damage;
  damage.flips = {{3, 0xf0}};
  damage.repaired = true;
  apply(later_fragment, damage);
  Bytes expected(100, 1);
  expected[23] = 0xf1;
  BOOST_TEST((later_fragment.octets == expected));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test

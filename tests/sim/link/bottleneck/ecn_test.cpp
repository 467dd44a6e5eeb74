#include "sim/link/bottleneck/ecn.hpp"

#include <boost/test/unit_test.hpp>

#include "net/wire/ipv4_header.hpp"
#include "net/wire/ipv6_header.hpp"
#include "tests/support/bottleneck_hand.hpp"

namespace acklab::link::test {
namespace {

using std::chrono::microseconds;

Packet ipv4_packet(std::uint8_t ecn) {
  wire::Ipv4Header header;
  header.source = IpAddress::v4(10, 0, 0, 1);
  header.destination = IpAddress::v4(10, 0, 0, 2);
  header.protocol = 17;
  header.differentiated_services = 0x2e;
  header.congestion_notification = ecn;
  Bytes octets = wire::encode(header, Bytes(100, 7));
  const auto bytes = static_cast<std::uint32_t>(octets.size());
  return {std::move(octets), bytes, 20, PacketLayout::ip_packet};
}

/// A packet every so often, where each takes the line a millisecond.
HandBottleneck& ecn_overload(HandBottleneck& seen, Ecn ecn, int packets,
                             Duration spacing = microseconds(500)) {
  for (int i = 0; i < packets; ++i) {
    seen.offer(timeline_origin + i * spacing, packet_with(1500, ecn));
  }
  seen.finish();
  return seen;
}

std::uint64_t marked_in(const HandBottleneck& seen) {
  std::uint64_t count = 0;
  for (const Passed& one : seen.all()) {
    BOOST_TEST_REQUIRE((one.fate.marked_ce == (one.packet.ecn == Ecn::ce)));
    count += one.fate.marked_ce ? 1U : 0U;
  }
  return count;
}

BOOST_AUTO_TEST_SUITE(ecn)

BOOST_AUTO_TEST_CASE(a_mark_in_an_ipv4_header_keeps_all_else_and_its_checksum_right) {
  for (const std::uint8_t before : std::initializer_list<std::uint8_t>{1, 2, 3}) {
    Packet packet = ipv4_packet(before);
    BOOST_TEST((ecn_of(packet) == static_cast<Ecn>(before)));
    mark_congestion(packet);
    BOOST_TEST((ecn_of(packet) == Ecn::ce));
    const auto decoded = wire::decode_ipv4(packet.octets);
    BOOST_REQUIRE(decoded.has_value());
    BOOST_TEST(decoded->header.congestion_notification == 3);
    BOOST_TEST(decoded->header.differentiated_services == 0x2e);
    BOOST_TEST((packet.octets == ipv4_packet(3).octets));
  }
}

BOOST_AUTO_TEST_CASE(a_mark_in_an_ipv6_header_touches_its_two_bits_only) {
  Packet packet{Bytes(60, 0xff), 60, 40, PacketLayout::ip_packet};
  packet.octets[0] = 0x6b;
  packet.octets[1] = 0xa5;  // traffic class 0xba: ECT(0)
  BOOST_TEST((ecn_of(packet) == Ecn::ect_0));
  Bytes expected = packet.octets;
  expected[1] = 0xb5;
  mark_congestion(packet);
  BOOST_TEST((packet.octets == expected));
  BOOST_TEST((ecn_of(packet) == Ecn::ce));
}

BOOST_AUTO_TEST_CASE(without_an_ip_header_the_carrier_says_it) {
  BOOST_TEST(!ecn_capable(packet_with(1500, Ecn::not_ect)));
  BOOST_TEST(ecn_capable(packet_with(1500, Ecn::ect_1)));
  BOOST_TEST(!ecn_capable({Bytes{}, 20, 0, PacketLayout::ip_packet}));
  BOOST_TEST(!ecn_capable({Bytes{0x45, 0x03}, 20, 0, PacketLayout::ip_packet}));  // cut short
}

BOOST_AUTO_TEST_CASE(what_would_be_dropped_early_is_marked_where_its_sender_understands_it) {
  const DisciplineSettings disciplines[] = {
      CoDelSettings{}, PieSettings{},
      RedSettings{.max_bytes = 300'000, .probability = Probability::from_percent(100)}};
  for (const DisciplineSettings& discipline : disciplines) {
    HandBottleneck ect(bottleneck_settings({std::nullopt, discipline, true}));
    ecn_overload(ect, Ecn::ect_0, 1200, microseconds(950));
    BOOST_TEST(marked_in(ect) > 2U);
    BOOST_TEST(ect.dropped_for(DropCause::aqm) == 0U);

    HandBottleneck not_ect(bottleneck_settings({std::nullopt, discipline, true}));
    ecn_overload(not_ect, Ecn::not_ect, 1200, microseconds(950));
    BOOST_TEST(marked_in(not_ect) == 0U);
    BOOST_TEST(not_ect.dropped_for(DropCause::aqm) > 2U);

    HandBottleneck off(bottleneck_settings({std::nullopt, discipline, false}));
    ecn_overload(off, Ecn::ect_0, 1200, microseconds(950));
    BOOST_TEST(marked_in(off) == 0U);
    BOOST_TEST(off.dropped_for(DropCause::aqm) > 2U);
  }
}

BOOST_AUTO_TEST_CASE(a_full_queue_drops_even_what_could_be_marked) {
  HandBottleneck seen(bottleneck_settings({QueueLimit::packets(20), CoDelSettings{}, true}));
  ecn_overload(seen, Ecn::ect_0, 4000);
  BOOST_TEST(seen.dropped_for(DropCause::queue) > 1000U);
  BOOST_TEST(seen.dropped_for(DropCause::aqm) == 0U);
  BOOST_TEST(marked_in(seen) > 10U);
}

BOOST_AUTO_TEST_CASE(pie_drops_above_a_chance_of_ten_percent) {
  HandBottleneck seen(bottleneck_settings({std::nullopt, PieSettings{}, true}));
  ecn_overload(seen, Ecn::ect_0, 20'000);
  BOOST_TEST(marked_in(seen) > 3U);
  BOOST_TEST(seen.dropped_for(DropCause::aqm) > 1000U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test

#include "net/wire/icmp.hpp"

#include <boost/test/unit_test.hpp>

#include "net/wire/byte_order.hpp"
#include "net/wire/internet_checksum.hpp"
#include "net/wire/ipv4_header.hpp"
#include "net/wire/segment_checksum.hpp"
#include "tests/support/wire_dice.hpp"

namespace acklab::wire {
namespace {

constexpr IpAddress icmp_sender = IpAddress::v4(10, 0, 0, 1);
constexpr IpAddress icmp_receiver = IpAddress::v4(10, 0, 0, 2);

Bytes quoted_packet(std::uint8_t protocol = tcp_protocol, const Bytes& options = {}) {
  Bytes transport(40, 0xab);
  write_u16(transport, 0, 4000);
  write_u16(transport, 2, 80);
  write_u32(transport, 4, 0xfffffff0U);
  Ipv4Header header;
  header.source = icmp_sender;
  header.destination = icmp_receiver;
  header.protocol = protocol;
  header.options = options;
  return encode(header, transport);
}

Bytes icmp_octets(std::uint8_t type, std::uint8_t code, std::uint32_t rest, const Bytes& quoted) {
  Bytes octets(8);
  octets[0] = type;
  octets[1] = code;
  write_u32(octets, 4, rest);
  octets.insert(octets.end(), quoted.begin(), quoted.end());
  write_u16(octets, 2, InternetChecksum{}.add(octets).checksum());
  return octets;
}

IcmpKind kind_said(std::uint8_t type, std::uint8_t code) {
  return decode_icmpv4(icmp_octets(type, code, 0, quoted_packet())).value().kind;
}

BOOST_AUTO_TEST_SUITE(icmp)

BOOST_AUTO_TEST_CASE(a_message_says_which_segment_it_is_about) {
  for (const Bytes& options : {Bytes{}, Bytes(8, 1)}) {
    const auto message = decode_icmpv4(icmp_octets(3, 1, 0, quoted_packet(tcp_protocol, options)));
    BOOST_REQUIRE(message.has_value());
    const QuotedSegment expected{icmp_sender, icmp_receiver, 4000, 80, Seq32{0xfffffff0U}};
    BOOST_TEST((message->quoted == expected));
    BOOST_TEST((message->kind == IcmpKind::host_unreachable));
    BOOST_TEST(!message->next_hop_mtu.has_value());
  }
}

BOOST_AUTO_TEST_CASE(each_type_and_code_means_what_rfc_792_and_1122_say) {
  BOOST_TEST((kind_said(3, 0) == IcmpKind::net_unreachable));
  BOOST_TEST((kind_said(3, 2) == IcmpKind::protocol_unreachable));
  BOOST_TEST((kind_said(3, 3) == IcmpKind::port_unreachable));
  BOOST_TEST((kind_said(3, 4) == IcmpKind::fragmentation_needed));
  BOOST_TEST((kind_said(3, 5) == IcmpKind::source_route_failed));
  BOOST_TEST((kind_said(3, 6) == IcmpKind::net_unreachable));
  BOOST_TEST((kind_said(3, 7) == IcmpKind::host_unreachable));
  BOOST_TEST((kind_said(3, 13) == IcmpKind::administratively_refused));
  BOOST_TEST((kind_said(4, 0) == IcmpKind::source_quench));
  BOOST_TEST((kind_said(11, 0) == IcmpKind::time_exceeded));
  BOOST_TEST((kind_said(11, 1) == IcmpKind::time_exceeded));
  BOOST_TEST((kind_said(12, 0) == IcmpKind::parameter_problem));
}

BOOST_AUTO_TEST_CASE(fragmentation_needed_tells_the_next_hops_mtu_where_the_router_knows_it) {
  BOOST_TEST(decode_icmpv4(icmp_octets(3, 4, 1400, quoted_packet()))->next_hop_mtu.value() ==
             1400U);
  BOOST_TEST(!decode_icmpv4(icmp_octets(3, 4, 0, quoted_packet()))->next_hop_mtu.has_value());
  BOOST_TEST(!decode_icmpv4(icmp_octets(3, 3, 1400, quoted_packet()))->next_hop_mtu.has_value());
}

BOOST_AUTO_TEST_CASE(eight_octets_behind_the_quoted_header_are_enough) {
  Bytes quoted = quoted_packet();
  quoted.resize(28);
  BOOST_TEST(decode_icmpv4(icmp_octets(3, 3, 0, quoted)).has_value());
  quoted.resize(27);
  BOOST_TEST((decode_icmpv4(icmp_octets(3, 3, 0, quoted)).error() == IcmpError::no_such_segment));
}

BOOST_AUTO_TEST_CASE(what_is_about_no_segment_is_told_apart) {
  const auto error_of = [](const Bytes& octets) { return decode_icmpv4(octets).error(); };
  BOOST_TEST((error_of(Bytes(7)) == IcmpError::too_short));
  BOOST_TEST((error_of(icmp_octets(8, 0, 1, Bytes(56))) == IcmpError::no_error));
  BOOST_TEST(
      (error_of(icmp_octets(3, 3, 0, quoted_packet(udp_protocol))) == IcmpError::no_such_segment));
  Bytes later_fragment = quoted_packet();
  later_fragment[7] = 1;
  BOOST_TEST((error_of(icmp_octets(3, 3, 0, later_fragment)) == IcmpError::no_such_segment));
  Bytes damaged = icmp_octets(3, 3, 0, quoted_packet());
  damaged.back() ^= 4U;
  BOOST_TEST((error_of(damaged) == IcmpError::bad_checksum));
}

BOOST_AUTO_TEST_CASE(any_octets_are_read_within_their_bounds) {
  for (std::uint64_t round = 0; round < 20'000; ++round) {
    test::Dice dice{3, round};
    Bytes quoted = quoted_packet();
    for (std::size_t flips = dice.below(4); flips > 0; --flips) {
      quoted[dice.below(quoted.size())] = dice.u8();
    }
    quoted.resize(dice.below(quoted.size() + 1));
    const auto type = static_cast<std::uint8_t>(dice.below(20));
    static_cast<void>(decode_icmpv4(icmp_octets(type, dice.u8(), dice.u32(), quoted)));
  }
  BOOST_TEST(true);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::wire

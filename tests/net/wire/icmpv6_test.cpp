#include "net/wire/icmpv6.hpp"

#include <boost/test/unit_test.hpp>

#include "net/wire/byte_order.hpp"
#include "net/wire/ipv6_header.hpp"
#include "net/wire/segment_checksum.hpp"

namespace acklab::wire {
namespace {

IpAddress numbered_v6(std::uint8_t last) {
  std::array<std::uint8_t, 16> octets{0xfd};
  octets[15] = last;
  return IpAddress::v6(octets);
}

const PseudoHeader router_to_host{numbered_v6(9), numbered_v6(1)};

/// A message about a segment from fd00::1 port 5000 to fd00::2 port 80, number 77.
Bytes v6_message(std::uint8_t type, std::uint8_t code, std::uint32_t word,
                 std::uint8_t protocol = tcp_protocol) {
  Bytes octets(8);
  octets[0] = type;
  octets[1] = code;
  write_u32(octets, 4, word);
  Bytes segment(20);
  write_u16(segment, 0, 5000);
  write_u16(segment, 2, 80);
  write_u32(segment, 4, 77);
  Ipv6Header header;
  header.source = numbered_v6(1);
  header.destination = numbered_v6(2);
  header.protocol = protocol;
  const Bytes quoted = encode(header, segment);
  octets.insert(octets.end(), quoted.begin(), quoted.end());
  InternetChecksum sum = pseudo_header_sum(router_to_host, icmpv6_protocol, octets.size());
  write_u16(octets, 2, sum.add(octets).checksum());
  return octets;
}

BOOST_AUTO_TEST_SUITE(icmpv6_rules)

BOOST_AUTO_TEST_CASE(each_type_and_code_has_its_meaning) {
  const auto kind = [](std::uint8_t type, std::uint8_t code) {
    return decode_icmpv6(v6_message(type, code, 0), router_to_host).value().kind;
  };
  BOOST_TEST((kind(1, 0) == IcmpKind::net_unreachable));
  BOOST_TEST((kind(1, 1) == IcmpKind::administratively_refused));
  BOOST_TEST((kind(1, 3) == IcmpKind::host_unreachable));
  BOOST_TEST((kind(1, 4) == IcmpKind::port_unreachable));
  BOOST_TEST((kind(1, 6) == IcmpKind::administratively_refused));
  BOOST_TEST((kind(2, 0) == IcmpKind::fragmentation_needed));
  BOOST_TEST((kind(3, 0) == IcmpKind::time_exceeded));
  BOOST_TEST((kind(4, 0) == IcmpKind::parameter_problem));
  BOOST_TEST((kind(4, 1) == IcmpKind::protocol_unreachable));
  const auto echo = decode_icmpv6(v6_message(128, 0, 0), router_to_host);
  BOOST_TEST((echo.error() == IcmpError::no_error));
}

BOOST_AUTO_TEST_CASE(the_quoted_segment_and_the_mtu_are_read) {
  const auto message = decode_icmpv6(v6_message(2, 0, 1400), router_to_host).value();
  const QuotedSegment quoted{numbered_v6(1), numbered_v6(2), 5000, 80, Seq32{77}};
  BOOST_TEST((message.quoted == quoted));
  BOOST_TEST(*message.next_hop_mtu == 1400U);
  const auto huge = decode_icmpv6(v6_message(2, 0, 0x0001'0000), router_to_host).value();
  BOOST_TEST(*huge.next_hop_mtu == 65'535U);
}

BOOST_AUTO_TEST_CASE(damage_is_noticed_and_every_truncation_stays_inside) {
  const Bytes whole = v6_message(1, 4, 0);
  for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
    Bytes damaged = whole;
    damaged[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    BOOST_REQUIRE((decode_icmpv6(damaged, router_to_host).error() == IcmpError::bad_checksum));
  }
  for (std::size_t length = 0; length < whole.size(); ++length) {
    Bytes part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
    if (length >= 8) {  // the checksum may be right by chance: make it right
      part[2] = part[3] = 0;
      InternetChecksum sum = pseudo_header_sum(router_to_host, icmpv6_protocol, length);
      write_u16(part, 2, sum.add(part).checksum());
    }
    const auto decoded = decode_icmpv6(part, router_to_host);
    BOOST_REQUIRE(decoded.has_value() == (length >= 8 + 40 + 8));
  }
}

BOOST_AUTO_TEST_CASE(what_is_about_no_segment_of_tcp_is_refused) {
  const auto about_udp = decode_icmpv6(v6_message(1, 4, 0, udp_protocol), router_to_host);
  BOOST_TEST((about_udp.error() == IcmpError::no_such_segment));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::wire

#include "net/wire/udp_header.hpp"

#include <algorithm>
#include <string_view>

#include <boost/test/unit_test.hpp>

#include "tests/support/wire_random_segment.hpp"

namespace acklab::wire {
namespace {

const PseudoHeader udp_over_ipv4{IpAddress::v4(10, 0, 0, 1), IpAddress::v4(10, 0, 0, 2)};
const PseudoHeader udp_over_ipv6{IpAddress::v6({0xfe, 0x80}), IpAddress::v6({0xfe, 0x81})};

Bytes hello() {
  constexpr std::string_view word = "hello";
  return {word.begin(), word.end()};
}

BOOST_AUTO_TEST_SUITE(udp_header_rules)

BOOST_AUTO_TEST_CASE(header_is_laid_out_as_rfc_768) {
  const Bytes expected = {0x13, 0x88, 0x00, 0x35, 0x00, 0x0d, 0x94, 0x42, 'h', 'e', 'l', 'l', 'o'};
  BOOST_TEST(encode(UdpHeader{5000, 53}, hello(), udp_over_ipv4) == expected);
}

BOOST_AUTO_TEST_CASE(every_datagram_survives_encoding_and_decoding) {
  for (std::uint64_t round = 0; round < 5000; ++round) {
    test::Dice dice{1, round};
    const PseudoHeader pseudo_header = test::random_pseudo_header(dice);
    const UdpHeader header{dice.u16(), dice.u16(), true};
    const Bytes payload = dice.bytes(dice.below(50));
    const Bytes octets = encode(header, payload, pseudo_header);
    const auto datagram = decode_udp(octets, pseudo_header);
    BOOST_REQUIRE_MESSAGE(datagram && datagram->header == header, "round " << round);
    BOOST_REQUIRE_MESSAGE(std::ranges::equal(datagram->payload, payload), "round " << round);
  }
}

BOOST_AUTO_TEST_CASE(checksum_of_zero_means_none_over_ipv4) {
  Bytes octets = encode(UdpHeader{1, 2, false}, hello(), udp_over_ipv4);
  octets.back() ^= 1U;
  const auto datagram = decode_udp(octets, udp_over_ipv4);
  BOOST_TEST(!datagram.value().header.has_checksum);
}

BOOST_AUTO_TEST_CASE(checksum_of_zero_is_refused_over_ipv6) {
  const Bytes octets = encode(UdpHeader{1, 2, false}, hello(), udp_over_ipv6);
  BOOST_TEST((decode_udp(octets, udp_over_ipv6).error() == UdpError::missing_checksum));
  BOOST_TEST(decode_udp(octets, udp_over_ipv6, ChecksumPolicy::ignore).has_value());
}

BOOST_AUTO_TEST_CASE(computed_checksum_of_zero_goes_on_the_wire_as_all_ones) {
  std::size_t met = 0;
  for (std::uint32_t port = 0; port < 0x10000U; ++port) {
    const UdpHeader header{static_cast<std::uint16_t>(port), 53};
    const Bytes octets = encode(header, hello(), udp_over_ipv4);
    BOOST_REQUIRE_MESSAGE(octets[6] != 0 || octets[7] != 0, "port " << port);
    if (octets[6] != 0xff || octets[7] != 0xff) continue;
    ++met;
    BOOST_TEST((decode_udp(octets, udp_over_ipv4).value().header == header));
  }
  BOOST_TEST(met == 1U);
}

BOOST_AUTO_TEST_CASE(every_damaged_octet_is_noticed) {
  const Bytes octets = encode(UdpHeader{5000, 53}, hello(), udp_over_ipv4);
  for (std::size_t at = 0; at < octets.size(); ++at) {
    Bytes damaged = octets;
    damaged[at] ^= 0x80U;
    const bool in_length = at == 4 || at == 5;
    BOOST_TEST((decode_udp(damaged, udp_over_ipv4).error() ==
                (in_length ? UdpError::bad_length : UdpError::bad_checksum)));
  }
}

BOOST_AUTO_TEST_CASE(every_truncation_is_refused) {
  const Bytes octets = encode(UdpHeader{5000, 53}, hello(), udp_over_ipv4);
  for (std::size_t size = 0; size < octets.size(); ++size) {
    const auto datagram = decode_udp(ByteView{octets}.first(size), udp_over_ipv4);
    BOOST_TEST((datagram.error() == (size < 8 ? UdpError::too_short : UdpError::bad_length)));
  }
}

BOOST_AUTO_TEST_CASE(length_below_the_header_is_refused) {
  Bytes octets = encode(UdpHeader{5000, 53}, hello(), udp_over_ipv4);
  octets[5] = 7;
  BOOST_TEST((decode_udp(octets, udp_over_ipv4).error() == UdpError::bad_length));
}

BOOST_AUTO_TEST_CASE(octets_beyond_the_length_are_ignored) {
  Bytes octets = encode(UdpHeader{5000, 53}, hello(), udp_over_ipv4);
  octets.resize(60, 0xee);
  BOOST_TEST(decode_udp(octets, udp_over_ipv4).value().payload.size() == 5U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::wire

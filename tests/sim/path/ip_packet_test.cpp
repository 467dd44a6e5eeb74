#include "sim/path/ip_packet.hpp"

#include <cstdint>

#include <boost/test/unit_test.hpp>

#include "net/wire/ipv6_header.hpp"
#include "sim/path/host_addresses.hpp"

using acklab::Bytes;
using acklab::IpAddress;
using acklab::path::transport_octets_start;

namespace {

constexpr IpAddress peer = IpAddress::v4(10, 77, 0, 2);
constexpr std::uint8_t tcp = 6;
constexpr std::uint8_t udp = 17;

/// 10.77.0.1 → 10.77.0.2, with `words` of header and 12 octets behind it.
Bytes packet(std::uint8_t protocol, std::uint8_t words = 5) {
  Bytes octets(static_cast<std::size_t>(words) * 4 + 12);
  octets[0] = static_cast<std::uint8_t>(0x40U | words);
  octets[9] = protocol;
  const std::uint8_t addresses[] = {10, 77, 0, 1, 10, 77, 0, 2};
  std::copy(std::begin(addresses), std::end(addresses), octets.begin() + 12);
  return octets;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ip_packet)

BOOST_AUTO_TEST_CASE(tcp_octets_begin_behind_the_ip_header) {
  BOOST_TEST(transport_octets_start(packet(tcp), peer).value() == 20U);
}

BOOST_AUTO_TEST_CASE(udp_payload_begins_behind_both_headers) {
  BOOST_TEST(transport_octets_start(packet(udp), peer).value() == 28U);
}

BOOST_AUTO_TEST_CASE(ip_options_move_the_start) {
  BOOST_TEST(transport_octets_start(packet(tcp, 6), peer).value() == 24U);
  BOOST_TEST(transport_octets_start(packet(udp, 15), peer).value() == 68U);
}

BOOST_AUTO_TEST_CASE(only_the_first_fragment_has_a_udp_header) {
  Bytes first = packet(udp);
  first[6] = 0x20;  // more fragments
  BOOST_TEST(transport_octets_start(first, peer).value() == 28U);
  Bytes later = packet(udp);
  later[7] = 185;
  BOOST_TEST(transport_octets_start(later, peer).value() == 20U);
}

BOOST_AUTO_TEST_CASE(other_hosts_and_other_protocols_are_not_the_links_business) {
  BOOST_TEST(!transport_octets_start(packet(tcp), IpAddress::v4(10, 77, 0, 3)));
  Bytes version_six = packet(tcp);
  version_six[0] = 0x65;
  BOOST_TEST(!transport_octets_start(version_six, peer));
}

BOOST_AUTO_TEST_CASE(every_truncation_is_refused_or_stays_inside) {
  const Bytes whole = packet(udp, 8);
  for (std::size_t length = 0; length <= whole.size(); ++length) {
    const Bytes part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
    const auto start = transport_octets_start(part, peer);
    BOOST_TEST_INFO("length " << length);
    BOOST_TEST(start.has_value() == (length >= 32));
    BOOST_TEST(start.value_or(0) <= length);
  }
}

BOOST_AUTO_TEST_CASE(a_header_shorter_than_allowed_is_refused) {
  Bytes octets = packet(tcp);
  octets[0] = 0x44;
  BOOST_TEST(!transport_octets_start(octets, peer));
}

BOOST_AUTO_TEST_CASE(over_ipv6_the_start_lies_behind_every_extension_header) {
  const auto addresses = acklab::path::host_addresses(acklab::path::IpVersion::v6);
  const auto packet_of = [&](std::uint8_t first, const Bytes& content) {
    acklab::wire::Ipv6Header header;
    header.source = addresses.client.ip;
    header.destination = addresses.server.ip;
    header.protocol = first;
    return acklab::wire::encode(header, content);
  };
  const IpAddress to = addresses.server.ip;
  BOOST_TEST(transport_octets_start(packet_of(tcp, Bytes(20)), to).value() == 40U);
  BOOST_TEST(transport_octets_start(packet_of(udp, Bytes(20)), to).value() == 48U);
  Bytes optioned{udp, 0, 1, 4, 0, 0, 0, 0};
  optioned.resize(30);
  BOOST_TEST(transport_octets_start(packet_of(60, optioned), to).value() == 56U);
  Bytes fragment{udp, 0, 0, 1, 0, 0, 0, 9};  // the first one: more follow
  fragment.resize(30);
  BOOST_TEST(transport_octets_start(packet_of(44, fragment), to).value() == 56U);
  fragment[3] = 9;  // a later one
  BOOST_TEST(transport_octets_start(packet_of(44, fragment), to).value() == 48U);
  BOOST_TEST(!transport_octets_start(packet_of(tcp, Bytes(20)), addresses.client.ip));
  BOOST_TEST(!transport_octets_start(packet_of(tcp, Bytes(20)), peer));
  BOOST_TEST(!transport_octets_start(packet(tcp), to));
}

BOOST_AUTO_TEST_SUITE_END()

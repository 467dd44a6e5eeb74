#include "net/wire/ipv6_header.hpp"

#include <algorithm>

#include <boost/test/unit_test.hpp>

#include "net/wire/segment_checksum.hpp"
#include "net/wire/udp_header.hpp"
#include "tests/support/wire_dice.hpp"

namespace acklab::wire {
namespace {

IpAddress random_ipv6_address(test::Dice& dice) {
  std::array<std::uint8_t, 16> octets{};
  for (auto& octet : octets) octet = dice.u8();
  return IpAddress::v6(octets);
}

Ipv6Header random_ipv6_header(test::Dice& dice) {
  Ipv6Header header;
  header.source = random_ipv6_address(dice);
  header.destination = random_ipv6_address(dice);
  header.protocol = static_cast<std::uint8_t>(61 + dice.below(190));  // no extension header
  header.hop_limit = dice.u8();
  header.differentiated_services = static_cast<std::uint8_t>(dice.below(64));
  header.congestion_notification = static_cast<std::uint8_t>(dice.below(4));
  header.flow_label = static_cast<std::uint32_t>(dice.below(1U << 20U));
  return header;
}

/// A packet whose first header is `first`, and whose extension headers are given in octets.
Bytes with_extensions(std::uint8_t first, const Bytes& extensions, const Bytes& payload) {
  Ipv6Header header;
  header.source = header.destination = IpAddress::loopback_v6();
  header.protocol = first;
  Bytes rest = extensions;
  rest.insert(rest.end(), payload.begin(), payload.end());
  return encode(header, rest);
}

Ipv6Error ipv6_error_of(const Bytes& octets) {
  const auto decoded = decode_ipv6(octets);
  BOOST_REQUIRE(!decoded);
  return decoded.error();
}

const Bytes five_octets{'h', 'e', 'l', 'l', 'o'};
/// Destination options with one PadN that fills eight octets.
Bytes padded_options(std::uint8_t next) {
  return {next, 0, 1, 4, 0, 0, 0, 0};
}

BOOST_AUTO_TEST_SUITE(ipv6_header_rules)

BOOST_AUTO_TEST_CASE(a_packet_seen_on_a_wire_is_read_and_written_back) {
  // UDP from ::1 port 40000 to ::1 port 7000, "hi", as Linux 6 wrote it on its loopback interface,
  // which leaves the checksum to its device: dfd6 was added up by hand.
  Bytes octets{0x60, 0x02, 0x88, 0xfd, 0x00, 0x0a, 0x11, 0x40};
  for (int address = 0; address < 2; ++address) {
    octets.insert(octets.end(), 15, 0);
    octets.push_back(1);
  }
  for (const int octet : {0x9c, 0x40, 0x1b, 0x58, 0x00, 0x0a, 0xdf, 0xd6, 0x68, 0x69}) {
    octets.push_back(static_cast<std::uint8_t>(octet));
  }
  const auto packet = decode_ipv6(octets);
  BOOST_REQUIRE(packet.has_value());
  BOOST_TEST((packet->header.source == IpAddress::loopback_v6()));
  BOOST_TEST(packet->header.protocol == udp_protocol);
  BOOST_TEST(packet->header.hop_limit == 64);
  BOOST_TEST(packet->header.flow_label == 0x288fdU);
  BOOST_TEST(decode_udp(packet->payload, packet->header.pseudo_header()).has_value());
  BOOST_TEST(encode(packet->header, packet->payload) == octets);
}

BOOST_AUTO_TEST_CASE(every_packet_survives_encoding_and_decoding) {
  for (std::uint64_t round = 0; round < 5000; ++round) {
    test::Dice dice{1, round};
    const Ipv6Header header = random_ipv6_header(dice);
    const Bytes payload = dice.bytes(dice.below(100));
    Bytes octets = encode(header, payload);
    octets.resize(octets.size() + dice.below(10), 0xee);  // a link may have padded it
    const auto packet = decode_ipv6(octets);
    BOOST_REQUIRE_MESSAGE(packet.has_value(), "round " << round);
    BOOST_REQUIRE((packet->header == header));
    BOOST_REQUIRE(std::ranges::equal(packet->payload, payload));
    BOOST_REQUIRE(!packet->fragment);
  }
}

BOOST_AUTO_TEST_CASE(the_pseudo_header_is_summed_as_rfc_8200_lays_it_out) {
  test::Dice dice{7, 0};
  const Ipv6Header header = random_ipv6_header(dice);
  const Bytes payload = dice.bytes(33);
  // RFC 8200 §8.1: both addresses, a 32-bit length, three zero octets, next header.
  Bytes laid_out(header.source.octets().begin(), header.source.octets().end());
  laid_out.insert(laid_out.end(), header.destination.octets().begin(),
                  header.destination.octets().end());
  for (const int octet : {0, 0, 0, 33, 0, 0, 0, 6}) {
    laid_out.push_back(static_cast<std::uint8_t>(octet));
  }
  laid_out.insert(laid_out.end(), payload.begin(), payload.end());
  BOOST_TEST(pseudo_header_sum(header.pseudo_header(), tcp_protocol, 33).add(payload).checksum() ==
             InternetChecksum{}.add(laid_out).checksum());
}

BOOST_AUTO_TEST_CASE(options_and_exhausted_routing_headers_are_skipped) {
  Bytes chain = padded_options(60);                                           // hop-by-hop
  for (const auto octet : padded_options(43)) chain.push_back(octet);         // destination options
  for (const int octet : {6, 1, 4, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8}) {  // routing, 16 octets
    chain.push_back(static_cast<std::uint8_t>(octet));
  }
  const Bytes octets = with_extensions(0, chain, five_octets);
  const auto packet = decode_ipv6(octets);
  BOOST_REQUIRE(packet.has_value());
  BOOST_TEST(packet->header.protocol == tcp_protocol);
  BOOST_TEST(std::ranges::equal(packet->payload, five_octets));
}

BOOST_AUTO_TEST_CASE(a_fragment_says_where_it_belongs_and_an_atomic_one_is_whole) {
  const Bytes later{17, 0, 0x05, 0xa9, 1, 2, 3, 4};  // offset 181, more follow
  const Bytes octets = with_extensions(44, later, five_octets);
  const auto packet = decode_ipv6(octets);
  BOOST_REQUIRE(packet.has_value());
  BOOST_TEST(packet->is_fragment());
  BOOST_TEST((packet->fragment == Ipv6Fragment{181, true, 0x0102'0304}));
  BOOST_TEST(packet->header.protocol == udp_protocol);
  const Bytes atomic = with_extensions(44, {17, 0, 0, 0, 1, 2, 3, 4}, five_octets);
  BOOST_TEST(!decode_ipv6(atomic)->is_fragment());
}

BOOST_AUTO_TEST_CASE(what_follows_a_later_fragments_header_is_no_header) {
  const Bytes octets = with_extensions(44, {60, 0, 0, 8, 0, 0, 0, 0}, Bytes(4, 0xff));
  const auto packet = decode_ipv6(octets);
  BOOST_REQUIRE(packet.has_value());
  BOOST_TEST(packet->payload.size() == 4U);
}

BOOST_AUTO_TEST_CASE(an_unknown_option_is_skipped_or_refused_as_its_high_bits_say) {
  for (unsigned type = 2; type < 256; ++type) {
    const Bytes options{17, 0, static_cast<std::uint8_t>(type), 4, 9, 9, 9, 9};
    const Bytes octets = with_extensions(60, options, five_octets);
    const auto packet = decode_ipv6(octets);
    BOOST_TEST(packet.has_value() == (type < 64), "option " << type);
    if (!packet) BOOST_TEST((packet.error() == Ipv6Error::refused_option));
  }
}

BOOST_AUTO_TEST_CASE(what_is_malformed_is_named) {
  const Bytes whole = with_extensions(17, {}, five_octets);
  BOOST_TEST((ipv6_error_of({}) == Ipv6Error::too_short));
  BOOST_TEST((ipv6_error_of(Bytes(whole.begin(), whole.begin() + 39)) == Ipv6Error::too_short));
  Bytes octets = whole;
  octets[0] = 0x45;
  BOOST_TEST((ipv6_error_of(octets) == Ipv6Error::bad_version));
  octets = whole;
  octets.pop_back();
  BOOST_TEST((ipv6_error_of(octets) == Ipv6Error::bad_payload_length));
  octets = with_extensions(0, {}, {});  // jumbogram
  BOOST_TEST((ipv6_error_of(octets) == Ipv6Error::bad_payload_length));
  BOOST_TEST((ipv6_error_of(with_extensions(60, {17, 0, 1}, {})) == Ipv6Error::bad_extension));
  BOOST_TEST((ipv6_error_of(with_extensions(60, {17, 1, 1, 4, 0, 0, 0, 0}, {})) ==
              Ipv6Error::bad_extension));
  BOOST_TEST((ipv6_error_of(with_extensions(60, {17, 0, 1, 5, 0, 0, 0, 0}, {})) ==
              Ipv6Error::bad_extension));
  BOOST_TEST((ipv6_error_of(with_extensions(60, padded_options(0), padded_options(17))) ==
              Ipv6Error::bad_extension));  // hop-by-hop options not first
  BOOST_TEST((ipv6_error_of(with_extensions(44, {44, 0, 0, 1, 0, 0, 0, 0}, Bytes(8, 0))) ==
              Ipv6Error::bad_extension));  // a fragment in a fragment
  BOOST_TEST((ipv6_error_of(with_extensions(43, {17, 0, 4, 1, 0, 0, 0, 0}, five_octets)) ==
              Ipv6Error::refused_routing));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::wire

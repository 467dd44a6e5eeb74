#include "net/wire/ipv4_header.hpp"

#include <boost/test/unit_test.hpp>

#include "net/wire/segment_checksum.hpp"
#include "tests/support/wire_dice.hpp"

namespace acklab::wire {
namespace {

/// A published example: UDP from 192.168.0.1 to 192.168.0.199, checksum b861.
Bytes published_header() {
  return {0x45, 0x00, 0x00, 0x73, 0x00, 0x00, 0x40, 0x00, 0x40, 0x11,
          0xb8, 0x61, 0xc0, 0xa8, 0x00, 0x01, 0xc0, 0xa8, 0x00, 0xc7};
}

Ipv4Header random_header(test::Dice& dice) {
  Ipv4Header header;
  header.source = IpAddress::v4(dice.u8(), dice.u8(), dice.u8(), dice.u8());
  header.destination = IpAddress::v4(dice.u8(), dice.u8(), dice.u8(), dice.u8());
  header.protocol = dice.u8();
  header.time_to_live = dice.u8();
  header.differentiated_services = static_cast<std::uint8_t>(dice.below(64));
  header.congestion_notification = static_cast<std::uint8_t>(dice.below(4));
  header.identification = dice.u16();
  header.dont_fragment = dice.coin();
  header.more_fragments = dice.coin();
  header.fragment_offset = static_cast<std::uint16_t>(dice.below(8192));
  header.options = dice.bytes(4 * dice.below(11));
  return header;
}

Ipv4Error error_of(const Bytes& octets, ChecksumPolicy policy = ChecksumPolicy::ignore) {
  return decode_ipv4(octets, policy).error();
}

Bytes packet_bytes() {
  return encode(Ipv4Header{}, Bytes(12, 7));
}

BOOST_AUTO_TEST_SUITE(ipv4_header_rules)

BOOST_AUTO_TEST_CASE(published_header_is_read_and_written_back) {
  Bytes octets = published_header();
  octets.resize(0x73, 0x2a);
  const auto packet = decode_ipv4(octets);
  BOOST_REQUIRE(packet.has_value());
  BOOST_TEST((packet->header.source == IpAddress::v4(192, 168, 0, 1)));
  BOOST_TEST((packet->header.destination == IpAddress::v4(192, 168, 0, 199)));
  BOOST_TEST(packet->header.protocol == udp_protocol);
  BOOST_TEST(packet->header.time_to_live == 64);
  BOOST_TEST(packet->header.dont_fragment);
  BOOST_TEST(!packet->header.is_fragment());
  BOOST_TEST(packet->payload.size() == 0x73U - 20U);
  BOOST_TEST(encode(packet->header, packet->payload) == octets);
}

BOOST_AUTO_TEST_CASE(every_packet_survives_encoding_and_decoding) {
  for (std::uint64_t round = 0; round < 5000; ++round) {
    test::Dice dice{1, round};
    const Ipv4Header header = random_header(dice);
    const Bytes payload = dice.bytes(dice.below(50));
    const Bytes octets = encode(header, payload);
    const auto packet = decode_ipv4(octets);
    BOOST_REQUIRE_MESSAGE(packet && packet->header == header, "round " << round);
    BOOST_REQUIRE_MESSAGE(std::ranges::equal(packet->payload, payload), "round " << round);
  }
}

BOOST_AUTO_TEST_CASE(octets_beyond_the_total_length_are_ignored) {
  Bytes octets = packet_bytes();
  octets.resize(46, 0xee);  // as Ethernet pads
  BOOST_TEST(decode_ipv4(octets).value().payload.size() == 12U);
}

BOOST_AUTO_TEST_CASE(every_truncation_is_refused) {
  const Bytes octets = packet_bytes();
  for (std::size_t size = 0; size < octets.size(); ++size) {
    const Bytes cut(octets.begin(), octets.begin() + static_cast<std::ptrdiff_t>(size));
    BOOST_TEST((error_of(cut, ChecksumPolicy::verify) ==
                (size < 20 ? Ipv4Error::too_short : Ipv4Error::bad_total_length)));
  }
}

BOOST_AUTO_TEST_CASE(version_other_than_4_is_refused) {
  Bytes octets = packet_bytes();
  octets[0] = 0x65;
  BOOST_TEST((error_of(octets) == Ipv4Error::bad_version));
}

BOOST_AUTO_TEST_CASE(header_length_below_20_or_beyond_the_end_is_refused) {
  Bytes octets = packet_bytes();
  octets[0] = 0x44;
  BOOST_TEST((error_of(octets) == Ipv4Error::bad_header_length));
  octets[0] = 0x49;  // 36 octets of 32
  BOOST_TEST((error_of(octets) == Ipv4Error::bad_header_length));
}

BOOST_AUTO_TEST_CASE(total_length_below_the_header_length_is_refused) {
  Bytes octets = packet_bytes();
  octets[3] = 19;
  BOOST_TEST((error_of(octets) == Ipv4Error::bad_total_length));
}

BOOST_AUTO_TEST_CASE(damaged_header_is_a_bad_checksum_and_damaged_payload_is_none_of_its_business) {
  const Bytes octets = packet_bytes();
  for (std::size_t at = 1; at < octets.size(); ++at) {
    Bytes damaged = octets;
    damaged[at] ^= 0x10U;
    const auto packet = decode_ipv4(damaged);
    if (at < 20) {
      BOOST_TEST((packet.error() == Ipv4Error::bad_checksum));
    } else {
      BOOST_TEST(packet.has_value());
    }
  }
}

BOOST_AUTO_TEST_CASE(errors_have_words) {
  BOOST_TEST(to_string(Ipv4Error::bad_version) == std::string{"not version 4"});
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::wire

#include "net/wire/segment_codec.hpp"

#include <algorithm>

#include <boost/test/unit_test.hpp>

#include "net/wire/segment_checksum.hpp"
#include "tests/support/wire_random_segment.hpp"

namespace acklab::wire {
namespace {

constexpr std::uint64_t rounds = 20'000;

Segment example_syn() {
  Segment segment;
  segment.source_port = 40000;
  segment.destination_port = 80;
  segment.sender.sequence = Seq32{100};
  segment.sender.syn = true;
  segment.receiver.window = 65535;
  segment.syn_options = {1460, 7, true};
  segment.timestamps = Timestamps{1, 0};
  return segment;
}

/// example_syn as made by hand; the checksum, computed elsewhere, goes into octets 16 and 17.
Bytes example_octets(std::uint8_t checksum_high, std::uint8_t checksum_low) {
  return {0x9c, 0x40, 0x00, 0x50, 0x00, 0x00, 0x00,          0x64,         0x00, 0x00,
          0x00, 0x00, 0xa0, 0x02, 0xff, 0xff, checksum_high, checksum_low, 0x00, 0x00,
          0x02, 0x04, 0x05, 0xb4, 0x04, 0x02, 0x08,          0x0a,         0x00, 0x00,
          0x00, 0x01, 0x00, 0x00, 0x00, 0x00, 0x01,          0x03,         0x03, 0x07};
}

BOOST_AUTO_TEST_SUITE(segment_codec_rules)

BOOST_AUTO_TEST_CASE(header_is_laid_out_as_rfc_9293_figure_1) {
  const PseudoHeader over_ipv4{IpAddress::v4(10, 0, 0, 1), IpAddress::v4(10, 0, 0, 2)};
  const PseudoHeader over_ipv6{
      IpAddress::v6({0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}),
      IpAddress::v6({0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2})};
  BOOST_TEST(encode(example_syn(), PseudoHeader{}) == example_octets(0xab, 0x0b));
  BOOST_TEST(encode(example_syn(), over_ipv4) == example_octets(0x97, 0x08));
  BOOST_TEST(encode(example_syn(), over_ipv6) == example_octets(0x4f, 0x96));
  BOOST_TEST(decode(example_octets(0x97, 0x08), over_ipv4).value() == example_syn());
}

BOOST_AUTO_TEST_CASE(each_control_bit_stands_in_its_place) {
  const auto bits = [](auto&& change) {
    Segment segment;
    change(segment);
    return encode(segment, PseudoHeader{})[13];
  };
  BOOST_TEST(bits([](Segment&) {}) == 0x00);
  BOOST_TEST(bits([](Segment& segment) { segment.sender.fin = true; }) == 0x01);
  BOOST_TEST(bits([](Segment& segment) { segment.sender.syn = true; }) == 0x02);
  BOOST_TEST(bits([](Segment& segment) { segment.rst = true; }) == 0x04);
  BOOST_TEST(bits([](Segment& segment) { segment.sender.push = true; }) == 0x08);
  BOOST_TEST(bits([](Segment& segment) { segment.receiver.acknowledgment = Seq32{}; }) == 0x10);
  BOOST_TEST(bits([](Segment& segment) { segment.sender.urgent_pointer = 0; }) == 0x20);
  BOOST_TEST(bits([](Segment& segment) { segment.ece = true; }) == 0x40);
  BOOST_TEST(bits([](Segment& segment) { segment.cwr = true; }) == 0x80);
}

BOOST_AUTO_TEST_CASE(every_segment_survives_encoding_and_decoding) {
  for (std::uint64_t round = 0; round < rounds; ++round) {
    test::Dice dice{1, round};
    const Segment segment = test::random_segment(dice, 100);
    const PseudoHeader pseudo_header = test::random_pseudo_header(dice);
    const Bytes octets = encode(segment, pseudo_header);
    const auto decoded = decode(octets, pseudo_header);
    BOOST_REQUIRE_MESSAGE(decoded && *decoded == segment, "round " << round << ": " << segment);
    const std::size_t header = header_bytes(segment);
    BOOST_REQUIRE_EQUAL(octets.size(), header + segment.sender.payload.size());
    BOOST_REQUIRE_MESSAGE(header % 4 == 0 && header >= 20 && header <= 60, "round " << round);
  }
}

BOOST_AUTO_TEST_CASE(what_stood_in_a_buffer_or_a_segment_leaves_no_trace) {
  Bytes octets(2000, 0xa5);
  Segment segment = example_syn();
  for (std::uint64_t round = 0; round < rounds / 4; ++round) {
    test::Dice dice{6, round};
    const Segment wanted = test::random_segment(dice, 100);
    const PseudoHeader pseudo_header = test::random_pseudo_header(dice);
    encode(wanted, pseudo_header, octets);
    BOOST_REQUIRE_MESSAGE(octets == encode(wanted, pseudo_header), "round " << round);
    const auto problem = decode(octets, pseudo_header, ChecksumPolicy::verify, segment);
    BOOST_REQUIRE_MESSAGE(!problem && segment == wanted, "round " << round << ": " << wanted);
  }
}

BOOST_AUTO_TEST_CASE(decoding_works_at_any_alignment_of_memory) {
  for (std::uint64_t round = 0; round < 200; ++round) {
    test::Dice dice{2, round};
    const Segment segment = test::random_segment(dice, 40);
    const Bytes octets = encode(segment, PseudoHeader{});
    for (std::size_t shift = 0; shift < 16; ++shift) {
      Bytes shifted(shift, 0xee);
      shifted.insert(shifted.end(), octets.begin(), octets.end());
      const auto decoded = decode(ByteView{shifted}.subspan(shift), PseudoHeader{});
      BOOST_REQUIRE_MESSAGE(decoded && *decoded == segment, "round " << round);
    }
  }
}

BOOST_AUTO_TEST_CASE(large_payload_survives) {
  test::Dice dice{3};
  Segment segment;
  segment.sender.payload = dice.bytes(65'495);
  const auto decoded = decode(encode(segment, PseudoHeader{}), PseudoHeader{});
  BOOST_TEST((decoded && *decoded == segment));
}

BOOST_AUTO_TEST_CASE(reserved_bits_are_ignored) {
  Bytes octets = encode(example_syn(), PseudoHeader{});
  octets[12] |= 0x0fU;
  const auto decoded = decode(octets, PseudoHeader{}, ChecksumPolicy::ignore);
  BOOST_TEST(decoded.value() == example_syn());
}

BOOST_AUTO_TEST_CASE(acknowledgment_number_without_ack_bit_means_nothing) {
  Bytes octets = encode(Segment{}, PseudoHeader{});
  octets[8] = 0x77;
  const auto decoded = decode(octets, PseudoHeader{}, ChecksumPolicy::ignore);
  BOOST_TEST(!decoded.value().receiver.acknowledgment.has_value());
}

BOOST_AUTO_TEST_CASE(urgent_pointer_without_urg_bit_means_nothing) {
  Bytes octets = encode(Segment{}, PseudoHeader{});
  octets[18] = 0x77;
  const auto decoded = decode(octets, PseudoHeader{}, ChecksumPolicy::ignore);
  BOOST_TEST(!decoded.value().sender.urgent_pointer.has_value());
}

BOOST_AUTO_TEST_CASE(urgent_pointer_and_acknowledgment_of_zero_are_not_absent) {
  Segment segment;
  segment.sender.urgent_pointer = 0;
  segment.receiver.acknowledgment = Seq32{0};
  BOOST_TEST(decode(encode(segment, PseudoHeader{}), PseudoHeader{}).value() == segment);
}

BOOST_AUTO_TEST_CASE(sequence_length_counts_syn_and_fin_one_each) {
  Segment segment;
  segment.sender.payload = Bytes(10);
  BOOST_TEST(segment.sender.sequence_length() == 10U);
  segment.sender.syn = true;
  BOOST_TEST(segment.sender.sequence_length() == 11U);
  segment.sender.fin = true;
  BOOST_TEST(segment.sender.sequence_length() == 12U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::wire

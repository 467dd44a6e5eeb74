#include <memory>

#include <boost/test/unit_test.hpp>

#include "net/wire/segment_codec.hpp"
#include "tests/support/wire_random_segment.hpp"

namespace acklab::wire {
namespace {

using Decoded = Expected<Segment, SegmentError>;

/// Decodes from an allocation of exactly `size` octets: a sanitizer sees any read beyond it.
Decoded decode_exactly(const Bytes& octets, std::size_t size, ChecksumPolicy policy) {
  const auto exact = std::make_unique<std::uint8_t[]>(size);
  std::copy_n(octets.begin(), size, exact.get());
  return decode(ByteView{exact.get(), size}, PseudoHeader{}, policy);
}

BOOST_AUTO_TEST_SUITE(malformed_segment_rules)

BOOST_AUTO_TEST_CASE(every_truncation_is_noticed) {
  for (std::uint64_t round = 0; round < 300; ++round) {
    test::Dice dice{1, round};
    const Segment segment = test::random_segment(dice, 60);
    const Bytes octets = encode(segment, PseudoHeader{});
    for (std::size_t size = 0; size < octets.size(); ++size) {
      const Decoded decoded = decode_exactly(octets, size, ChecksumPolicy::verify);
      const auto expected = size < 20 ? SegmentError::too_short : SegmentError::bad_checksum;
      BOOST_REQUIRE_MESSAGE(!decoded && decoded.error() == expected,
                            "round " << round << ", cut to " << size << ": " << segment);
    }
  }
}

BOOST_AUTO_TEST_CASE(truncation_without_checksum_loses_payload_but_never_a_part_of_the_header) {
  for (std::uint64_t round = 0; round < 300; ++round) {
    test::Dice dice{2, round};
    const Segment segment = test::random_segment(dice, 60);
    const Bytes octets = encode(segment, PseudoHeader{});
    const std::size_t header = header_bytes(segment);
    for (std::size_t size = 0; size < octets.size(); ++size) {
      const Decoded decoded = decode_exactly(octets, size, ChecksumPolicy::ignore);
      if (size >= header) {
        Segment expected = segment;
        expected.sender.payload.resize(size - header);
        BOOST_REQUIRE_MESSAGE(decoded && *decoded == expected, "round " << round);
        continue;
      }
      const auto expected = size < 20 ? SegmentError::too_short : SegmentError::bad_data_offset;
      BOOST_REQUIRE_MESSAGE(!decoded && decoded.error() == expected,
                            "round " << round << ", cut to " << size << ": " << segment);
    }
  }
}

BOOST_AUTO_TEST_CASE(every_single_flipped_bit_is_a_bad_checksum) {
  test::Dice dice{3};
  for (int round = 0; round < 20; ++round) {
    Bytes octets = encode(test::random_segment(dice, 60), PseudoHeader{});
    for (std::size_t bit = 0; bit < octets.size() * 8; ++bit) {
      const auto mask = static_cast<std::uint8_t>(1U << bit % 8);
      octets[bit / 8] ^= mask;
      const Decoded decoded = decode(octets, PseudoHeader{});
      BOOST_REQUIRE_MESSAGE(!decoded && decoded.error() == SegmentError::bad_checksum,
                            "bit " << bit);
      octets[bit / 8] ^= mask;
    }
  }
}

BOOST_AUTO_TEST_CASE(checksum_covers_both_addresses) {
  const PseudoHeader right{IpAddress::v4(10, 0, 0, 1), IpAddress::v4(10, 0, 0, 2)};
  const PseudoHeader other_source{IpAddress::v4(10, 0, 0, 3), right.destination};
  const PseudoHeader other_destination{right.source, IpAddress::v4(10, 0, 0, 3)};
  const Bytes octets = encode(Segment{}, right);
  BOOST_TEST(decode(octets, right).has_value());
  BOOST_TEST(decode(octets, other_source).error() == SegmentError::bad_checksum);
  BOOST_TEST(decode(octets, other_destination).error() == SegmentError::bad_checksum);
  BOOST_TEST(decode(octets, PseudoHeader{}).error() == SegmentError::bad_checksum);
}

BOOST_AUTO_TEST_CASE(data_offset_below_five_is_refused) {
  Bytes octets = encode(Segment{}, PseudoHeader{});
  for (std::uint8_t offset = 0; offset < 5; ++offset) {
    octets[12] = static_cast<std::uint8_t>(offset << 4U);
    const Decoded decoded = decode(octets, PseudoHeader{}, ChecksumPolicy::ignore);
    BOOST_TEST(decoded.error() == SegmentError::bad_data_offset);
  }
}

BOOST_AUTO_TEST_CASE(data_offset_beyond_the_end_is_refused_and_at_the_end_is_not) {
  Bytes octets = encode(Segment{}, PseudoHeader{});
  octets.resize(40);  // zeros: end of option list
  for (std::uint8_t offset = 5; offset < 16; ++offset) {
    octets[12] = static_cast<std::uint8_t>(offset << 4U);
    const Decoded decoded = decode_exactly(octets, 40, ChecksumPolicy::ignore);
    if (offset <= 10) {
      BOOST_TEST(decoded.value().sender.payload.size() == 40U - 4U * offset);
    } else {
      BOOST_TEST(decoded.error() == SegmentError::bad_data_offset);
    }
  }
}

BOOST_AUTO_TEST_CASE(damage_is_reported_as_bad_checksum_whatever_else_it_did) {
  Bytes octets = encode(Segment{}, PseudoHeader{});
  octets[12] = 0x10;
  BOOST_TEST(decode(octets, PseudoHeader{}).error() == SegmentError::bad_checksum);
}

BOOST_AUTO_TEST_CASE(each_error_has_words_of_its_own) {
  BOOST_TEST(to_string(SegmentError::too_short) == std::string{"shorter than a TCP header"});
  BOOST_TEST(to_string(SegmentError::bad_checksum) == std::string{"wrong checksum"});
  BOOST_TEST(to_string(SegmentError::bad_data_offset) !=
             std::string{to_string(SegmentError::bad_option_length)});
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::wire

#include "net/wire/experimental_option.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <boost/test/unit_test.hpp>

#include "net/wire/internet_checksum.hpp"
#include "net/wire/segment_checksum.hpp"
#include "tests/support/wire_random_segment.hpp"

namespace acklab::wire {
namespace {

Segment offering() {
  Segment syn;
  syn.sender.syn = true;
  syn.syn_options = {1460, 7, true, AcklabOption{30, true}};
  syn.timestamps = Timestamps{1, 2};
  return syn;
}

Segment protected_data(std::size_t bytes) {
  Segment segment;
  segment.sender.sequence = Seq32{0x0102'0304};
  segment.receiver.acknowledgment = Seq32{77};
  segment.timestamps = Timestamps{5, 6};
  segment.crc32c = true;
  for (std::size_t index = 0; index < bytes; ++index) {
    segment.sender.payload.push_back(static_cast<std::uint8_t>(index * 7 + index / 256));
  }
  return segment;
}

/// `octets` with the Internet checksum made right again.
Bytes with_right_checksum(Bytes octets) {
  octets[16] = octets[17] = 0;
  InternetChecksum sum = pseudo_header_sum(PseudoHeader{}, tcp_protocol, octets.size());
  const std::uint16_t checksum = sum.add(octets).checksum();
  octets[16] = static_cast<std::uint8_t>(checksum >> 8U);
  octets[17] = static_cast<std::uint8_t>(checksum & 0xffU);
  return octets;
}

BOOST_AUTO_TEST_SUITE(experimental_option_rules)

BOOST_AUTO_TEST_CASE(on_a_syn_it_follows_the_other_options_as_documented) {
  const Bytes octets = encode(offering(), PseudoHeader{});
  const Bytes expected = {253, 8, 0xac, 0x1b, 0, 30, 0, 1};
  BOOST_TEST(octets.size() == 20U + 28U);
  BOOST_TEST(Bytes(octets.end() - 8, octets.end()) == expected);
  BOOST_TEST(decode(octets, PseudoHeader{}).value() == offering());
}

BOOST_AUTO_TEST_CASE(it_leaves_a_syn_room_for_a_fast_open_cookie) {
  // MSS, SACK-permitted, timestamps, window scale and this: 28 of 40 octets.
  BOOST_TEST(header_bytes(offering()) == 48U);
}

BOOST_AUTO_TEST_CASE(another_identifier_or_length_is_somebody_elses) {
  for (const auto& [at, value] : {std::pair<std::size_t, std::uint8_t>{2, 0xad}, {3, 0x1c}}) {
    Bytes octets = encode(offering(), PseudoHeader{});
    octets[octets.size() - 8 + at] = value;
    const auto decoded = decode(with_right_checksum(octets), PseudoHeader{});
    BOOST_REQUIRE(decoded.has_value());
    BOOST_TEST(!decoded->syn_options.acklab);
    BOOST_TEST(*decoded->syn_options.max_segment_size == 1460);
  }
  Bytes shorter = encode(offering(), PseudoHeader{});
  shorter[shorter.size() - 7] = 4;  // then the rest is an option of kind 0: the end
  const auto decoded = decode(with_right_checksum(shorter), PseudoHeader{});
  BOOST_TEST(!decoded.value().syn_options.acklab);
}

BOOST_AUTO_TEST_CASE(unknown_capabilities_mean_nothing) {
  Bytes octets = encode(offering(), PseudoHeader{});
  octets[octets.size() - 2] = 0xff;
  octets[octets.size() - 1] = 0xfe;
  const auto decoded = decode(with_right_checksum(octets), PseudoHeader{});
  BOOST_TEST((decoded.value().syn_options.acklab == AcklabOption{30, false}));
}

BOOST_AUTO_TEST_CASE(crc32c_stands_behind_the_timestamps) {
  const Bytes octets = encode(protected_data(100), PseudoHeader{});
  BOOST_TEST(octets.size() == 20U + 20U + 100U);
  BOOST_TEST(crc32c_position(octets).value() == 20U + 12U + 4U);
  BOOST_TEST(decode(octets, PseudoHeader{}).value() == protected_data(100));
}

BOOST_AUTO_TEST_CASE(crc32c_notices_two_swapped_words_which_the_internet_checksum_does_not) {
  const Bytes original = encode(protected_data(200), PseudoHeader{});
  std::size_t noticed = 0;
  for (std::size_t first = 4; first + 2 <= original.size(); first += 2) {
    for (std::size_t second = first + 2; second + 2 <= original.size(); second += 38) {
      Bytes octets = original;
      std::swap_ranges(octets.begin() + static_cast<std::ptrdiff_t>(first),
                       octets.begin() + static_cast<std::ptrdiff_t>(first) + 2,
                       octets.begin() + static_cast<std::ptrdiff_t>(second));
      if (octets == original) continue;
      BOOST_REQUIRE(checksum_is_right(octets, PseudoHeader{}));
      const auto decoded = decode(octets, PseudoHeader{});
      // Damage to the option itself may hide it: then the segment says that it carries none.
      const bool caught = !decoded || !decoded->crc32c;
      BOOST_REQUIRE_MESSAGE(caught, "words at " << first << " and " << second);
      if (!decoded && decoded.error() == SegmentError::bad_crc32c) ++noticed;
    }
  }
  BOOST_TEST(noticed > 300U);
}

BOOST_AUTO_TEST_CASE(crc32c_survives_the_translation_of_ports) {
  Bytes octets = encode(protected_data(50), PseudoHeader{});
  octets[0] = 0xab;
  octets[3] = 0xcd;
  BOOST_TEST(decode(with_right_checksum(octets), PseudoHeader{}).has_value());
}

BOOST_AUTO_TEST_CASE(a_policy_of_ignoring_ignores_both_checks) {
  Bytes octets = encode(protected_data(50), PseudoHeader{});
  octets.back() ^= 1;
  BOOST_TEST(decode(octets, PseudoHeader{}).error() == SegmentError::bad_checksum);
  BOOST_TEST(decode(with_right_checksum(octets), PseudoHeader{}).error() ==
             SegmentError::bad_crc32c);
  BOOST_TEST(decode(octets, PseudoHeader{}, ChecksumPolicy::ignore).has_value());
}

BOOST_AUTO_TEST_CASE(a_pure_ack_keeps_three_sack_blocks_and_a_data_segment_two) {
  Segment ack;
  ack.timestamps = Timestamps{1, 2};
  for (std::uint32_t block = 1; block <= 3; ++block) {
    ack.receiver.sack.push_back({Seq32{block * 100}, Seq32{block * 100 + 50}});
  }
  BOOST_TEST(decode(encode(ack, PseudoHeader{}), PseudoHeader{}).value().receiver.sack.size() ==
             3U);
  ack.crc32c = true;
  BOOST_TEST(decode(encode(ack, PseudoHeader{}), PseudoHeader{}).value().receiver.sack.size() ==
             2U);
}

BOOST_AUTO_TEST_CASE(a_syn_never_carries_a_crc32c) {
  Segment syn;
  syn.sender.syn = true;
  syn.crc32c = true;
  BOOST_TEST(header_bytes(syn) == 20U);
}

BOOST_AUTO_TEST_CASE(text_says_what_the_option_says) {
  BOOST_TEST(to_text(offering()).find("exp-acklab delay 3000us crc32c") != std::string::npos);
  BOOST_TEST(to_text(protected_data(1)).find("exp-acklab crc32c") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::wire

#include "net/wire/tcp_options.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/support/wire_random_segment.hpp"

namespace acklab::wire {
namespace {

constexpr std::size_t unknown_kinds[] = {6, 7, 9, 29, 34, 253, 254, 255};

Bytes written(const Segment& segment) {
  const OptionArea area = write_options(segment);
  return {area.view().begin(), area.view().end()};
}

/// A segment with these octets as its whole option area.
Bytes octets_with(Bytes options, bool syn) {
  options.resize((options.size() + 3) / 4 * 4, 0);
  Bytes octets(20);
  octets[12] = static_cast<std::uint8_t>((20 + options.size()) / 4 << 4U);
  octets[13] = syn ? 0x02 : 0x10;
  octets.insert(octets.end(), options.begin(), options.end());
  return octets;
}

Expected<Segment, SegmentError> read(const Bytes& options, bool syn) {
  return decode(octets_with(options, syn), PseudoHeader{}, ChecksumPolicy::ignore);
}

Bytes option(std::size_t kind, std::size_t length) {
  Bytes octets(length, 0);
  octets[0] = static_cast<std::uint8_t>(kind);
  octets[1] = static_cast<std::uint8_t>(length);
  return octets;
}

bool is_refused(const Bytes& options, bool syn) {
  const auto segment = read(options, syn);
  return !segment && segment.error() == SegmentError::bad_option_length;
}

Segment with_blocks(std::size_t count) {
  Segment segment;
  for (std::uint32_t block = 1; block <= count; ++block) {
    segment.receiver.sack.push_back({Seq32{block * 100}, Seq32{block * 100 + 50}});
  }
  return segment;
}

BOOST_AUTO_TEST_SUITE(tcp_option_rules)

BOOST_AUTO_TEST_CASE(options_are_laid_out_as_linux_does) {
  Segment data;
  data.timestamps = Timestamps{0x01020304, 0x05060708};
  BOOST_TEST(written(data) == (Bytes{1, 1, 8, 10, 1, 2, 3, 4, 5, 6, 7, 8}));
  Segment syn = data;
  syn.sender.syn = true;
  syn.syn_options = {1460, 7, true};
  BOOST_TEST(written(syn) ==
             (Bytes{2, 4, 5, 0xb4, 4, 2, 8, 10, 1, 2, 3, 4, 5, 6, 7, 8, 1, 3, 3, 7}));
  syn.timestamps.reset();
  BOOST_TEST(written(syn) == (Bytes{2, 4, 5, 0xb4, 1, 1, 4, 2, 1, 3, 3, 7}));
  const Bytes sack = written(with_blocks(1));
  BOOST_TEST(sack == (Bytes{1, 1, 5, 10, 0, 0, 0, 100, 0, 0, 0, 150}));
}

BOOST_AUTO_TEST_CASE(sack_blocks_that_do_not_fit_are_left_out_last_first) {
  const Segment four = with_blocks(4);
  BOOST_TEST(header_bytes(four) == 20U + 36U);
  Segment beside_timestamps = four;
  beside_timestamps.timestamps = Timestamps{1, 2};
  const auto decoded = decode(encode(beside_timestamps, PseudoHeader{}), PseudoHeader{});
  BOOST_TEST((decoded.value().receiver.sack == with_blocks(3).receiver.sack));
  BOOST_TEST(header_bytes(beside_timestamps) == 60U);
}

BOOST_AUTO_TEST_CASE(padding_gives_way_before_a_sack_block_does) {
  Segment segment = with_blocks(4);
  segment.sender.syn = true;
  segment.syn_options = {1460, std::nullopt, true};  // 6 octets, 8 with NOPs; 34 are left
  const auto decoded = decode(encode(segment, PseudoHeader{}), PseudoHeader{});
  BOOST_TEST(decoded.value() == segment);
}

BOOST_AUTO_TEST_CASE(padding_is_zero) {
  Segment segment = with_blocks(3);
  segment.sender.syn = true;
  segment.timestamps = Timestamps{1, 2};
  segment.syn_options.window_scale = 7;  // 3 + 10 + 26 octets without NOPs
  const Bytes options = written(segment);
  BOOST_TEST(options.size() == 40U);
  BOOST_TEST(options.back() == 0);
  BOOST_TEST(decode(encode(segment, PseudoHeader{}), PseudoHeader{}).value() == segment);
}

BOOST_AUTO_TEST_CASE(syn_options_are_not_written_on_other_segments) {
  Segment segment;
  segment.syn_options = {1460, 7, true};
  BOOST_TEST(header_bytes(segment) == 20U);
}

BOOST_AUTO_TEST_CASE(syn_options_are_not_read_on_other_segments) {
  const Bytes options = {2, 4, 5, 0xb4, 1, 3, 3, 7, 4, 2, 1, 1};
  BOOST_TEST((read(options, true).value().syn_options == SynOptions{1460, 7, true}));
  BOOST_TEST((read(options, false).value().syn_options == SynOptions{}));
}

BOOST_AUTO_TEST_CASE(window_scale_above_14_counts_as_14) {
  BOOST_TEST(read({3, 3, 14}, true).value().syn_options.window_scale.value() == 14);
  BOOST_TEST(read({3, 3, 15}, true).value().syn_options.window_scale.value() == 14);
  BOOST_TEST(read({3, 3, 255}, true).value().syn_options.window_scale.value() == 14);
  Segment segment;
  segment.sender.syn = true;
  segment.syn_options.window_scale = 200;
  BOOST_TEST(written(segment) == (Bytes{1, 3, 3, 14}));
}

BOOST_AUTO_TEST_CASE(unknown_options_are_skipped) {
  for (const std::size_t kind : unknown_kinds) {
    for (std::size_t length = 2; length <= 36; ++length) {
      Bytes options = option(kind, length);
      options.insert(options.end(), {2, 4, 5, 0xb4});
      const auto segment = read(options, true);
      BOOST_REQUIRE_MESSAGE(segment, "kind " << kind << ", length " << length);
      BOOST_REQUIRE(segment->syn_options.max_segment_size == 1460);
    }
  }
}

BOOST_AUTO_TEST_CASE(options_are_read_at_any_alignment) {
  for (std::size_t shift = 0; shift < 9; ++shift) {
    Bytes options(shift, 1);
    options.insert(options.end(), {8, 10, 0, 0, 0, 1, 0, 0, 0, 2, 2, 4, 5, 0xb4, 3, 3, 7, 4, 2});
    const Segment segment = read(options, true).value();
    BOOST_TEST((segment.timestamps == Timestamps{1, 2}));
    BOOST_TEST((segment.syn_options == SynOptions{1460, 7, true}));
  }
}

BOOST_AUTO_TEST_CASE(octets_behind_the_end_of_the_list_are_not_read) {
  const Segment segment = read({4, 2, 0, 99, 2, 4, 5, 0xb4}, true).value();
  BOOST_TEST(segment.syn_options.sack_permitted);
  BOOST_TEST(!segment.syn_options.max_segment_size.has_value());
}

BOOST_AUTO_TEST_CASE(full_area_of_no_operations_is_no_option) {
  BOOST_TEST((read(Bytes(40, 1), true).value().syn_options == SynOptions{}));
}

BOOST_AUTO_TEST_CASE(length_below_two_is_refused) {
  for (std::size_t kind = 2; kind < 256; ++kind) {
    const auto octet = static_cast<std::uint8_t>(kind);
    BOOST_REQUIRE_MESSAGE(is_refused({octet, 0, 0, 0}, true), "kind " << kind);
    BOOST_REQUIRE_MESSAGE(is_refused({octet, 1, 0, 0}, false), "kind " << kind);
  }
}

BOOST_AUTO_TEST_CASE(length_beyond_the_header_is_refused_although_payload_follows) {
  for (const std::size_t kind : {std::size_t{5}, std::size_t{8}, std::size_t{253}}) {
    const auto octet = static_cast<std::uint8_t>(kind);
    Bytes octets = octets_with({octet, 10, 0, 0}, false);
    octets.resize(octets.size() + 40);
    const auto segment = decode(octets, PseudoHeader{}, ChecksumPolicy::ignore);
    BOOST_TEST(segment.error() == SegmentError::bad_option_length);
  }
}

BOOST_AUTO_TEST_CASE(length_one_beyond_the_header_is_refused_and_up_to_its_end_is_not) {
  for (std::size_t shift = 0; shift <= 36; ++shift) {
    const std::size_t rest = 40 - shift;
    Bytes options(40, 1);
    options[shift] = 253;
    options[shift + 1] = static_cast<std::uint8_t>(rest);
    BOOST_REQUIRE_MESSAGE(read(options, false).has_value(), "shift " << shift);
    options[shift + 1] = static_cast<std::uint8_t>(rest + 1);
    BOOST_REQUIRE_MESSAGE(is_refused(options, false), "shift " << shift);
  }
}

BOOST_AUTO_TEST_CASE(kind_without_room_for_its_length_is_refused) {
  BOOST_TEST(is_refused({1, 1, 1, 253}, false));
  BOOST_TEST(is_refused({1, 1, 1, 8}, true));
}

BOOST_AUTO_TEST_CASE(length_wrong_for_its_kind_is_refused) {
  struct Rule {
    std::size_t kind;
    std::size_t right_length;
  };
  for (const Rule rule : {Rule{2, 4}, Rule{3, 3}, Rule{4, 2}, Rule{8, 10}}) {
    for (std::size_t length = 2; length <= 40; ++length) {
      BOOST_REQUIRE_MESSAGE(
          is_refused(option(rule.kind, length), true) == (length != rule.right_length),
          "kind " << rule.kind << ", length " << length);
    }
  }
}

BOOST_AUTO_TEST_CASE(sack_holds_one_to_four_whole_blocks) {
  for (std::size_t length = 2; length <= 40; ++length) {
    const bool right = length == 10 || length == 18 || length == 26 || length == 34;
    BOOST_REQUIRE_MESSAGE(is_refused(option(5, length), false) != right, "length " << length);
    if (right) {
      const Segment segment = read(option(5, length), false).value();
      BOOST_TEST(segment.receiver.sack.size() == (length - 2) / 8);
    }
  }
}

BOOST_AUTO_TEST_CASE(syn_option_of_wrong_length_is_harmless_where_it_is_not_read) {
  BOOST_TEST((read({2, 3, 0, 4, 5, 0, 0, 0}, false).has_value()));
}

BOOST_AUTO_TEST_CASE(last_of_two_equal_options_counts) {
  const Segment segment = read({2, 4, 0, 1, 2, 4, 0, 2}, true).value();
  BOOST_TEST(segment.syn_options.max_segment_size.value() == 2);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::wire

#include "sim/link/script/packet_reader.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/support/link_segments.hpp"
#include "tests/support/wire_dice.hpp"

namespace acklab::link::test {
namespace {

constexpr std::uint8_t syn = TcpFlags::syn;
constexpr std::uint8_t ack = TcpFlags::ack;
constexpr std::uint8_t fin = TcpFlags::fin;
constexpr std::uint8_t rst = TcpFlags::rst;

struct ReaderTest {
  PacketReader reader{holds_segments};

  PacketReading forward(const TestSegment& segment) {
    return reader.read(Direction::forward, packet_with(segment, Direction::forward));
  }
  PacketReading reverse(const TestSegment& segment) {
    return reader.read(Direction::reverse, packet_with(segment, Direction::reverse));
  }
};

BOOST_AUTO_TEST_SUITE(packet_reader)

BOOST_FIXTURE_TEST_CASE(numbers_count_from_the_first_syn_of_their_direction, ReaderTest) {
  const auto first = forward({0xffff'ff00U, syn});
  BOOST_TEST((first.protocol == Protocol::tcp));
  BOOST_TEST(first.sequence == 0U);
  BOOST_TEST(first.connection == 1U);
  BOOST_TEST(!first.acknowledgment.has_value());
  const auto answer = reverse({77, syn | ack, 0, 0xffff'ff01U});
  BOOST_TEST(answer.sequence == 0U);
  BOOST_TEST((answer.acknowledgment == 1U));
  // The 300 bytes reach across the wrap.
  const auto data = forward({0xffff'ff01U, ack, 300, 78});
  BOOST_TEST(data.sequence == 1U);
  BOOST_TEST((data.bytes == ByteRange{0, 300}));
  BOOST_TEST((data.data_segments == NumberRange{1, 1}));
  BOOST_TEST((data.acknowledgment == 1U));
  const auto more = forward({0xffff'ff01U + 300, ack, 100, 78});
  BOOST_TEST(more.sequence == 301U);
  BOOST_TEST((more.bytes == ByteRange{300, 400}));
  const auto pure = reverse({78, ack, 0, 0xffff'ff01U + 400});
  BOOST_TEST((pure.acknowledgment == 401U));
  BOOST_TEST((pure.ack_only == 1U));
}

BOOST_FIXTURE_TEST_CASE(windows_are_scaled_as_both_syns_agreed, ReaderTest) {
  for (const bool both : {true, false}) {
    reader = PacketReader{holds_segments};
    TestSegment first{100, syn};
    first.window = 1000;
    first.window_scale = 3;
    BOOST_TEST((forward(first).window == 1000U));
    TestSegment data{101, ack, 10, 501};
    data.window = 7;
    BOOST_TEST(!forward(data).window.has_value());  // the other SYN has not been seen
    TestSegment answer{500, syn | ack, 0, 101};
    answer.window = 2000;
    if (both) answer.window_scale = 15;  // RFC 7323: 14 at most
    BOOST_TEST((reverse(answer).window == 2000U));
    BOOST_TEST((forward(data).window == (both ? 7U << 3U : 7U)));
    TestSegment back{501, ack, 0, 111};
    back.window = 9;
    BOOST_TEST((reverse(back).window == (both ? std::uint64_t{9} << 14U : 9U)));
    BOOST_TEST(!reverse({501, rst}).window.has_value());
  }
}

BOOST_FIXTURE_TEST_CASE(selective_acknowledgments_count_as_acknowledgments_do, ReaderTest) {
  static_cast<void>(forward({0xffff'ff00U, syn}));
  static_cast<void>(reverse({77, syn | ack, 0, 0xffff'ff01U}));
  for (std::uint32_t sent = 0; sent < 1000; sent += 100) {
    static_cast<void>(forward({0xffff'ff01U + sent, ack, 100, 78}));
  }
  TestSegment told{78, ack, 0, 0xffff'ff01U + 100};
  told.sack.push_back({Seq32{0xffff'ff01U + 400}, Seq32{0xffff'ff01U + 500}});
  told.sack.push_back({Seq32{0xffff'ff01U + 200}, Seq32{0xffff'ff01U + 300}});
  const auto reading = reverse(told);
  BOOST_TEST((reading.acknowledgment == 101U));
  const std::vector<ByteRange> ranges(reading.sack.begin(), reading.sack.end());
  BOOST_TEST((ranges == std::vector<ByteRange>{{401, 501}, {201, 301}}));
}

BOOST_AUTO_TEST_CASE(malformed_options_end_the_reading_of_options) {
  const Bytes whole{1, 1, 3, 3, 7, 5, 10, 0, 0, 0, 1, 0, 0, 0, 9};
  const TcpOptionFields fields = read_tcp_options(whole);
  BOOST_TEST((fields.window_scale == 7));
  BOOST_REQUIRE(fields.sack.size() == 1U);
  BOOST_TEST((fields.sack.begin()->right == Seq32{9}));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    BOOST_TEST(read_tcp_options(ByteView(whole).first(size)).sack.empty());
  }
  BOOST_TEST(!read_tcp_options(Bytes{4, 0, 3, 3, 7}).window_scale.has_value());
  BOOST_TEST(!read_tcp_options(Bytes{0, 3, 3, 7}).window_scale.has_value());
  BOOST_TEST(!read_tcp_options(Bytes{8, 200, 3, 3, 7}).window_scale.has_value());
}

BOOST_FIXTURE_TEST_CASE(sequence_numbers_never_wrap, ReaderTest) {
  static_cast<void>(forward({5, syn}));
  std::uint64_t sent = 0;
  constexpr std::uint32_t step = 60'000;
  while (sent < (std::uint64_t{1} << 33)) {
    const TestSegment segment{static_cast<std::uint32_t>(6 + sent), ack, step};
    // Reading costs nothing by the byte: only the header is looked at.
    static Packet packet = packet_with(segment);
    wire::write_u32(packet.octets, 4, segment.sequence);
    const auto reading = reader.read(Direction::forward, packet);
    if (!(reading.bytes == ByteRange{sent, sent + step})) {
      BOOST_FAIL("after " << sent << " bytes");
    }
    sent += step;
  }
}

BOOST_FIXTURE_TEST_CASE(retransmissions_are_counted_and_keep_their_number, ReaderTest) {
  static_cast<void>(forward({0, syn}));
  for (std::uint32_t n = 0; n < 5; ++n) static_cast<void>(forward({1 + n * 1000, ack, 1000}));
  for (std::uint32_t times = 2; times < 5; ++times) {
    const auto again = forward({2001, ack, 1000});
    BOOST_TEST((again.data_segments == NumberRange{3, 3}));
    BOOST_TEST(again.transmission == times);
    BOOST_TEST((again.bytes == ByteRange{2000, 3000}));
  }
}

BOOST_FIXTURE_TEST_CASE(syn_and_fin_have_transmissions_of_their_own, ReaderTest) {
  BOOST_TEST(forward({9, syn}).transmission == 1U);
  BOOST_TEST(forward({9, syn}).transmission == 2U);
  BOOST_TEST(forward({9, syn}).transmission == 3U);
  BOOST_TEST(reverse({50, syn | ack, 0, 10}).transmission == 1U);
  BOOST_TEST(reverse({50, syn | ack, 0, 10}).transmission == 2U);
  BOOST_TEST(forward({10, ack, 100, 51}).transmission == 1U);
  BOOST_TEST(forward({110, fin | ack, 0, 51}).transmission == 1U);
  BOOST_TEST(forward({110, fin | ack, 0, 51}).transmission == 2U);
  // A FIN that rides on data again goes by its first octet.
  BOOST_TEST(forward({10, fin | ack, 100, 51}).transmission == 2U);
  BOOST_TEST(forward({110, fin | ack, 0, 51}).transmission == 4U);
  BOOST_TEST(forward({111, rst | ack, 0, 51}).transmission == 1U);
}

BOOST_FIXTURE_TEST_CASE(what_only_acknowledges_is_numbered_and_its_repetitions_counted,
                        ReaderTest) {
  static_cast<void>(forward({0, syn}));
  static_cast<void>(reverse({0, syn | ack, 0, 1}));
  const auto last_of_handshake = forward({1, ack, 0, 1});
  BOOST_TEST((last_of_handshake.ack_only == 1U));
  BOOST_TEST(last_of_handshake.ack_repeats == 0U);
  BOOST_TEST(!forward({1, ack, 10, 1}).ack_only.has_value());
  for (std::uint32_t repeats = 0; repeats < 4; ++repeats) {
    const auto reading = reverse({1, ack, 0, 11});
    BOOST_TEST((reading.ack_only == repeats + 1));
    BOOST_TEST(reading.ack_repeats == repeats);
  }
  BOOST_TEST(reverse({1, ack, 0, 21}).ack_repeats == 0U);
  BOOST_TEST(!reverse({1, fin | ack, 0, 21}).ack_only.has_value());
}

BOOST_FIXTURE_TEST_CASE(without_a_syn_the_first_segment_begins_the_stream, ReaderTest) {
  const auto data = forward({4711, ack, 10, 99});
  BOOST_TEST(data.sequence == 1U);
  BOOST_TEST((data.bytes == ByteRange{0, 10}));
  BOOST_TEST(!data.acknowledgment.has_value());
}

BOOST_FIXTURE_TEST_CASE(connections_are_told_apart_by_their_ports, ReaderTest) {
  BOOST_TEST(forward({0, syn, 0, 0, 1000}).connection == 1U);
  BOOST_TEST(forward({0, syn, 0, 0, 1001}).connection == 2U);
  BOOST_TEST(reverse({5, syn | ack, 0, 1, 1001}).connection == 2U);
  BOOST_TEST((forward({1, ack, 10, 0, 1000}).data_segments == NumberRange{1, 1}));
  BOOST_TEST((forward({1, ack, 10, 0, 1001}).data_segments == NumberRange{1, 1}));
  BOOST_TEST((forward({11, ack, 10, 0, 1001}).data_segments == NumberRange{2, 2}));
}

BOOST_FIXTURE_TEST_CASE(the_same_ports_with_another_syn_are_another_connection, ReaderTest) {
  static_cast<void>(forward({0, syn}));
  static_cast<void>(reverse({100, syn | ack, 0, 1}));
  static_cast<void>(forward({1, ack, 10, 101}));
  const auto again = forward({5000, syn});
  BOOST_TEST(again.connection == 2U);
  BOOST_TEST(again.sequence == 0U);
  BOOST_TEST(again.transmission == 1U);
  BOOST_TEST(reverse({900, syn | ack, 0, 5001}).sequence == 0U);
  const auto data = forward({5001, ack, 10, 901});
  BOOST_TEST((data.bytes == ByteRange{0, 10}));
  BOOST_TEST((data.data_segments == NumberRange{1, 1}));
  BOOST_TEST((data.acknowledgment == 1U));
}

BOOST_FIXTURE_TEST_CASE(no_more_connections_are_remembered_than_stated, ReaderTest) {
  for (std::uint16_t port = 0; port < PacketReader::most_connections + 1; ++port) {
    BOOST_TEST(forward({0, syn, 0, 0, port}).connection == port + 1U);
  }
  BOOST_TEST(forward({0, syn, 0, 0, 1}).transmission == 2U);
  // The first one made room for the last one.
  BOOST_TEST(forward({0, syn, 0, 0, 0}).connection == PacketReader::most_connections + 2U);
}

BOOST_AUTO_TEST_CASE(a_segment_reads_alike_however_it_is_carried) {
  const TestSegment segments[] = {
      {100, syn},        {101, ack, 500, 7},      {601, ack, 400, 7},     {101, ack, 500, 7},
      {1001, ack, 0, 7}, {1001, fin | ack, 0, 7}, {1001, fin | ack, 0, 7}};
  std::vector<PacketReading> expected;
  for (const Carrying carrying : every_carrying) {
    PacketReader reader{holds_segments};
    std::vector<PacketReading> seen;
    for (const TestSegment& segment : segments) {
      seen.push_back(
          reader.read(Direction::forward, packet_with(segment, Direction::forward, carrying)));
    }
    if (expected.empty()) expected = seen;
    BOOST_TEST((seen == expected), "carrying " << static_cast<int>(carrying));
  }
  BOOST_TEST(expected[3].transmission == 2U);
}

BOOST_AUTO_TEST_CASE(plain_datagrams_are_numbered) {
  for (const Carrying carrying : {Carrying::payload, Carrying::udp_ipv4, Carrying::udp_ipv6}) {
    PacketReader reader{{}};
    for (std::uint64_t n = 1; n <= 3; ++n) {
      // What it holds must not be taken for a segment, however alike.
      const auto reading =
          reader.read(Direction::forward, packet_with({1, ack, 100}, Direction::forward, carrying));
      BOOST_TEST((reading.protocol == Protocol::udp));
      BOOST_TEST((reading.data_segments == NumberRange{n, n}));
      BOOST_TEST(reading.payload_bytes == 120U);
      BOOST_TEST(reading.connection == 1U);
      BOOST_TEST(reading.transmission == 1U);
      BOOST_TEST(!reading.bytes.has_value());
    }
  }
}

BOOST_AUTO_TEST_CASE(icmp_is_told_from_what_nobody_knows) {
  PacketReader reader{{}};
  const auto read = [&reader](Carrying carrying, std::uint8_t protocol) {
    return reader.read(Direction::forward, carried(Bytes(8), carrying, protocol)).protocol;
  };
  BOOST_TEST((read(Carrying::ipv4, 1) == Protocol::icmp));
  BOOST_TEST((read(Carrying::ipv6, 58) == Protocol::icmp));
  BOOST_TEST((read(Carrying::ipv4, 132) == Protocol::other));
  BOOST_TEST((read(Carrying::ipv4, wire::tcp_protocol) == Protocol::other));  // too short
}

BOOST_AUTO_TEST_CASE(a_fragment_reads_as_its_datagram_only_where_that_begins) {
  PacketReader reader{{}};
  wire::Ipv4Header header;
  header.source = header.destination = IpAddress::v4(10, 0, 0, 1);
  header.protocol = wire::udp_protocol;
  header.more_fragments = true;
  Bytes datagram = wire::encode(wire::UdpHeader{1, 2, true}, Bytes(2000), {});
  datagram.resize(1480);
  Packet packet{wire::encode(header, datagram), 1500, 0, PacketLayout::ip_packet};
  const auto first = reader.read(Direction::forward, packet);
  BOOST_TEST((first.protocol == Protocol::udp));
  BOOST_TEST((first.data_segments == NumberRange{1, 1}));
  header.fragment_offset = 185;
  packet.octets = wire::encode(header, datagram);
  BOOST_TEST((reader.read(Direction::forward, packet).protocol == Protocol::other));
}

/// A sender on a textbook rung: numbers of `bits` bits that count segments.
struct TextbookTest {
  explicit TextbookTest(std::uint8_t bits)
      : mask(bits == 32 ? 0xffff'ffffU : (1U << bits) - 1),
        reader{{DatagramContent::segment, SequenceUnit::segments, bits}} {
    static_cast<void>(read(0, syn, 0));
  }
  PacketReading read(std::uint32_t number, std::uint8_t flags, std::uint32_t payload) {
    return reader.read(Direction::forward,
                       packet_with({(initial + number) & mask, flags, payload}));
  }

  std::uint32_t mask;
  std::uint32_t initial = 3;
  PacketReader reader;
};

BOOST_AUTO_TEST_CASE(on_textbook_rungs_numbers_count_segments_and_wrap_early) {
  for (const std::uint8_t bits : {std::uint8_t{2}, std::uint8_t{3}, std::uint8_t{8}}) {
    TextbookTest sender{bits};
    // Go-back-n at its widest: all but one of the numbers at once, then all of them again.
    const std::uint32_t window = sender.mask;
    for (std::uint32_t base = 1; base < 100; base += window) {
      for (std::uint32_t times = 1; times <= 2; ++times) {
        for (std::uint32_t number = base; number < base + window; ++number) {
          const auto reading = sender.read(number, ack, 100);
          BOOST_TEST_CONTEXT("bits " << int{bits} << ", segment " << number) {
            BOOST_TEST(reading.sequence == number);
            BOOST_TEST((reading.data_segments == NumberRange{number, number}));
            BOOST_TEST((reading.bytes == ByteRange{(number - 1) * 100, number * 100}));
            BOOST_TEST(reading.transmission == times);
          }
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(nothing_that_reaches_a_link_can_upset_the_reader) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    acklab::test::Dice dice{seed};
    const bool textbook = dice.coin();
    PacketReader reader{{dice.coin() ? DatagramContent::segment : DatagramContent::plain,
                         textbook ? SequenceUnit::segments : SequenceUnit::bytes,
                         static_cast<std::uint8_t>(textbook ? 2 + dice.below(31) : 32)}};
    for (int step = 0; step < 1000; ++step) {
      const TestSegment segment{dice.u32() >> (dice.coin() ? 0U : 24U), dice.u8(),
                                static_cast<std::uint32_t>(dice.below(100)), dice.u32(),
                                static_cast<std::uint16_t>(dice.below(4))};
      Packet packet = packet_with(segment, Direction::forward, every_carrying[dice.below(5)]);
      if (dice.coin()) packet.octets[dice.below(packet.octets.size())] = dice.u8();
      if (dice.below(4) == 0) packet.octets.resize(dice.below(packet.octets.size() + 1));
      if (dice.below(8) == 0) packet.octets = dice.bytes(dice.below(80));
      const auto reading =
          reader.read(dice.coin() ? Direction::forward : Direction::reverse, packet);
      BOOST_TEST_CONTEXT("seed " << seed << ", step " << step) {
        BOOST_REQUIRE(reading.payload_bytes <= packet.octets.size());
        BOOST_REQUIRE(reading.transmission >= 1U);
        BOOST_REQUIRE((!reading.bytes || !reading.bytes->empty()));
        BOOST_REQUIRE((!reading.bytes || reading.protocol == Protocol::tcp));
        BOOST_REQUIRE((!reading.data_segments ||
                       reading.data_segments->first <= reading.data_segments->last));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(flows_that_share_a_link_are_read_as_what_each_of_them_is) {
  PacketReader reader{{}, {PacketContents{}, holds_segments, holds_segments}};
  const auto read = [&reader](std::uint32_t flow, const TestSegment& segment) {
    Packet packet = packet_with(segment);
    packet.flow = flow;
    return reader.read(Direction::forward, packet);
  };
  BOOST_TEST((read(0, {5, syn}).protocol == Protocol::udp));
  BOOST_TEST((read(1, {5, syn}).protocol == Protocol::tcp));
  BOOST_TEST(read(1, {6, ack, 100}).connection == 2U);
  // The same ports, but hosts of its own.
  const auto other = read(2, {900, syn});
  BOOST_TEST(other.connection == 3U);
  BOOST_TEST(read(1, {106, ack, 100}).sequence == 101U);
}

BOOST_AUTO_TEST_CASE(a_link_reads_packets_only_when_asked_to) {
  for (const bool asked : {false, true}) {
    LinkSettings settings;
    settings.contents = holds_segments;
    settings.read_packets = asked;
    Link link{settings, 1};
    std::vector<FateRecord> fates;
    link.record_fates([&fates](const FateRecord& fate) { fates.push_back(fate); });
    link.accept(timeline_origin, Direction::forward, packet_with({7, syn}));
    BOOST_REQUIRE(fates.size() == 1U);
    BOOST_TEST(fates.front().reading.has_value() == asked);
    if (asked) BOOST_TEST(fates.front().reading->flags.has(syn));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test

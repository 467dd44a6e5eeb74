#include <cmath>
#include <set>

#include <boost/test/unit_test.hpp>

#include "sim/link/mtu/fragments.hpp"
#include "tests/support/link_crossing.hpp"
#include "tests/support/link_statistics.hpp"

namespace acklab::link::test {
namespace {

using Version = IpAddress::Family;

DirectionSettings with_mtu(std::uint32_t bytes, Oversize oversize) {
  DirectionSettings settings;
  settings.mtu = MtuSettings{bytes, oversize};
  return settings;
}

BOOST_AUTO_TEST_SUITE(mtu)

BOOST_AUTO_TEST_CASE(packets_are_cut_by_the_rule_of_rfc_791) {
  for (const std::uint32_t payload : {1472U, 1473U, 2952U, 2953U, 8192U, 65'507U}) {
    const Fragments cut = fragments_of(payload + ipv4_udp_header_bytes, 1500, Version::v4);
    const std::uint32_t count = (payload + 8 + 1479) / 1480;
    BOOST_TEST(cut.count == count, payload);
    BOOST_TEST(cut.ip_bytes == payload + 8 + 20 * count, payload);
  }
  BOOST_TEST(fragments_of(65'507 + 28, 1500, Version::v4).count == 45U);
  // An MTU of 1501 holds no more than one of 1500: all but the last are multiples of 8.
  BOOST_TEST(fragments_of(2981, 1501, Version::v4).count == 3U);
  // Over IPv6 a fragment header of 8 octets in each: 1448 of payload.
  BOOST_TEST(fragments_of(40 + 2897, 1500, Version::v6).count == 3U);
  BOOST_TEST(fragments_of(40 + 2896, 1500, Version::v6).ip_bytes == 2896U + 2 * 48);
}

BOOST_AUTO_TEST_CASE(a_larger_packet_is_dropped_without_a_word) {
  const auto settings = with_mtu(1400, Oversize::drop);
  const Crossing over = cross(forward_only(settings), 1, {.packets = 10, .ip_bytes = 1401});
  BOOST_TEST(over.forward.dropped_by_mtu == 10U);
  BOOST_TEST(over.forward.undelivered == 10U);
  for (const FateRecord& fate : over.fates) {
    BOOST_TEST((fate.dropped == DropCause::mtu && fate.label == FateLabel::scripted));
  }
  const Crossing fits = cross(forward_only(settings), 1, {.packets = 10, .ip_bytes = 1400});
  BOOST_TEST(fits.releases.size() == 10U);
}

BOOST_AUTO_TEST_CASE(one_lost_fragment_loses_the_packet) {
  struct Size {
    std::uint32_t payload;
    double expected;  // 1 − 0.99^k
  };
  for (const Size size : {Size{1473, 0.0199}, Size{8192, 0.0585}, Size{65'507, 0.3638}}) {
    auto settings = with_mtu(1500, Oversize::fragment);
    settings.loss = Probability::from_percent(1);
    const std::uint64_t packets = 20'000;
    const Crossing seen = cross(
        forward_only(settings), 2,
        {.packets = packets, .payload_bytes = 0, .ip_bytes = size.payload + ipv4_udp_header_bytes});
    const std::uint32_t k = (size.payload + 8 + 1479) / 1480;
    const double chance = 1 - std::pow(0.99, k);
    BOOST_TEST_CONTEXT(size.payload << " bytes, seed 2") {
      BOOST_TEST(std::abs(chance - size.expected) < 0.0001);
      BOOST_TEST(std::abs(z_score(seen.forward.dropped_by_loss, packets, chance)) < 4);
      BOOST_TEST(seen.forward.fragmented == packets);
      BOOST_TEST(seen.forward.fragments == packets * k);
      BOOST_TEST(std::abs(z_score(seen.forward.fragments_lost, packets * k, 0.01)) < 4);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_chain_moves_on_once_a_fragment) {
  auto settings = with_mtu(1500, Oversize::fragment);
  // Lost, delivered, lost, delivered: of three fragments one or two are lost, of each packet.
  settings.loss = GilbertElliott{Probability::from_percent(100), Probability::from_percent(100)};
  const Crossing seen =
      cross(forward_only(settings), 3, {.packets = 8, .payload_bytes = 0, .ip_bytes = 4460});
  for (std::size_t i = 1; i < seen.fates.size(); ++i) {
    BOOST_TEST(seen.fates[i].fragments == 3U);
    BOOST_TEST(seen.fates[i].fragments_lost + seen.fates[i - 1].fragments_lost == 3U);
  }
}

/// What came out of a line of a byte a microsecond, and when.
struct Line {
  explicit Line(const DirectionSettings& settings) : link(forward_only(settings), 1) {
    link.record_fates([this](const FateRecord& fate) { fates.push_back(fate); });
  }
  void offer(std::uint32_t ip_bytes) {
    link.accept(timeline_origin, Direction::forward, {Bytes(0), ip_bytes, 0});
  }
  std::vector<std::int64_t> due_us() {
    std::vector<Release> out;
    drain(link, out);
    std::vector<std::int64_t> due;
    for (const Release& release : out)
      due.push_back((release.due - timeline_origin).count() / 1000);
    return due;
  }
  Link link;
  std::vector<FateRecord> fates;
};

DirectionSettings cutting_line(const FixedRate& framing) {
  auto settings = with_mtu(1500, Oversize::fragment);
  settings.rate = framing;
  return settings;
}
constexpr std::int64_t byte_a_microsecond = 8'000'000;
FixedRate plain_line() {
  return {BitRate::from_bits_per_s(byte_a_microsecond)};
}

BOOST_AUTO_TEST_CASE(fragments_beside_a_lost_one_take_their_room_on_the_line) {
  // Lost, delivered, lost, …: of three fragments the first and the last are lost, then the middle.
  DirectionSettings settings = cutting_line(plain_line());
  settings.loss = GilbertElliott{Probability::from_percent(100), Probability::from_percent(100)};
  std::set<std::int64_t> seen;
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    Link link(forward_only(settings), seed);
    std::vector<FateRecord> fates;
    link.record_fates([&](const FateRecord& fate) { fates.push_back(fate); });
    link.accept(timeline_origin, Direction::forward, {Bytes(0), 20 + 2960 + 100, 0});
    link.accept(timeline_origin, Direction::forward, {Bytes(0), 100, 0});
    link.accept(timeline_origin, Direction::forward, {Bytes(0), 200, 0});
    BOOST_TEST(link.in_flight(Direction::forward) == 1U);
    std::vector<Release> out;
    drain(link, out);
    BOOST_TEST(link.in_flight(Direction::forward) == 0U);
    BOOST_TEST_REQUIRE(out.size() == 1U);
    BOOST_TEST((fates[0].dropped == DropCause::loss && fates[0].fragments == 3U));
    // The middle one, 1500 bytes, or the first and the last, 1500 and 120, go before it.
    const std::int64_t in_vain = fates[0].fragments_lost == 2 ? 1500 : 1500 + 120;
    BOOST_TEST((out[0].due - timeline_origin).count() == 1000 * (in_vain + out[0].packet.ip_bytes));
    seen.insert(in_vain);
  }
  BOOST_TEST(seen.size() == 2U);  // both were seen
}

BOOST_AUTO_TEST_CASE(fragments_beside_a_lost_one_take_their_room_in_the_queue) {
  DirectionSettings settings = cutting_line(plain_line());
  settings.loss = GilbertElliott{Probability::from_percent(100), Probability::from_percent(100)};
  settings.queue = QueueLimit::bytes(3000);
  Link link(forward_only(settings), 3);
  std::vector<FateRecord> fates;
  link.record_fates([&](const FateRecord& fate) { fates.push_back(fate); });
  // Always two of four are lost, and 3000 bytes are left: the first on the line, the second in the
  // queue, which has no room for the third.
  const std::uint32_t four_fragments = 20 + 4 * 1480;
  for (int i = 0; i < 3; ++i) {
    link.accept(timeline_origin, Direction::forward, {Bytes(0), four_fragments, 0});
  }
  BOOST_TEST(link.counters(Direction::forward).max_queue_bytes == 3000U);
  BOOST_TEST(link.counters(Direction::forward).dropped_by_loss == 3U);
  BOOST_TEST(link.counters(Direction::forward).dropped_by_queue == 0U);
  BOOST_TEST(link.in_flight(Direction::forward) == 0U);
  std::vector<Release> out;
  drain(link, out);
  BOOST_TEST(out.empty());
  BOOST_TEST(fates.size() == 3U);
  BOOST_TEST(link.idle());
}

BOOST_AUTO_TEST_CASE(every_fragment_has_its_own_framing) {
  // Three fragments of 1500, 1500 and 120 bytes.
  const std::uint32_t ip_bytes = 20 + 2960 + 100;
  Line framed{cutting_line({BitRate::from_bits_per_s(byte_a_microsecond), 14})};
  framed.offer(ip_bytes);
  BOOST_TEST((framed.due_us() == std::vector<std::int64_t>{3120 + 3 * 14}));
  Line cells{cutting_line({BitRate::from_bits_per_s(byte_a_microsecond), 0, 48, 5})};
  cells.offer(ip_bytes);
  BOOST_TEST((cells.due_us() == std::vector<std::int64_t>{(32 + 32 + 3) * 53}));
}

BOOST_AUTO_TEST_CASE(a_queue_in_packets_counts_fragments) {
  DirectionSettings settings = cutting_line(plain_line());
  settings.queue = QueueLimit::packets(5);
  Line line{settings};
  line.offer(100);            // on the line
  line.offer(20 + 2 * 1480);  // two wait
  line.offer(20 + 3 * 1480);  // five
  line.offer(100);            // no room for a sixth
  BOOST_TEST(line.link.counters(Direction::forward).dropped_by_queue == 1U);
  BOOST_TEST((line.due_us() == std::vector<std::int64_t>{100, 3100, 7600}));
}

BOOST_AUTO_TEST_CASE(a_bucket_lets_fragments_go_one_by_one) {
  auto settings = with_mtu(1500, Oversize::fragment);
  settings.rate = TokenBucketRate{BitRate::from_bits_per_s(byte_a_microsecond), 1500};
  Line line{settings};
  line.offer(20 + 2 * 1480 + 100);
  line.offer(500);
  // 1500 at once, 1500 more with the next bucketful, then 120; and the one behind.
  BOOST_TEST((line.due_us() == std::vector<std::int64_t>{1620, 2120}));
}

BOOST_AUTO_TEST_CASE(a_bucket_may_change_while_fragments_are_leaving_it) {
  LinkSettings settings;
  settings.forward = with_mtu(1500, Oversize::fragment);
  settings.forward.rate = TokenBucketRate{BitRate::from_bits_per_s(byte_a_microsecond), 1500};
  settings.forward_schedule.push_back({AtTime{std::chrono::microseconds{100}}, settings.forward});
  settings.forward_schedule[0].settings.rate =
      TokenBucketRate{BitRate::from_bits_per_s(2 * byte_a_microsecond), 1500};
  Link link(settings, 1);
  link.accept(timeline_origin, Direction::forward, {Bytes(0), 20 + 3 * 1480, 0});
  link.accept(timeline_origin, Direction::forward, {Bytes(0), 1000, 0});
  std::vector<Release> out;
  drain(link, out);
  BOOST_TEST_REQUIRE(out.size() == 2U);
  // What is being sent goes on as it began; the next has the new rate.
  BOOST_TEST((out[0].due - timeline_origin == std::chrono::microseconds{3000}));
  BOOST_TEST((out[1].due - timeline_origin == std::chrono::microseconds{3500}));
}

BOOST_AUTO_TEST_CASE(line_and_queue_count_all_fragments_with_their_headers) {
  auto settings = with_mtu(1500, Oversize::fragment);
  settings.rate = BitRate::from_bits_per_s(8'000'000);  // a byte a microsecond
  Link link(forward_only(settings), 1);
  link.accept(timeline_origin, Direction::forward, {Bytes(0), 8220, 0});
  link.accept(timeline_origin, Direction::forward, {Bytes(0), 8220, 0});
  // 8220 bytes are six fragments: five headers more.
  BOOST_TEST(link.counters(Direction::forward).max_queue_bytes == 8320U);
  std::vector<Release> out;
  drain(link, out);
  BOOST_TEST_REQUIRE(out.size() == 2U);
  BOOST_TEST((out[0].due - timeline_origin == std::chrono::microseconds{8320}));
  BOOST_TEST((out[1].due - timeline_origin == std::chrono::microseconds{16'640}));
  BOOST_TEST(link.counters(Direction::forward).delivered_ip_bytes == 16'440U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test

#include "sim/capture/packet_capture.hpp"

#include <vector>

#include <boost/test/unit_test.hpp>

#include "sim/capture/pcapng.hpp"

using namespace acklab;
using namespace acklab::capture;
using link::Crossing;
using link::Direction;
using std::chrono::milliseconds;

namespace {

std::uint32_t number_at(const std::string& text, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    number |= static_cast<std::uint32_t>(static_cast<unsigned char>(text.at(at + i))) << (8 * i);
  }
  return number;
}

/// What a capture says of a packet.
struct Told {
  std::uint32_t interface_number;
  std::int64_t at_ns;
  std::string comment;
};

/// A capture at the ends of a link that carries made-up datagrams.
class Recorded {
 public:
  Recorded()
      : capture_({.acklab_version = "1.2.3",
                  .scenario = "made-up",
                  .contender = "udp",
                  .path = "simulated"},
                 [this](std::string_view text) { text_ += text; }) {}

  void watch(link::Link& link) {
    link.record_crossings([this](const Crossing& crossing) { capture_.crossed(crossing); });
    link.record_fates([this](const link::FateRecord& fate) { capture_.decided(fate); });
  }
  PacketCapture& capture() { return capture_; }

  [[nodiscard]] std::vector<Told> packets() const {
    std::vector<Told> told;
    std::size_t begin = 0;
    while (begin < text_.size()) {
      const std::uint32_t length = number_at(text_, begin + 4);
      if (number_at(text_, begin) == 6) told.push_back(packet(begin));
      begin += length;
    }
    return told;
  }

 private:
  [[nodiscard]] Told packet(std::size_t begin) const {
    const std::size_t octets = (number_at(text_, begin + 20) + 3) / 4 * 4;
    const std::size_t option = begin + 28 + octets;
    const bool has_comment = (number_at(text_, option) & 0xffffU) == 1;
    const std::size_t length = number_at(text_, option) >> 16U;
    return {number_at(text_, begin + 8),
            static_cast<std::int64_t>(number_at(text_, begin + 12)) << 32U |
                number_at(text_, begin + 16),
            has_comment ? text_.substr(option + 4, length) : ""};
  }

  std::string text_;
  PacketCapture capture_;
};

link::Packet datagram() {
  link::Packet packet{.octets = Bytes(50, 1), .ip_bytes = 78};
  packet.content = link::Content::datagram_payload;
  return packet;
}

void drain(link::Link& link) {
  while (const auto next = link.next_timeout()) {
    while (link.poll_release(*next)) {
    }
  }
}

link::LinkSettings delayed() {
  link::LinkSettings settings;
  settings.forward.delay = settings.reverse.delay = milliseconds{10};
  return settings;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(packet_capture)

BOOST_AUTO_TEST_CASE(what_arrives_stands_at_both_ends_and_what_is_lost_at_one) {
  link::LinkSettings settings = delayed();
  link::Rule rule;
  rule.when.packets = link::CountRange::only(1);
  rule.act.drop = true;
  settings.forward.rules.push_back(rule);
  link::Link link{settings, 1};
  Recorded recorded;
  recorded.watch(link);
  for (int i = 0; i < 3; ++i) link.accept(timeline_origin, Direction::forward, datagram());
  link.accept(timeline_origin, Direction::reverse, datagram());
  drain(link);
  recorded.capture().finish();

  const auto packets = recorded.packets();
  BOOST_REQUIRE(packets.size() == 7U);
  const std::vector<std::uint32_t> interfaces{0, 0, 0, 1, 1, 1, 0};
  for (std::size_t i = 0; i < packets.size(); ++i) {
    BOOST_TEST(packets[i].interface_number == interfaces[i]);
    BOOST_TEST(packets[i].at_ns == (i < 4 ? 0 : 10'000'000));
  }
  BOOST_TEST(packets[0].comment == "forward packet 0: delivered after 10.000 ms");
  BOOST_TEST(packets[1].comment == "forward packet 1: dropped by rule (scripted)");
  BOOST_TEST(packets[3].comment == "reverse packet 0: delivered after 10.000 ms");
  BOOST_TEST(packets[4].comment == "forward packet 0 as it came out");
  BOOST_TEST(packets[5].comment == "forward packet 2 as it came out");
}

BOOST_AUTO_TEST_CASE(duplicates_and_damage_are_told_where_they_arrive) {
  link::LinkSettings settings = delayed();
  link::Rule twice;
  twice.act.duplicate = 1;
  settings.forward.rules.push_back(twice);
  link::Link link{settings, 1};
  Recorded recorded;
  recorded.watch(link);
  link.accept(timeline_origin, Direction::forward, datagram());
  drain(link);
  recorded.capture().finish();

  const auto packets = recorded.packets();
  BOOST_REQUIRE(packets.size() == 3U);
  BOOST_TEST(packets[0].comment.find("; delivered after 10.000 ms, copy ") != std::string::npos,
             packets[0].comment);
  BOOST_TEST(packets[2].comment.find("as it came out: copy ") != std::string::npos,
             packets[2].comment);
}

BOOST_AUTO_TEST_CASE(packets_stand_in_the_order_of_time_though_fates_wait_in_a_queue) {
  link::LinkSettings settings = delayed();
  settings.forward.rate = BitRate::from_bits_per_s(1'000'000);
  link::Link link{settings, 1};
  Recorded recorded;
  recorded.watch(link);
  Instant now = timeline_origin;
  for (int i = 0; i < 200; ++i) {
    while (link.poll_release(now)) {
    }
    link.accept(now, i % 2 == 0 ? Direction::forward : Direction::reverse, datagram());
    now += std::chrono::microseconds{100};
  }
  drain(link);
  recorded.capture().finish();
  const auto packets = recorded.packets();
  BOOST_TEST(packets.size() == 400U);
  for (std::size_t i = 1; i < packets.size(); ++i) {
    BOOST_TEST(packets[i].at_ns >= packets[i - 1].at_ns);
  }
}

BOOST_AUTO_TEST_CASE(a_packet_whose_fate_is_open_at_the_end_says_so) {
  link::LinkSettings settings = delayed();
  settings.forward.rate = BitRate::from_bits_per_s(1'000);
  link::Link link{settings, 1};
  Recorded recorded;
  recorded.watch(link);
  link.accept(timeline_origin, Direction::forward, datagram());
  link.accept(timeline_origin, Direction::forward, datagram());
  recorded.capture().finish();
  const auto packets = recorded.packets();
  BOOST_REQUIRE(packets.size() == 2U);
  BOOST_TEST(packets[1].comment == "forward packet 1: still on the link when the run ended");
}

BOOST_AUTO_TEST_SUITE_END()

#include "sim/link/record/content_keys.hpp"

#include <set>

#include <boost/test/unit_test.hpp>

#include "sim/link/script/packet_reader.hpp"
#include "tests/support/link_segments.hpp"

namespace acklab::link::test {
namespace {

/// Reads packets in their order and tells their keys.
class KeyTeller {
 public:
  explicit KeyTeller(const PacketContents& contents) : reader_(contents) {}

  std::uint64_t key(const Packet& packet, Direction direction = Direction::forward) {
    return keys_.key_of(direction, packet, reader_.read(direction, packet));
  }

 private:
  PacketReader reader_;
  ContentKeys keys_;
};

/// How one run of the same job may differ from another.
struct Outfit {
  std::uint32_t client_isn = 1000;
  std::uint32_t server_isn = 500'000;
  std::uint16_t client_port = 1000;
  Carrying carrying = Carrying::ipv4;
};

/// The keys of a handshake, two data segments, the first of them again, and an ACK.
std::vector<std::uint64_t> keys_of_a_job(const Outfit& outfit) {
  KeyTeller teller{holds_segments};
  const auto client = [&](std::uint32_t sequence, std::uint8_t flags, std::uint32_t bytes) {
    return teller.key(packet_with({.sequence = outfit.client_isn + sequence,
                                   .flags = flags,
                                   .payload_bytes = bytes,
                                   .acknowledgment = outfit.server_isn + 1,
                                   .client_port = outfit.client_port},
                                  Direction::forward, outfit.carrying));
  };
  const auto server = [&](std::uint32_t acknowledgment, std::uint8_t flags) {
    return teller.key(packet_with({.sequence = outfit.server_isn,
                                   .flags = flags,
                                   .acknowledgment = outfit.client_isn + acknowledgment,
                                   .client_port = outfit.client_port},
                                  Direction::reverse, outfit.carrying),
                      Direction::reverse);
  };
  return {client(0, TcpFlags::syn, 0),     server(1, TcpFlags::syn | TcpFlags::ack),
          client(1, TcpFlags::ack, 0),     client(1, TcpFlags::ack, 700),
          client(701, TcpFlags::ack, 700), client(1, TcpFlags::ack, 700),
          server(1401, TcpFlags::ack)};
}

BOOST_AUTO_TEST_SUITE(content_keys)

BOOST_AUTO_TEST_CASE(ports_and_initial_numbers_and_carriers_change_no_key) {
  const auto keys = keys_of_a_job({});
  BOOST_TEST((std::set(keys.begin(), keys.end()).size() == keys.size()));
  BOOST_TEST((keys == keys_of_a_job({.client_isn = 0xFFFF'FF00, .server_isn = 7})));
  BOOST_TEST((keys == keys_of_a_job({.client_port = 55'555})));
  for (const Carrying carrying : every_carrying) {
    BOOST_TEST((keys == keys_of_a_job({.carrying = carrying})));
  }
}

BOOST_AUTO_TEST_CASE(a_segment_has_its_key_whatever_came_before_it) {
  const auto data = [](std::uint32_t sequence) {
    return packet_with({.sequence = sequence, .payload_bytes = 100});
  };
  KeyTeller in_order{holds_segments};
  KeyTeller swapped{holds_segments};
  static_cast<void>(in_order.key(packet_with({.sequence = 0, .flags = TcpFlags::syn})));
  static_cast<void>(swapped.key(packet_with({.sequence = 0, .flags = TcpFlags::syn})));
  const std::uint64_t first = in_order.key(data(1));
  const std::uint64_t second = in_order.key(data(101));
  BOOST_TEST(swapped.key(data(101)) == second);
  BOOST_TEST(swapped.key(data(1)) == first);
}

BOOST_AUTO_TEST_CASE(equal_acknowledgments_are_told_apart_by_how_often_they_were_seen) {
  KeyTeller teller{holds_segments};
  std::set<std::uint64_t> keys;
  for (int i = 0; i < 50; ++i) keys.insert(teller.key(packet_with({.acknowledgment = 1})));
  BOOST_TEST(keys.size() == 50U);
}

BOOST_AUTO_TEST_CASE(plain_datagrams_are_known_by_their_payload_on_every_carrier) {
  std::set<std::vector<std::uint64_t>> seen;
  for (const Carrying carrying : {Carrying::payload, Carrying::udp_ipv4, Carrying::udp_ipv6}) {
    KeyTeller teller{{}};
    std::vector<std::uint64_t> keys;
    for (const std::uint8_t fill : Bytes{1, 2, 1}) {
      keys.push_back(teller.key(carried(Bytes(99, fill), carrying, 0)));
    }
    BOOST_TEST((std::set(keys.begin(), keys.end()).size() == 3U));
    seen.insert(keys);
  }
  BOOST_TEST(seen.size() == 1U);
}

BOOST_AUTO_TEST_CASE(memory_has_a_bound_and_what_repeats_is_not_forgotten) {
  KeyTeller teller{{}};
  std::set<std::uint64_t> repeated;
  const std::uint64_t datagrams = 2 * ContentKeys::most_remembered;
  for (std::uint64_t i = 0; i < datagrams; ++i) {
    Bytes octets(8);
    for (std::size_t at = 0; at < 8; ++at) octets[at] = static_cast<std::uint8_t>(i >> (8 * at));
    static_cast<void>(teller.key(carried(std::move(octets), Carrying::payload, 0)));
    if (i % 1000 == 0) repeated.insert(teller.key(carried(Bytes(9), Carrying::payload, 0)));
  }
  BOOST_TEST(repeated.size() == datagrams / 1000 + 1);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_has_a_key_too) {
  KeyTeller teller{holds_segments};
  Packet stump;
  stump.layout = PacketLayout::ip_packet;
  stump.octets = Bytes{0x45, 0x00};
  stump.corruptible_from = 20;
  BOOST_TEST(teller.key(stump) != teller.key(stump));
}

BOOST_AUTO_TEST_CASE(with_content_keys_order_does_not_matter_and_with_indices_it_does) {
  const auto lost = [](FateKey key, bool reversed) {
    LinkSettings settings;
    settings.forward.loss = Probability::from_percent(40);
    settings.fate_key = key;
    Link link(settings, 9);
    std::set<std::uint8_t> numbers;
    std::uint8_t number = 0;
    link.record_fates([&](const FateRecord& fate) {
      if (fate.dropped) numbers.insert(number);
    });
    for (int i = 0; i < 200; ++i) {
      number = static_cast<std::uint8_t>(reversed ? 199 - i : i);
      link.accept(timeline_origin, Direction::forward,
                  carried(Bytes(20, number), Carrying::payload, 0));
    }
    return numbers;
  };
  BOOST_TEST((lost(FateKey::content, false) == lost(FateKey::content, true)));
  BOOST_TEST((lost(FateKey::index, false) != lost(FateKey::index, true)));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test

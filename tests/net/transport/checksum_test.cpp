// What each Checksum notices of damage on the way, over two endpoints and real octets.

#include <algorithm>
#include <deque>

#include <boost/test/unit_test.hpp>

#include "net/transport/endpoint.hpp"
#include "tests/support/transport_pair.hpp"

using namespace acklab;
using namespace acklab::support;
using namespace acklab::transport;
using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t damaged_stream_bytes = 200'000;

struct DamagedTransfer {
  std::uint64_t received = 0;
  bool ended = false;
  bool intact = false;
  std::uint64_t damaged = 0;  // data segments the way has damaged
  Statistics receiver;
};

using Damage = void (*)(Bytes& octets);

/// Two 16-bit words of the payload change places.
void swap_words(Bytes& octets) {
  const auto at = [&octets](std::size_t back) {
    return octets.end() - static_cast<std::ptrdiff_t>(back);
  };
  std::swap_ranges(at(400), at(398), at(200));
}

void flip_a_bit(Bytes& octets) {
  octets[octets.size() - 100] ^= 4;
}

/// Moves a stream from client to server while every tenth full segment is damaged.
class DamagingWay {
 public:
  DamagingWay(Checksum client, Checksum server, Damage damage)
      : damage_(damage), server_(config_with(server)), client_(config_with(client)) {
    server_.listen(80);
    ConnectionConfig config;
    config.mechanisms.checksum = client;
    sending_ = client_.connect(now_, server_at_, 80, config);
  }

  DamagedTransfer run() {
    for (std::uint64_t steps = 0; steps < 100'000 && !reader_.ended(); ++steps) {
      applications();
      carry(client_, to_server_, true);
      carry(server_, to_client_, false);
      advance();
    }
    DamagedTransfer result{reader_.received(), reader_.ended(), reader_.intact(), damaged_, {}};
    if (receiving_) result.receiver = server_.find(*receiving_)->statistics();
    return result;
  }

 private:
  using Queue = std::deque<std::pair<Instant, Bytes>>;

  static EndpointConfig config_with(Checksum checksum) {
    EndpointConfig config;
    config.secret = 3;
    config.accepted.mechanisms.checksum = checksum;
    return config;
  }
  void applications() {
    while (const auto event = server_.poll_event()) receiving_ = event->connection;
    while (client_.poll_event()) {
    }
    writer_.run(*client_.find(sending_), now_);
    if (receiving_) reader_.run(*server_.find(*receiving_), now_);
  }
  void carry(Endpoint& from, Queue& queue, bool damaging) {
    while (auto datagram = from.poll_transmit(now_)) {
      if (damaging && datagram->payload.size() > 1000 && ++full_segments_ % 10 == 0) {
        damage_(datagram->payload);
        ++damaged_;
      }
      queue.emplace_back(now_ + 10ms, std::move(datagram->payload));
    }
  }
  void advance() {
    std::optional<Instant> next;
    const auto consider = [&next](std::optional<Instant> at) {
      if (at) next = next ? std::min(*next, *at) : *at;
    };
    consider(client_.next_timeout());
    consider(server_.next_timeout());
    if (!to_server_.empty()) consider(to_server_.front().first);
    if (!to_client_.empty()) consider(to_client_.front().first);
    if (!next) return;
    now_ = std::max(now_, *next);
    deliver(to_server_, server_, client_at_);
    deliver(to_client_, client_, server_at_);
    client_.handle_timeout(now_);
    server_.handle_timeout(now_);
  }
  void deliver(Queue& queue, Endpoint& to, const SocketAddress& from) {
    while (!queue.empty() && queue.front().first <= now_) {
      to.handle_datagram(now_, from, queue.front().second);
      queue.pop_front();
    }
  }

  Damage damage_;
  Instant now_ = timeline_origin + 1s;
  SocketAddress client_at_{IpAddress::v4(10, 0, 0, 1), 5000};
  SocketAddress server_at_{IpAddress::v4(10, 0, 0, 2), 6000};
  Endpoint server_;
  Endpoint client_;
  ConnectionId sending_{};
  std::optional<ConnectionId> receiving_;
  Queue to_server_;
  Queue to_client_;
  StreamWriter writer_{9, damaged_stream_bytes};
  StreamReader reader_{9};
  std::uint64_t full_segments_ = 0;
  std::uint64_t damaged_ = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(checksum_switch)

BOOST_AUTO_TEST_CASE(the_internet_checksum_lets_swapped_words_pass) {
  const auto result = DamagingWay{Checksum::internet, Checksum::internet, swap_words}.run();
  BOOST_TEST(result.ended);
  BOOST_TEST(result.received == damaged_stream_bytes);
  BOOST_TEST(!result.intact);
  BOOST_TEST(result.damaged > 10U);
  BOOST_TEST(result.receiver.discarded_corrupted == 0U);
}

BOOST_AUTO_TEST_CASE(crc32c_catches_every_swap_of_words) {
  const auto result = DamagingWay{Checksum::crc32c, Checksum::crc32c, swap_words}.run();
  BOOST_TEST(result.ended);
  BOOST_TEST(result.received == damaged_stream_bytes);
  BOOST_TEST(result.intact);
  BOOST_TEST(result.damaged > 10U);
  BOOST_TEST(result.receiver.discarded_corrupted == result.damaged);
  BOOST_TEST(result.receiver.discarded_by_crc32c == result.damaged);
}

BOOST_AUTO_TEST_CASE(crc32c_needs_both_sides) {
  const auto result = DamagingWay{Checksum::crc32c, Checksum::internet, swap_words}.run();
  BOOST_TEST(result.ended);
  BOOST_TEST(!result.intact);
}

BOOST_AUTO_TEST_CASE(the_internet_checksum_catches_a_flipped_bit_first) {
  for (const Checksum checksum : {Checksum::internet, Checksum::crc32c}) {
    const auto result = DamagingWay{checksum, checksum, flip_a_bit}.run();
    BOOST_TEST(result.ended);
    BOOST_TEST(result.intact);
    BOOST_TEST(result.receiver.discarded_corrupted == result.damaged);
    BOOST_TEST(result.receiver.discarded_by_crc32c == 0U);
  }
}

BOOST_AUTO_TEST_CASE(with_checksums_off_damage_is_delivered) {
  const auto result = DamagingWay{Checksum::internet, Checksum::off, flip_a_bit}.run();
  BOOST_TEST(result.ended);
  BOOST_TEST(result.received == damaged_stream_bytes);
  BOOST_TEST(!result.intact);
  BOOST_TEST(result.receiver.discarded_corrupted == 0U);
  const auto other_side = DamagingWay{Checksum::off, Checksum::internet, flip_a_bit}.run();
  BOOST_TEST(other_side.intact);  // each side decides what it checks
}

BOOST_AUTO_TEST_SUITE_END()

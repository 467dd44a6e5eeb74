#include "net/transport/endpoint.hpp"

#include <algorithm>
#include <deque>
#include <map>

#include <boost/test/unit_test.hpp>

#include "net/base/random.hpp"
#include "net/wire/segment_codec.hpp"
#include "tests/support/transport_pair.hpp"

using namespace acklab;
using namespace acklab::support;
using namespace acklab::transport;
using namespace std::chrono_literals;

namespace {

/// Endpoints at addresses, and the datagrams between them.
class Network {
 public:
  Endpoint& add(const SocketAddress& at, const EndpointConfig& config) {
    return endpoints_.try_emplace(at, config).first->second;
  }
  [[nodiscard]] Instant now() const { return now_; }
  /// The number of datagrams after which one is damaged; nothing: none is.
  void damage_every(std::optional<std::uint64_t> count) { damage_every_ = count; }
  [[nodiscard]] const std::vector<std::pair<SocketAddress, Bytes>>& log() const { return log_; }

  void run(Duration span, const std::function<void()>& application) {
    const Instant end = now_ + span;
    for (;;) {
      flush(application);
      std::optional<Instant> next;
      const auto consider = [&next](std::optional<Instant> at) {
        if (at) next = next ? std::min(*next, *at) : *at;
      };
      for (const auto& [at, endpoint] : endpoints_) consider(endpoint.next_timeout());
      if (!on_the_way_.empty()) consider(on_the_way_.front().at);
      if (!next || *next > end) break;
      now_ = std::max(now_, *next);
      deliver();
      for (auto& [at, endpoint] : endpoints_) {
        if (const auto due = endpoint.next_timeout(); due && *due <= now_) {
          endpoint.handle_timeout(now_);
        }
      }
    }
    now_ = end;
  }

 private:
  struct Datagram {
    Instant at;
    SocketAddress from;
    SocketAddress to;
    Bytes payload;
  };
  void flush(const std::function<void()>& application) {
    for (int round = 0; round < 2; ++round) {
      for (auto& [at, endpoint] : endpoints_) {
        while (auto datagram = endpoint.poll_transmit(now_)) {
          log_.emplace_back(at, datagram->payload);
          if (damage_every_ && log_.size() % *damage_every_ == 0) {
            datagram->payload[datagram->payload.size() / 2] ^= 0x10U;
          }
          on_the_way_.push_back({now_ + 10ms, at, datagram->to, std::move(datagram->payload)});
        }
      }
      if (round == 0) application();
    }
  }
  void deliver() {
    while (!on_the_way_.empty() && on_the_way_.front().at <= now_) {
      Datagram datagram = std::move(on_the_way_.front());
      on_the_way_.pop_front();
      const auto found = endpoints_.find(datagram.to);
      if (found != endpoints_.end()) {
        found->second.handle_datagram(now_, datagram.from, datagram.payload);
      }
      // Who sent it may use the room again; what stands there then must not show anywhere.
      std::fill(datagram.payload.begin(), datagram.payload.end(), std::uint8_t{0xee});
      const auto sender = endpoints_.find(datagram.from);
      if (sender != endpoints_.end()) sender->second.take_back(std::move(datagram.payload));
    }
  }

  Instant now_ = timeline_origin + 1s;
  std::map<SocketAddress, Endpoint> endpoints_;
  std::deque<Datagram> on_the_way_;
  std::vector<std::pair<SocketAddress, Bytes>> log_;
  std::optional<std::uint64_t> damage_every_;
};

const SocketAddress client_at{IpAddress::v4(10, 0, 0, 1), 5000};
const SocketAddress server_at{IpAddress::v4(10, 0, 0, 2), 6000};

std::vector<EndpointEvent> drain(Endpoint& endpoint) {
  std::vector<EndpointEvent> events;
  while (auto event = endpoint.poll_event()) events.push_back(*event);
  return events;
}

EndpointConfig limited_to(std::size_t connections) {
  EndpointConfig config;
  config.secret = 7;
  config.max_connections = connections;
  return config;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(endpoint)

BOOST_AUTO_TEST_CASE(many_connections_share_a_port_and_are_kept_apart) {
  Network network;
  Endpoint& client = network.add(client_at, limited_to(100));
  Endpoint& server = network.add(server_at, limited_to(100));
  server.listen(80);
  constexpr std::uint64_t count = 50;
  constexpr std::uint64_t bytes = 20'000;
  std::map<ConnectionId, StreamWriter> writers;
  for (std::uint64_t index = 0; index < count; ++index) {
    const ConnectionId id = client.connect(network.now(), server_at, 80, {});
    writers.try_emplace(id, index, bytes);
  }
  std::map<ConnectionId, StreamReader> readers;
  std::uint64_t accepted = 0;
  network.damage_every(97);
  network.run(100s, [&] {
    for (auto& [id, writer] : writers) writer.run(*client.find(id), network.now());
    for (const EndpointEvent& event : drain(server)) {
      if (event.accepted) {
        // Streams are numbered by the client's ports, which it hands out in order.
        ++accepted;
        readers.try_emplace(event.connection,
                            server.find(event.connection)->ports().remote - 49'152U);
      }
    }
    for (auto& [id, reader] : readers) {
      Connection& connection = *server.find(id);
      reader.run(connection, network.now());
      if (reader.ended()) connection.close(network.now());
    }
  });
  BOOST_TEST(accepted == count);
  std::uint64_t corrupted = 0;
  for (const auto& [id, reader] : readers) {
    BOOST_TEST(reader.received() == bytes);
    BOOST_TEST(reader.intact());
    corrupted += server.find(id)->statistics().discarded_corrupted;
  }
  BOOST_TEST(corrupted > 0U);
}

BOOST_AUTO_TEST_CASE(a_syn_to_a_port_nobody_listens_on_is_refused) {
  Network network;
  Endpoint& client = network.add(client_at, {});
  const Endpoint& server = network.add(server_at, {});
  const ConnectionId id = client.connect(network.now(), server_at, 81, {});
  network.run(1s, [] {});
  const auto events = drain(client);
  BOOST_REQUIRE(events.size() == 1U);
  BOOST_TEST((events[0].connection == id));
  const auto* closed = std::get_if<Closed>(&events[0].event);
  BOOST_REQUIRE(closed != nullptr);
  BOOST_TEST((closed->report.reason == CloseReason::refused));
  BOOST_TEST(server.stray_datagrams() == 1U);
}

BOOST_AUTO_TEST_CASE(a_reset_is_never_answered_with_a_reset) {
  Endpoint endpoint{{}};
  wire::Segment reset;
  reset.rst = true;
  reset.source_port = 1;
  reset.destination_port = 2;
  endpoint.handle_datagram(timeline_origin, client_at, wire::encode(reset, wire::PseudoHeader{}));
  BOOST_TEST(!endpoint.poll_transmit(timeline_origin));
  BOOST_TEST(endpoint.stray_datagrams() == 1U);
}

BOOST_AUTO_TEST_CASE(a_stray_ack_is_answered_with_its_own_number) {
  Endpoint endpoint{{}};
  wire::Segment stray;
  stray.source_port = 1;
  stray.destination_port = 2;
  stray.receiver.acknowledgment = Seq32{4711};
  endpoint.handle_datagram(timeline_origin, client_at, wire::encode(stray, wire::PseudoHeader{}));
  const auto answer = endpoint.poll_transmit(timeline_origin);
  BOOST_REQUIRE(answer.has_value());
  BOOST_TEST((answer->to == client_at));
  const auto segment = wire::decode(answer->payload, wire::PseudoHeader{});
  BOOST_REQUIRE(segment.has_value());
  BOOST_TEST(segment->rst);
  BOOST_TEST((segment->sender.sequence == Seq32{4711}));
}

BOOST_AUTO_TEST_CASE(syns_beyond_the_limit_are_ignored) {
  Network network;
  Endpoint& client = network.add(client_at, limited_to(10));
  Endpoint& server = network.add(server_at, limited_to(2));
  server.listen(80);
  for (int index = 0; index < 2; ++index) {
    static_cast<void>(client.connect(network.now(), server_at, 80, {}));
  }
  network.run(500ms, [] {});
  for (int index = 0; index < 3; ++index) {
    static_cast<void>(client.connect(network.now(), server_at, 80, {}));
  }
  network.run(500ms, [] {});
  BOOST_TEST(server.connection_count() == 2U);
  BOOST_TEST(server.handshake_statistics().syns_ignored == 3U);
  BOOST_TEST(drain(client).size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_forgotten_connection_is_gone_and_its_peer_is_reset) {
  Network network;
  Endpoint& client = network.add(client_at, {});
  Endpoint& server = network.add(server_at, {});
  server.listen(80);
  const ConnectionId id = client.connect(network.now(), server_at, 80, {});
  network.run(1s, [] {});
  server.forget(drain(server).at(0).connection);
  BOOST_TEST(server.connection_count() == 0U);
  BOOST_TEST(!server.next_timeout());
  const Bytes hello{'h'};
  client.find(id)->write(network.now(), hello);
  network.run(1s, [] {});
  BOOST_TEST(client.find(id)->is_closed());
  client.forget(id);
  BOOST_TEST(client.find(id) == nullptr);
}

BOOST_AUTO_TEST_CASE(a_connection_that_is_aborted_and_forgotten_at_once_still_resets_its_peer) {
  Network network;
  Endpoint& client = network.add(client_at, limited_to(10));
  Endpoint& server = network.add(server_at, limited_to(10));
  server.listen(80);
  const ConnectionId id = client.connect(network.now(), server_at, 80, {});
  network.run(1s, [] {});
  BOOST_TEST(drain(server).size() == 1U);
  client.find(id)->abort(network.now());
  client.forget(id);
  network.run(1s, [] {});
  const auto events = drain(server);
  BOOST_REQUIRE(events.size() == 1U);
  BOOST_TEST((std::get<Closed>(events[0].event).report.reason == CloseReason::reset));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_decoded_is_counted_where_it_belongs) {
  Network network;
  Endpoint& client = network.add(client_at, {});
  Endpoint& server = network.add(server_at, {});
  server.listen(80);
  const ConnectionId id = client.connect(network.now(), server_at, 80, {});
  network.run(1s, [] {});
  Bytes damaged = network.log().at(1).second;  // the server's SYN,ACK
  damaged.back() ^= 1U;
  client.handle_datagram(network.now(), server_at, damaged);
  BOOST_TEST(client.find(id)->statistics().discarded_corrupted == 1U);
  client.handle_datagram(network.now(), client_at, damaged);
  client.handle_datagram(network.now(), server_at, ByteView{damaged}.first(3));
  BOOST_TEST(client.stray_datagrams() == 2U);
}

BOOST_AUTO_TEST_CASE(connections_take_turns_to_send) {
  Network network;
  Endpoint& client = network.add(client_at, {});
  Endpoint& server = network.add(server_at, {});
  server.listen(80);
  std::vector<ConnectionId> ids;
  ids.reserve(3);
  for (int index = 0; index < 3; ++index) {
    ids.push_back(client.connect(network.now(), server_at, 80, {}));
  }
  network.run(1s, [] {});
  for (const ConnectionId id : ids) client.find(id)->write(network.now(), Bytes(9000));
  std::vector<std::uint16_t> order;
  while (const auto datagram = client.poll_transmit(network.now())) {
    order.push_back(wire::decode(datagram->payload, wire::PseudoHeader{})->source_port);
  }
  BOOST_REQUIRE(order.size() >= 6U);
  BOOST_TEST(order[0] != order[1]);
  BOOST_TEST(order[1] != order[2]);
  BOOST_TEST(order[0] == order[3]);
}

BOOST_AUTO_TEST_SUITE_END()

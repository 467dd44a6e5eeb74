#include "net/socket/actor_driver.hpp"

#include <cstring>
#include <deque>
#include <memory>

#include <boost/test/unit_test.hpp>

#include "tests/support/socket_loopback.hpp"

namespace acklab::socket {
namespace {

UdpSocket bound(const IpAddress& ip) {
  UdpSocket socket = UdpSocket::bind({ip, 0}).value();
  socket.request_buffer_bytes(1U << 20U, 1U << 20U);
  return socket;
}

Bytes numbered(std::uint32_t number) {
  Bytes payload(100);
  std::memcpy(payload.data(), &number, sizeof number);
  return payload;
}

std::uint32_t number_of(ByteView payload) {
  std::uint32_t number = 0;
  std::memcpy(&number, payload.data(), sizeof number);
  return number;
}

/// Sends back whatever it gets.
class Echo final : public DatagramActor {
 public:
  void handle_datagram(Instant /*now*/, const SocketAddress& from, ByteView payload) override {
    answers_.push_back({from, Bytes(payload.begin(), payload.end())});
  }
  [[nodiscard]] std::optional<Instant> next_timeout() const override { return std::nullopt; }
  void handle_timeout(Instant /*now*/) override { BOOST_ERROR("it wanted no timeout"); }
  std::optional<OutgoingDatagram> poll_transmit(Instant /*now*/) override {
    if (answers_.empty()) return std::nullopt;
    OutgoingDatagram next = std::move(answers_.front());
    answers_.pop_front();
    return next;
  }

 private:
  std::deque<OutgoingDatagram> answers_;
};

/// Keeps `window` numbers under way until all came back, in order.
class Caller final : public DatagramActor {
 public:
  Caller(const SocketAddress& peer, std::uint32_t total, std::uint32_t window)
      : peer_(peer), total_(total), window_(window) {}

  void handle_datagram(Instant now, const SocketAddress& from, ByteView payload) override {
    BOOST_REQUIRE(from == peer_);
    BOOST_REQUIRE(payload.size() == 100U);
    BOOST_REQUIRE(number_of(payload) == returned_);
    BOOST_REQUIRE(now >= latest_);
    latest_ = now;
    ++returned_;
  }
  [[nodiscard]] std::optional<Instant> next_timeout() const override { return std::nullopt; }
  void handle_timeout(Instant /*now*/) override {}
  std::optional<OutgoingDatagram> poll_transmit(Instant /*now*/) override {
    if (sent_ == total_ || sent_ - returned_ == window_) return std::nullopt;
    return OutgoingDatagram{peer_, numbered(sent_++)};
  }
  [[nodiscard]] bool done() const { return returned_ == total_; }

 private:
  SocketAddress peer_;
  std::uint32_t total_;
  std::uint32_t window_;
  std::uint32_t sent_ = 0;
  std::uint32_t returned_ = 0;
  Instant latest_{};
};

/// Runs at instants of its own, each decided by the one before, and sends nothing.
class Clockwork final : public DatagramActor {
 public:
  explicit Clockwork(Instant first) : next_(first) {}
  void handle_datagram(Instant /*now*/, const SocketAddress& /*from*/, ByteView /*p*/) override {
    ++datagrams;
  }
  [[nodiscard]] std::optional<Instant> next_timeout() const override { return next_; }
  void handle_timeout(Instant now) override {
    BOOST_REQUIRE(next_.has_value());
    BOOST_REQUIRE(now >= *next_);
    ++timeouts;
    next_ = now + std::chrono::microseconds{200};
  }
  std::optional<OutgoingDatagram> poll_transmit(Instant /*now*/) override { return std::nullopt; }
  void want(std::optional<Instant> next) { next_ = next; }

  int timeouts = 0;
  int datagrams = 0;

 private:
  std::optional<Instant> next_;
};

/// Has a fixed number of datagrams to send, all at once.
class Flood final : public DatagramActor {
 public:
  Flood(const SocketAddress& to, std::size_t bytes, int count)
      : to_(to), bytes_(bytes), left_(count) {}
  void handle_datagram(Instant /*now*/, const SocketAddress& /*from*/, ByteView /*p*/) override {}
  [[nodiscard]] std::optional<Instant> next_timeout() const override { return std::nullopt; }
  void handle_timeout(Instant /*now*/) override {}
  std::optional<OutgoingDatagram> poll_transmit(Instant /*now*/) override {
    if (on_poll) on_poll();
    if (left_ == 0) return std::nullopt;
    --left_;
    return OutgoingDatagram{to_, Bytes(bytes_)};
  }
  void handle_refusal(Instant /*now*/, const OutgoingDatagram& datagram,
                      const std::error_code& why) override {
    if (datagram.payload.size() == bytes_ && why == std::errc::message_size) ++refused_;
  }
  [[nodiscard]] int left() const { return left_; }
  [[nodiscard]] int refused() const { return refused_; }
  void add(int count) { left_ += count; }

  std::function<void()> on_poll;

 private:
  SocketAddress to_;
  std::size_t bytes_;
  int left_;
  int refused_ = 0;
};

BOOST_AUTO_TEST_SUITE(actor_driver)

BOOST_AUTO_TEST_CASE(actors_exchange_thousands_of_datagrams_in_order) {
  for (const IpAddress& ip : test::loopbacks()) {
    EventLoop loop;
    UdpSocket echo_socket = bound(ip);
    UdpSocket caller_socket = bound(ip);
    Echo echo;
    Caller caller(echo_socket.local_address(), 20'000, 32);
    const ActorDriver echo_driver(loop, echo_socket, echo);
    const ActorDriver caller_driver(loop, caller_socket, caller);
    BOOST_TEST(test::run_until(loop, [&] { return caller.done(); }));
    BOOST_TEST(echo_driver.send_errors() == 0U);
    BOOST_CHECK(!caller_driver.last_error().has_value());
  }
}

BOOST_AUTO_TEST_CASE(timeouts_run_again_and_again_and_never_early) {
  EventLoop loop;
  UdpSocket socket = bound(IpAddress::loopback_v4());
  Clockwork actor(loop.now() + std::chrono::milliseconds{1});
  const ActorDriver driver(loop, socket, actor);
  BOOST_TEST(test::run_until(loop, [&] { return actor.timeouts == 50; }));
}

BOOST_AUTO_TEST_CASE(timeouts_run_while_datagrams_never_stop_coming) {
  EventLoop loop;
  UdpSocket socket = bound(IpAddress::loopback_v4());
  UdpSocket sender = bound(IpAddress::loopback_v4());
  Clockwork actor(loop.now());
  const ActorDriver driver(loop, socket, actor);
  loop.watch(sender.fd(), true, [&](Readiness) {
    for (int count = 0; count < 200; ++count) {
      BOOST_REQUIRE(sender.send_to(socket.local_address(), numbered(0)).has_value());
    }
  });
  BOOST_TEST(
      test::run_until(loop, [&] { return actor.timeouts >= 20 && actor.datagrams >= 5000; }));
}

BOOST_AUTO_TEST_CASE(a_timeout_that_is_put_off_or_withdrawn_does_not_run_at_its_old_instant) {
  EventLoop loop;
  UdpSocket socket = bound(IpAddress::loopback_v4());
  Clockwork actor(loop.now() + std::chrono::milliseconds{2});
  ActorDriver driver(loop, socket, actor);
  loop.run_until([] { return false; }, loop.now());
  const Instant later = loop.now() + std::chrono::milliseconds{6};
  actor.want(later);  // handle_timeout asserts that it is not run earlier
  driver.poke();
  BOOST_TEST(test::run_until(loop, [&] { return actor.timeouts == 1; }));
  actor.want(std::nullopt);
  driver.poke();
  loop.run_until([] { return false; }, loop.now() + std::chrono::milliseconds{5});
  BOOST_TEST(actor.timeouts == 1);
  actor.want(loop.now());
  driver.poke();
  BOOST_TEST(test::run_until(loop, [&] { return actor.timeouts == 2; }));
}

BOOST_AUTO_TEST_CASE(a_full_system_buffer_is_waited_for_and_loses_nothing) {
  EventLoop loop;
  UdpSocket receiver = bound(IpAddress::loopback_v4());
  UdpSocket socket = UdpSocket::bind({IpAddress::loopback_v4(), 0}).value();
  socket.request_buffer_bytes(4096, 4096);
  Flood actor(receiver.local_address(), 2000, 3000);
  const ActorDriver driver(loop, socket, actor);
  int arrived = 0;
  Bytes buffer(4000);
  loop.watch(receiver.fd(), false, [&](Readiness) {
    while (receiver.receive_into(buffer).value()) ++arrived;
  });
  BOOST_TEST(test::run_until(loop, [&] { return arrived == 3000; }));
  BOOST_TEST(driver.send_errors() == 0U);
}

BOOST_AUTO_TEST_CASE(one_who_always_has_more_to_send_lets_others_act) {
  EventLoop loop;
  const UdpSocket sink = bound(IpAddress::loopback_v4());
  UdpSocket socket = bound(IpAddress::loopback_v4());
  Flood actor(sink.local_address(), 10, 1'000'000'000);
  const ActorDriver driver(loop, socket, actor);
  int turns = 0;
  std::function<void()> turn = [&] {
    ++turns;
    loop.call_at(loop.now(), turn);
  };
  turn();
  BOOST_TEST(test::run_until(loop, [&] { return turns == 50; }));
  BOOST_TEST(actor.left() < 1'000'000'000);
}

BOOST_AUTO_TEST_CASE(what_the_system_refuses_is_counted_and_the_rest_goes_on) {
  EventLoop loop;
  const UdpSocket sink = bound(IpAddress::loopback_v4());
  UdpSocket socket = bound(IpAddress::loopback_v4());
  Flood actor(sink.local_address(), 70'000, 3);  // larger than UDP can carry
  const ActorDriver driver(loop, socket, actor);
  BOOST_TEST(test::run_until(loop, [&] { return driver.send_errors() == 3; }));
  BOOST_TEST(actor.refused() == 3);
  BOOST_REQUIRE(driver.last_error().has_value());
  BOOST_CHECK(driver.last_error()->code == std::errc::message_size);
}

BOOST_AUTO_TEST_CASE(a_poke_from_inside_neither_recurses_nor_is_lost) {
  EventLoop loop;
  UdpSocket sink = bound(IpAddress::loopback_v4());
  UdpSocket socket = bound(IpAddress::loopback_v4());
  Flood actor(sink.local_address(), 10, 0);
  ActorDriver driver(loop, socket, actor);
  int depth = 0;
  int deepest = 0;
  actor.on_poll = [&] {
    deepest = std::max(deepest, ++depth);
    driver.poke();
    --depth;
  };
  // The observer adds work and pokes: sent without anything else happening.
  driver.on_activity([&](Instant) {
    actor.add(5);
    driver.poke();
  });
  BOOST_TEST(sink.send_to(socket.local_address(), numbered(1)).value());
  int arrived = 0;
  Bytes buffer(100);
  loop.watch(sink.fd(), false, [&](Readiness) {
    while (sink.receive_into(buffer).value()) ++arrived;
  });
  BOOST_TEST(test::run_until(loop, [&] { return arrived == 5; }));
  BOOST_TEST(deepest == 1);
}

BOOST_AUTO_TEST_CASE(the_observer_sees_each_input_before_its_output) {
  EventLoop loop;
  UdpSocket echo_socket = bound(IpAddress::loopback_v4());
  UdpSocket peer = bound(IpAddress::loopback_v4());
  Echo echo;
  ActorDriver driver(loop, echo_socket, echo);
  int seen = 0;
  Bytes buffer(200);
  driver.on_activity([&](Instant) {
    ++seen;
    BOOST_CHECK(!peer.receive_into(buffer).value());
  });
  for (std::uint32_t number = 0; number < 3; ++number) {
    BOOST_TEST(peer.send_to(echo_socket.local_address(), numbered(number)).value());
    bool answered = false;
    BOOST_TEST(test::run_until(loop, [&] {
      const auto answer = peer.receive_into(buffer).value();
      answered = answered || answer.has_value();
      return answered;
    }));
  }
  BOOST_TEST(seen == 3);
}

BOOST_AUTO_TEST_CASE(the_observer_may_destroy_driver_actor_and_socket) {
  for (const bool by_timeout : {false, true}) {
    EventLoop loop;
    UdpSocket peer = bound(IpAddress::loopback_v4());
    auto socket = std::make_unique<UdpSocket>(bound(IpAddress::loopback_v4()));
    const SocketAddress address = socket->local_address();
    auto actor = std::make_unique<Clockwork>(
        loop.now() + (by_timeout ? Duration{0} : Duration{std::chrono::hours{1}}));
    auto driver = std::make_unique<ActorDriver>(loop, *socket, *actor);
    driver->on_activity([&](Instant) {
      driver.reset();
      actor.reset();
      socket.reset();
    });
    for (std::uint32_t number = 0; number < 3 && !by_timeout; ++number) {
      BOOST_TEST(peer.send_to(address, numbered(number)).value());
    }
    BOOST_TEST(test::run_until(loop, [&] { return driver == nullptr; }));
    loop.run_until([] { return false; }, loop.now() + std::chrono::milliseconds{2});
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::socket

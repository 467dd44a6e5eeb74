#include "sim/path/simulated_path.hpp"

#include <deque>
#include <stdexcept>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace acklab::path::test {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

Instant at(Duration since_origin) {
  return timeline_origin + since_origin;
}

/// An actor told in advance what to send when; it writes down everything that happens to it.
class Scripted : public DatagramActor {
 public:
  Scripted(std::string name, const SocketAddress& peer, std::vector<std::string>* diary = nullptr)
      : name_(std::move(name)), peer_(peer), diary_(diary) {}

  struct Arrival {
    Instant when;
    SocketAddress from;
    Bytes payload;
  };

  void send_at(Instant when, Bytes payload) { script_.push_back({when, std::move(payload)}); }
  /// Answers everything that arrives with the same octets.
  void echo() { echoes_ = true; }

  void handle_datagram(Instant now, const SocketAddress& from, ByteView payload) override {
    note("receives");
    arrivals.push_back({now, from, Bytes(payload.begin(), payload.end())});
    if (echoes_) outbox_.push_back(arrivals.back().payload);
  }
  [[nodiscard]] std::optional<Instant> next_timeout() const override {
    if (script_.empty()) return std::nullopt;
    return script_.front().when;
  }
  void handle_timeout(Instant now) override {
    note("timeout");
    timeouts.push_back(now);
    while (!script_.empty() && script_.front().when <= now) {
      outbox_.push_back(std::move(script_.front().payload));
      script_.pop_front();
    }
  }
  std::optional<OutgoingDatagram> poll_transmit(Instant /*now*/) override {
    if (outbox_.empty()) return std::nullopt;
    note("sends");
    OutgoingDatagram datagram{peer_, std::move(outbox_.front())};
    outbox_.pop_front();
    return datagram;
  }

  std::vector<Arrival> arrivals;
  std::vector<Instant> timeouts;

 private:
  struct Line {
    Instant when;
    Bytes payload;
  };
  void note(const char* what) {
    if (diary_ != nullptr) diary_->push_back(name_ + " " + what);
  }

  std::string name_;
  SocketAddress peer_;
  std::vector<std::string>* diary_;
  std::deque<Line> script_;
  std::deque<Bytes> outbox_;
  bool echoes_ = false;
};

/// Wants to run at a fixed instant for ever, whatever happens.
class Stuck : public DatagramActor {
 public:
  explicit Stuck(Instant when) : when_(when) {}
  void handle_datagram(Instant, const SocketAddress&, ByteView) override {}
  [[nodiscard]] std::optional<Instant> next_timeout() const override { return when_; }
  void handle_timeout(Instant) override {}
  std::optional<OutgoingDatagram> poll_transmit(Instant) override { return std::nullopt; }

 private:
  Instant when_;
};

/// A link, two scripted actors, and the path between them.
struct Network {
  std::vector<std::string> diary;
  link::Link link;
  Scripted client{"client", server_address, &diary};
  Scripted server{"server", client_address, &diary};
  SimulatedPath path{link, client, server};

  explicit Network(const link::LinkSettings& settings, std::uint64_t seed = 1)
      : link(settings, seed) {}
  Instant run_until(Instant deadline) {
    return path.run(deadline, [](Instant) { return false; });
  }
};

link::LinkSettings symmetric(Duration delay) {
  link::LinkSettings settings;
  settings.forward.delay = settings.reverse.delay = delay;
  return settings;
}

/// Sends datagrams of these sizes at once, and writes down which were refused, and why.
class Sizes final : public DatagramActor {
 public:
  Sizes(const SocketAddress& peer, std::deque<std::size_t> sizes)
      : peer_(peer), sizes_(std::move(sizes)) {}
  void handle_datagram(Instant, const SocketAddress&, ByteView payload) override {
    arrived.push_back(payload.size());
  }
  [[nodiscard]] std::optional<Instant> next_timeout() const override { return std::nullopt; }
  void handle_timeout(Instant) override {}
  std::optional<OutgoingDatagram> poll_transmit(Instant) override {
    if (sizes_.empty()) return std::nullopt;
    OutgoingDatagram datagram{peer_, Bytes(sizes_.front())};
    sizes_.pop_front();
    return datagram;
  }
  void handle_refusal(Instant, const OutgoingDatagram& datagram,
                      const std::error_code& why) override {
    BOOST_TEST((why == std::errc::message_size));
    refused.push_back(datagram.payload.size());
  }

  std::vector<std::size_t> arrived;
  std::vector<std::size_t> refused;

 private:
  SocketAddress peer_;
  std::deque<std::size_t> sizes_;
};

BOOST_AUTO_TEST_SUITE(simulated_path)

BOOST_AUTO_TEST_CASE(what_no_length_field_can_say_is_refused) {
  struct Limit {
    IpVersion version;
    std::size_t bytes;
  };
  for (const Limit& limit : {Limit{IpVersion::v4, 65'507}, Limit{IpVersion::v6, 65'527}}) {
    link::Link link{symmetric(milliseconds(1)), 1};
    const HostAddresses addresses = host_addresses(limit.version);
    Sizes client{addresses.server, {1, limit.bytes, limit.bytes + 1, 70'000, 2}};
    Sizes server{addresses.client, {}};
    SimulatedPath path{link, client, server, limit.version, Framing::udp_datagram};
    (void)path.run(at(milliseconds(10)), [](Instant) { return false; });
    BOOST_TEST((server.arrived == std::vector<std::size_t>{1, limit.bytes, 2}));
    BOOST_TEST((client.refused == std::vector<std::size_t>{limit.bytes + 1, 70'000}));
  }
}

BOOST_AUTO_TEST_CASE(a_datagram_arrives_at_exactly_the_instant_the_link_says) {
  link::LinkSettings settings = symmetric(milliseconds(25));
  settings.forward.rate = BitRate::from_bits_per_s(20'000'000);
  Network network(settings);
  network.client.send_at(at(milliseconds(10)), Bytes(1472, 7));
  (void)network.run_until(at(hours(1)));
  BOOST_REQUIRE(network.server.arrivals.size() == 1U);
  const auto& arrival = network.server.arrivals[0];
  // 10 ms, then 1472 + 28 bytes at 20 Mbit/s take 0.6 ms, then the delay.
  BOOST_TEST((arrival.when == at(Duration{35'600'000})));
  BOOST_TEST((arrival.from == client_address));
  BOOST_TEST((arrival.payload == Bytes(1472, 7)));
}

BOOST_AUTO_TEST_CASE(an_answer_comes_back_after_both_delays) {
  link::LinkSettings settings = symmetric(milliseconds(25));
  settings.reverse.delay = milliseconds(40);
  Network network(settings);
  network.server.echo();
  for (int i = 0; i < 100; ++i) network.client.send_at(at(seconds(i)), Bytes(4, 1));
  const Instant end = network.run_until(at(hours(1)));
  BOOST_REQUIRE(network.client.arrivals.size() == 100U);
  for (int i = 0; i < 100; ++i) {
    const auto& arrival = network.client.arrivals[static_cast<std::size_t>(i)];
    BOOST_TEST((arrival.when == at(seconds(i) + milliseconds(65))));
    BOOST_TEST((arrival.from == server_address));
  }
  BOOST_TEST((end == at(seconds(99) + milliseconds(65))));  // nobody wants anything any more
}

BOOST_AUTO_TEST_CASE(a_ping_pong_for_an_hour_keeps_its_round_trip_time) {
  Network network(symmetric(milliseconds(10)));
  network.client.echo();
  network.server.echo();
  network.client.send_at(at({}), Bytes(1));
  BOOST_TEST((network.run_until(at(hours(1))) == at(hours(1))));
  BOOST_TEST(network.server.arrivals.size() == 180'000U);
  BOOST_TEST(network.client.arrivals.size() == 180'000U);
  BOOST_TEST((network.client.arrivals.back().when == at(hours(1))));  // the deadline included
}

BOOST_AUTO_TEST_CASE(the_same_seed_repeats_a_run_exactly_and_another_does_not) {
  link::LinkSettings settings = symmetric(milliseconds(25));
  settings.forward.loss = settings.reverse.loss = Probability::from_percent(10);
  settings.forward.duplicate = Probability::from_percent(10);
  settings.reverse.corrupt = Probability::from_percent(10);
  settings.forward.jitter = {milliseconds(10), link::JitterDistribution::normal, true};
  const auto happenings = [&settings](std::uint64_t seed) {
    Network network(settings, seed);
    network.server.echo();
    for (std::uint8_t i = 0; i < 200; ++i) network.client.send_at(at(milliseconds(i)), Bytes(9, i));
    (void)network.run_until(at(hours(1)));
    std::vector<std::pair<Instant, Bytes>> all;
    for (const Scripted* actor : {&network.server, &network.client}) {
      for (const auto& arrival : actor->arrivals) all.emplace_back(arrival.when, arrival.payload);
    }
    return all;
  };
  BOOST_TEST((happenings(5) == happenings(5)));
  BOOST_TEST((happenings(5) != happenings(6)));
}

BOOST_AUTO_TEST_CASE(at_one_instant_arrivals_come_first_then_timeouts_then_sending) {
  Network network(symmetric(milliseconds(10)));
  network.client.send_at(at({}), Bytes(1));
  network.server.send_at(at({}), Bytes(1));
  network.client.send_at(at(milliseconds(10)), Bytes(1));
  network.server.send_at(at(milliseconds(10)), Bytes(1));
  (void)network.run_until(at(milliseconds(10)));
  const std::vector<std::string> expected = {
      "client timeout",  "server timeout", "client sends",   "server sends", "server receives",
      "client receives", "client timeout", "server timeout", "client sends", "server sends",
  };
  BOOST_TEST(network.diary == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_arrives_at_one_instant_is_answered_one_by_one) {
  Network network(symmetric(milliseconds(10)));
  network.server.echo();
  for (std::uint8_t i = 0; i < 3; ++i) network.client.send_at(at({}), Bytes(1, i));
  (void)network.run_until(at(milliseconds(10)));
  const std::vector<std::string> expected = {
      "client timeout", "client sends",    "client sends", "client sends",    "server receives",
      "server sends",   "server receives", "server sends", "server receives", "server sends",
  };
  BOOST_TEST(network.diary == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_timeout_runs_at_its_instant_and_one_in_the_past_runs_now) {
  Network network({});
  network.client.send_at(at(Duration{123}), Bytes(1));
  network.server.send_at(at(Duration{-5}), Bytes(1));
  (void)network.run_until(at(seconds(1)));
  BOOST_REQUIRE(network.client.timeouts.size() == 1U);
  BOOST_REQUIRE(network.server.timeouts.size() == 1U);
  BOOST_TEST((network.client.timeouts[0] == at(Duration{123})));
  BOOST_TEST((network.server.timeouts[0] == at(Duration{})));
}

BOOST_AUTO_TEST_CASE(the_deadline_stops_a_run_and_the_next_run_goes_on_from_there) {
  Network network(symmetric(milliseconds(25)));
  network.client.send_at(at({}), Bytes(1));
  BOOST_TEST((network.run_until(at(milliseconds(25)) - Duration{1}) ==
              at(milliseconds(25)) - Duration{1}));
  BOOST_TEST(network.server.arrivals.empty());
  BOOST_TEST((network.run_until(at(milliseconds(1))) == at(milliseconds(25)) - Duration{1}));
  BOOST_TEST((network.run_until(at(milliseconds(25))) == at(milliseconds(25))));
  BOOST_TEST(network.server.arrivals.size() == 1U);
  BOOST_TEST((network.path.now() == at(milliseconds(25))));
}

BOOST_AUTO_TEST_CASE(done_is_asked_after_every_step_and_ends_the_run_there) {
  Network network(symmetric(milliseconds(25)));
  for (int i = 0; i < 100; ++i) network.client.send_at(at(milliseconds(i)), Bytes(1));
  const Instant end =
      network.path.run(at(hours(1)), [&](Instant) { return network.server.arrivals.size() == 10; });
  BOOST_TEST((end == at(milliseconds(34))));
  BOOST_TEST(network.server.arrivals.size() == 10U);
}

BOOST_AUTO_TEST_CASE(without_anything_to_do_a_run_ends_where_it_stands) {
  Network network({});
  BOOST_TEST((network.run_until(at(hours(1))) == timeline_origin));
}

BOOST_AUTO_TEST_CASE(
    a_datagram_is_28_bytes_larger_on_the_link_and_corruptible_from_its_first_octet) {
  link::LinkSettings settings;
  settings.forward.corrupt = Probability::from_percent(100);
  Network network(settings);
  network.client.send_at(at({}), Bytes(1, 0));
  network.client.send_at(at({}), {});
  (void)network.run_until(at(seconds(1)));
  const link::Counters& counters = network.link.counters(link::Direction::forward);
  BOOST_TEST(counters.offered_ip_bytes == 29U + 28U);
  BOOST_TEST(counters.corrupted == 1U);
  BOOST_TEST(network.server.arrivals.at(0).payload.at(0) != 0);
  BOOST_TEST(network.server.arrivals.at(1).payload.empty());
}

BOOST_AUTO_TEST_CASE(an_actor_that_wants_the_past_for_ever_is_named_instead_of_hanging) {
  link::Link link({}, 1);
  Stuck client(at(milliseconds(3)));
  Scripted server("server", client_address);
  SimulatedPath path(link, client, server);
  path.limit_work_per_instant(1000);
  const auto names_the_client = [](const std::logic_error& error) {
    const std::string text = error.what();
    return text.find("stands still at 3000000 ns after 1000 ") != std::string::npos &&
           text.find("the client wants to run at 3000000 ns") != std::string::npos &&
           text.find("the server wants nothing") != std::string::npos;
  };
  BOOST_CHECK_EXCEPTION((void)path.run(at(hours(1)), [](Instant) { return false; }),
                        std::logic_error, names_the_client);
}

BOOST_AUTO_TEST_CASE(a_ping_pong_that_takes_no_time_is_stopped_too) {
  Network network({});
  network.client.echo();
  network.server.echo();
  network.client.send_at(at({}), Bytes(1));
  network.path.limit_work_per_instant(1000);
  BOOST_CHECK_THROW((void)network.run_until(at(hours(1))), std::logic_error);
}

BOOST_AUTO_TEST_CASE(pairs_of_hosts_meet_in_the_queue_and_nowhere_else) {
  link::LinkSettings settings = symmetric(milliseconds(10));
  settings.forward.rate = BitRate::from_bits_per_s(1'000'000);
  link::Link link(settings, 1);
  std::vector<link::FateRecord> fates;
  link.record_fates([&fates](const link::FateRecord& fate) { fates.push_back(fate); });
  SimulatedPath path(link);
  const auto beside = [](SocketAddress address) {
    ++address.port;
    return address;
  };
  Scripted first_client("client", server_address);
  Scripted first_server("server", client_address);
  Scripted client("client", beside(server_address));
  Scripted server("server", beside(client_address));
  path.add(first_client, first_server, Framing::udp_payload);
  path.add(client, server, Framing::udp_datagram);
  BOOST_TEST((path.server_address(1) == beside(server_address)));
  first_client.send_at(at({}), Bytes(1222, 1));  // 1250 bytes on the line: 10 ms
  client.send_at(at({}), Bytes(97, 2));          // 125: 1 ms
  server.send_at(at({}), Bytes(1, 3));
  (void)path.run(at(seconds(1)), [](Instant) { return false; });
  BOOST_TEST((first_server.arrivals.at(0).when == at(milliseconds(20))));
  BOOST_TEST((server.arrivals.at(0).when == at(milliseconds(21))));
  BOOST_TEST((server.arrivals.at(0).from == beside(client_address)));
  BOOST_TEST((server.arrivals.at(0).payload == Bytes(97, 2)));
  BOOST_TEST(first_server.arrivals.size() == 1U);
  BOOST_TEST(first_client.arrivals.empty());
  BOOST_TEST((client.arrivals.at(0).from == beside(server_address)));
  BOOST_TEST(link.counters(link::Direction::forward).offered == 2U);
  BOOST_TEST_REQUIRE(fates.size() == 3U);
  for (const link::FateRecord& fate : fates) {
    BOOST_TEST(fate.flow == (fate.ip_bytes == 1250 ? 0U : 1U));
  }
}

BOOST_AUTO_TEST_CASE(many_instants_with_work_each_are_no_standstill) {
  Network network(symmetric(milliseconds(1)));
  network.client.echo();
  network.server.echo();
  network.client.send_at(at({}), Bytes(1));
  network.path.limit_work_per_instant(3);
  BOOST_TEST((network.run_until(at(seconds(10))) == at(seconds(10))));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::path::test

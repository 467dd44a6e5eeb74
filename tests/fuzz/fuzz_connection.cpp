// Random and mutated segments into live connections in all states. It looks for what must never
// happen: an assertion, a sanitizer's report, an endless poll_transmit, a limit overrun.

#include <algorithm>
#include <array>
#include <cstdlib>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "net/base/random.hpp"
#include "net/transport/connection.hpp"

using namespace acklab;
using transport::Connection;

namespace {

constexpr std::uint32_t buffer_bytes = 20'000;
constexpr std::uint64_t about_the_window = 40'000;

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* const text = std::getenv(name);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

/// Numbers drawn one after the other from a counted stream.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : stream_(seed, "fuzz") {}
  std::uint64_t below(std::uint64_t bound) { return stream_.below(bound, drawn_++); }
  bool one_in(std::uint64_t chances) { return below(chances) == 0; }
  std::uint32_t any32() { return static_cast<std::uint32_t>(stream_.at(drawn_++)); }

 private:
  RandomStream stream_;
  std::uint64_t drawn_ = 0;
};

/// Two ends whose traffic is tampered with.
class Victims {
 public:
  explicit Victims(std::uint64_t seed)
      : dice_(seed),
        client_(Connection::connect(now_, {40'000, 80}, config(), Seq32{dice_.any32()})) {}

  /// One act; the number of segments that a connection had to digest.
  std::uint64_t act() {
    switch (dice_.below(14)) {
      case 12:
        report_error(side());
        break;
      case 0:
        now_ += Duration{static_cast<std::int64_t>(dice_.below(2'000'000'000))};
        break;
      case 1:
        application(side());
        break;
      default:
        break;
    }
    run_timers();
    transmit();
    return feed();
  }
  [[nodiscard]] bool over() const {
    return client_.is_closed() && (!server_ || server_->is_closed());
  }

 private:
  transport::ConnectionConfig config() {
    transport::ConnectionConfig config;
    config.send_buffer_bytes = buffer_bytes;
    config.receive_buffer_bytes = buffer_bytes;
    config.mechanisms.sack = !dice_.one_in(4);
    config.mechanisms.timestamps = !dice_.one_in(3);
    config.mechanisms.window_scale = !dice_.one_in(4);
    config.mechanisms.nagle = dice_.one_in(2);
    config.negotiate = !dice_.one_in(4);
    if (dice_.one_in(3)) config.mechanisms.checksum = transport::Checksum::crc32c;
    config.congestion = congestion();
    if (dice_.one_in(3)) climb_down(config.arq);
    if (dice_.one_in(3)) switch_off(config.mechanisms);
    const std::chrono::seconds second{1};
    if (dice_.one_in(3)) config.keep_alive = transport::KeepAliveConfig{second, second, 3};
    if (dice_.one_in(3)) config.user_timeout = transport::UserTimeoutConfig{};
    config.report_trouble = !dice_.one_in(4);
    config.max_segment_bytes =
        static_cast<std::uint16_t>(dice_.one_in(3) ? dice_.below(65536) : 1000);
    return config;
  }

  transport::CongestionControl congestion() {
    using transport::CongestionControl;
    constexpr std::array all{CongestionControl::none, CongestionControl::newreno,
                             CongestionControl::cubic, CongestionControl::bbr};
    return all[dice_.below(all.size())];
  }

  void climb_down(transport::ArqConfig& arq) {
    using transport::Arq;
    constexpr std::array all{Arq::stop_and_wait, Arq::go_back_n, Arq::selective_repeat, Arq::tcp};
    arq.kind = all[dice_.below(all.size())];
    if (dice_.one_in(2)) arq.window_segments = static_cast<std::uint32_t>(1 + dice_.below(40));
    if (dice_.one_in(2)) arq.fixed_rto = std::chrono::milliseconds{1 + dice_.below(2000)};
    if (dice_.one_in(2)) arq.sequence_bits = static_cast<std::uint8_t>(1 + dice_.below(32));
  }

  void switch_off(transport::Mechanisms& mechanisms) {
    if (dice_.one_in(3)) mechanisms.checksum = transport::Checksum::off;
    for (bool* const mechanism :
         {&mechanisms.acks, &mechanisms.retransmission, &mechanisms.ordering,
          &mechanisms.duplicate_discard, &mechanisms.karn, &mechanisms.backoff,
          &mechanisms.delayed_ack, &mechanisms.fast_retransmit, &mechanisms.persist}) {
      *mechanism = !dice_.one_in(3);
    }
  }

  Connection& side() { return server_ && dice_.one_in(2) ? *server_ : client_; }

  void application(Connection& connection) {
    std::array<std::uint8_t, 6000> chunk{};
    switch (dice_.below(16)) {
      case 0:
        connection.close(now_);
        break;
      case 1:
        if (dice_.one_in(20)) connection.abort(now_);
        break;
      case 2:
        if (dice_.one_in(10)) connection.release(now_);
        break;
      case 3:
        connection.write_urgent(now_, ByteView{chunk}.first(dice_.below(100)));
        break;
      case 4:
      case 5:
      case 6:
        connection.read(now_, MutableByteView{chunk}.first(dice_.below(chunk.size())));
        break;
      default:
        connection.write(now_, ByteView{chunk}.first(dice_.below(chunk.size())));
        break;
    }
  }

  void report_error(Connection& connection) {
    if (!last_) return;
    const auto kind = static_cast<wire::IcmpKind>(dice_.below(10));
    // A hard one that is believed ends the connection: not too often.
    const Seq32 quoted = dice_.one_in(30) ? near(last_->sender.sequence) : Seq32{dice_.any32()};
    connection.note_network_error(now_, kind, quoted);
    static_cast<void>(connection.give_way_to(now_, *last_));
  }

  void run_timers() {
    for (Connection* connection : ends()) {
      for (int turn = 0; turn < 4; ++turn) {
        const auto at = connection->next_timeout();
        if (!at || *at > now_) break;
        connection->handle_timeout(now_);
      }
    }
  }

  void transmit() {
    for (Connection* connection : ends()) {
      std::size_t sent = 0;
      while (auto segment = connection->poll_transmit(now_)) {
        // All that the buffer holds, each byte resent at most once in a while, is far below.
        BOOST_REQUIRE_MESSAGE(++sent < 100'000, "poll_transmit never ends");
        auto& queue = connection == &client_ ? to_server_ : to_client_;
        last_ = *segment;
        queue.push_back(std::move(*segment));
        if (queue.size() > 64) queue.pop_front();
      }
      while (connection->poll_event()) {
      }
      check(*connection);
    }
  }

  std::uint64_t feed() {
    const bool towards_server = dice_.one_in(2);
    auto& queue = towards_server ? to_server_ : to_client_;
    std::optional<wire::Segment> segment;
    if (!queue.empty() && !dice_.one_in(4)) {
      segment = queue.front();
      if (!dice_.one_in(10)) queue.pop_front();
      if (dice_.one_in(16)) return 0;  // lost
    } else if (last_) {
      segment = last_;
    }
    if (!segment) return 0;
    if (dice_.one_in(3)) mutate(*segment);
    if (!towards_server) {
      client_.handle_segment(now_, *segment);
    } else if (server_) {
      server_->handle_segment(now_, *segment);
    } else if (segment->sender.syn && !segment->receiver.acknowledgment && !segment->rst) {
      server_ = Connection::accept(now_, *segment, config(), Seq32{dice_.any32()});
    }
    return 1;
  }

  Seq32 near(Seq32 number) {
    switch (dice_.below(5)) {
      case 0:
        return number + static_cast<std::uint32_t>(dice_.below(4));
      case 1:
        return number - static_cast<std::uint32_t>(dice_.below(4));
      case 2:
        return number + static_cast<std::uint32_t>(dice_.below(about_the_window));
      case 3:
        return number - static_cast<std::uint32_t>(dice_.below(about_the_window));
      default:
        return Seq32{dice_.any32()};
    }
  }

  void mutate(wire::Segment& segment) {
    for (std::uint64_t changes = 1 + dice_.below(3); changes > 0; --changes) mutate_once(segment);
  }

  void mutate_once(wire::Segment& segment) {
    auto& sender = segment.sender;
    auto& receiver = segment.receiver;
    switch (dice_.below(17)) {
      case 14:
        sender.urgent_pointer = dice_.one_in(4)
                                    ? std::nullopt
                                    : std::optional{static_cast<std::uint16_t>(dice_.any32())};
        break;
      case 15:
        segment.user_timeout = std::chrono::seconds{dice_.below(100'000)};
        break;
      case 0:
        sender.sequence = near(sender.sequence);
        break;
      case 1:
        if (receiver.acknowledgment) receiver.acknowledgment = near(*receiver.acknowledgment);
        break;
      case 2:
        receiver.window = static_cast<std::uint16_t>(dice_.one_in(2) ? 0 : dice_.any32());
        break;
      case 3:
        sender.payload.resize(dice_.below(3000));
        break;
      case 4:
        sender.fin = !sender.fin;
        break;
      case 5:
        if (dice_.one_in(8)) sender.syn = !sender.syn;
        break;
      case 6:
        if (dice_.one_in(8)) segment.rst = !segment.rst;
        break;
      case 7:
        receiver.acknowledgment =
            dice_.one_in(2) ? std::nullopt : std::optional{Seq32{dice_.any32()}};
        break;
      case 8:
        segment.timestamps = wire::Timestamps{dice_.any32(), dice_.any32()};
        break;
      case 9:
        segment.timestamps.reset();
        break;
      case 10:
      case 11: {
        const Seq32 base = near(receiver.acknowledgment.value_or(sender.sequence));
        receiver.sack.push_back({base, near(base)});
        break;
      }
      case 12:
        segment.syn_options = {static_cast<std::uint16_t>(dice_.below(65536)),
                               static_cast<std::uint8_t>(dice_.below(256)), dice_.one_in(2)};
        if (dice_.one_in(2)) {
          const auto delay = static_cast<std::uint16_t>(dice_.below(65536));
          segment.syn_options.acklab = wire::AcklabOption{delay, dice_.one_in(2)};
        }
        break;
      case 13:
        segment.crc32c = !segment.crc32c;
        break;
      default:
        if (segment.timestamps) segment.timestamps->value += dice_.any32() % 3000;
        break;
    }
  }

  void check(const Connection& connection) {
    // A rounded-up window may promise a scale unit, far below the slack of one segment.
    BOOST_REQUIRE_LE(connection.readable_bytes(), buffer_bytes + 65'536U);
    BOOST_REQUIRE_LE(connection.writable_bytes(), buffer_bytes);
    // The pointer reaches 16 bits beyond a segment inside the window.
    BOOST_REQUIRE_LE(connection.urgent_bytes_ahead(), buffer_bytes + 2 * 65'536U);
    const transport::Snapshot snapshot = connection.snapshot();
    BOOST_REQUIRE_LE(snapshot.in_flight_bytes, buffer_bytes + 2U);
    BOOST_REQUIRE_GT(snapshot.retransmission_timeout.count(), 0);
    if (connection.is_closed()) BOOST_REQUIRE(!connection.next_timeout());
  }

  std::vector<Connection*> ends() {
    if (server_) return {&client_, &*server_};
    return {&client_};
  }

  Dice dice_;
  Instant now_ = timeline_origin + std::chrono::seconds{5};
  Connection client_;
  std::optional<Connection> server_;
  std::deque<wire::Segment> to_server_;
  std::deque<wire::Segment> to_client_;
  std::optional<wire::Segment> last_;
};

}  // namespace

BOOST_AUTO_TEST_CASE(no_segment_breaks_a_connection) {
  const std::uint64_t wanted = from_environment("ACKLAB_FUZZ_ITERATIONS", 1'000'000);
  const std::uint64_t first_seed = from_environment("ACKLAB_FUZZ_SEED", 1);
  std::uint64_t digested = 0;
  for (std::uint64_t seed = first_seed; digested < wanted; ++seed) {
    BOOST_TEST_CONTEXT("ACKLAB_FUZZ_SEED=" << seed) {
      Victims victims{seed};
      for (int acts = 0; acts < 1500 && !victims.over(); ++acts) digested += victims.act();
    }
  }
  BOOST_TEST(digested >= wanted);
}

// Whatever the pipe does, a stream arrives whole, once and in order, or the connection says why
// not.

#include <algorithm>
#include <array>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include "net/base/random.hpp"
#include "tests/support/transport_pair.hpp"

using namespace acklab;
using namespace acklab::support;
using namespace std::chrono_literals;

namespace {

struct Weather {
  std::uint64_t seed = 0;
  std::uint64_t loss_percent = 0;
  std::uint64_t reorder_percent = 0;
  std::uint64_t duplicate_percent = 0;
  std::uint64_t corrupt_percent = 0;
  Duration round_trip{};
  bool sack = true;
  bool timestamps = true;
  bool congestion = true;

  [[nodiscard]] std::string to_text() const {
    return fmt::format(
        "seed {}: loss {} %, reorder {} %, duplicate {} %, corrupt {} %, RTT {} ms, sack {}, "
        "timestamps {}, congestion control {}",
        seed, loss_percent, reorder_percent, duplicate_percent, corrupt_percent,
        to_milliseconds(round_trip), sack, timestamps, congestion);
  }
};

template <std::size_t count>
std::uint64_t pick(const std::array<std::uint64_t, count>& choices, const RandomStream& dice,
                   std::uint64_t counter) {
  return choices[dice.below(count, counter)];
}

Weather weather_of(std::uint64_t seed) {
  const RandomStream dice{seed, "weather"};
  Weather weather;
  weather.seed = seed;
  weather.loss_percent = pick<5>({0, 1, 5, 15, 30}, dice, 0);
  weather.reorder_percent = pick<3>({0, 5, 30}, dice, 1);
  weather.duplicate_percent = pick<3>({0, 2, 20}, dice, 2);
  weather.corrupt_percent = pick<2>({0, 3}, dice, 3);
  weather.round_trip = std::chrono::milliseconds{pick<3>({1, 50, 500}, dice, 4)};
  weather.sack = dice.below(4, 5) != 0;
  weather.timestamps = dice.below(4, 6) != 0;
  weather.congestion = dice.below(4, 7) != 0;
  return weather;
}

Pair::Rule rule_of(const Weather& weather) {
  return [weather, dice = RandomStream{weather.seed, "pipe"}](const Travelling& travelling) {
    const std::uint64_t lane = travelling.from == Side::client ? 0 : 100;
    const auto happens = [&](std::uint64_t percent, std::uint64_t which) {
      return Probability::from_percent(percent).happens(dice.at(travelling.index, lane + which));
    };
    Verdict verdict;
    if (happens(weather.loss_percent, 0)) return Verdict::drop();
    if (happens(weather.reorder_percent, 1)) {
      const auto most = static_cast<std::uint64_t>(weather.round_trip.count());
      verdict.extra_delay =
          Duration{static_cast<std::int64_t>(dice.below(most, travelling.index, lane + 2))};
    }
    if (happens(weather.duplicate_percent, 3)) verdict.copies = 2;
    verdict.corrupted = happens(weather.corrupt_percent, 4);
    return verdict;
  };
}

Pair::Settings settings_of(const Weather& weather) {
  const RandomStream dice{weather.seed, "settings"};
  Pair::Settings settings;
  settings.client.mechanisms.sack = weather.sack;
  settings.client.mechanisms.timestamps = weather.timestamps;
  settings.client.congestion = weather.congestion ? transport::CongestionControl::newreno
                                                  : transport::CongestionControl::none;
  settings.client.give_up_after = 30min;
  settings.client.give_up_connecting_after = 30min;
  settings.client.receive_buffer_bytes = static_cast<std::uint32_t>(3000 + dice.below(200'000, 0));
  settings.client.send_buffer_bytes = static_cast<std::uint32_t>(2000 + dice.below(200'000, 1));
  settings.server = settings.client;
  settings.server.receive_buffer_bytes = static_cast<std::uint32_t>(3000 + dice.below(200'000, 2));
  settings.one_way_delay = weather.round_trip / 2;
  settings.client_initial_sequence = Seq32{static_cast<std::uint32_t>(dice.at(3))};
  settings.server_initial_sequence = Seq32{static_cast<std::uint32_t>(0U - dice.below(40'000, 4))};
  return settings;
}

/// Watches both directions: nobody sends beyond what the other side has allowed, a probe of a
/// closed window excepted, and nobody takes an allowance back by more than the rounding of its
/// scale.
class LimitWatch {
 public:
  void see(const Travelling& travelling) {
    const wire::Segment& segment = travelling.segment;
    Direction& own = directions_[travelling.from == Side::client ? 0 : 1];
    Direction& peer = directions_[travelling.from == Side::client ? 1 : 0];
    if (segment.rst) return;
    if (segment.sender.syn) {
      own.initial = segment.sender.sequence;
      own.scale = segment.syn_options.window_scale;
    }
    if (segment.receiver.acknowledgment) allow(segment, own, peer);
    const std::uint64_t begin = segment.sender.sequence.unwrap(own.initial, own.furthest);
    const std::uint64_t end = begin + segment.sender.sequence_length();
    if (segment.sender.payload.size() > 1) within_ = within_ && end <= own.allowed;
    own.furthest = std::max(own.furthest, end);
  }
  [[nodiscard]] bool within() const { return within_; }
  [[nodiscard]] bool never_shrunk() const { return never_shrunk_; }

 private:
  struct Direction {
    Seq32 initial;
    std::optional<std::uint8_t> scale;
    std::uint64_t furthest = 0;  // end of what was sent
    std::uint64_t allowed = 0;   // the furthest that the peer ever allowed
  };
  void allow(const wire::Segment& segment, const Direction& own, Direction& peer) {
    const bool scaled = !segment.sender.syn && own.scale && peer.scale;
    const std::uint32_t shift = scaled ? *own.scale : 0;
    const std::uint64_t ack = segment.receiver.acknowledgment->unwrap(peer.initial, peer.furthest);
    const std::uint64_t edge = ack + (std::uint64_t{segment.receiver.window} << shift);
    never_shrunk_ = never_shrunk_ && edge + (std::uint64_t{1} << shift) > peer.allowed;
    peer.allowed = std::max(peer.allowed, edge);
  }

  Direction directions_[2];
  bool within_ = true;
  bool never_shrunk_ = true;
};

void transfer(const Weather& weather) {
  Pair pair{settings_of(weather)};
  pair.keep_segments(false);
  LimitWatch watch;
  pair.set_rule([&watch, rule = rule_of(weather)](const Travelling& travelling) {
    watch.see(travelling);
    return rule(travelling);
  });
  constexpr std::uint64_t there = 60'000;
  constexpr std::uint64_t back = 20'000;
  StreamWriter writer{weather.seed, there};
  StreamWriter answer{weather.seed + 1, back};
  StreamReader reader{weather.seed};
  StreamReader answer_reader{weather.seed + 1};
  pair.set_application([&](Pair& ends) {
    writer.run(ends.client(), ends.now());
    answer_reader.run(ends.client(), ends.now());
    if (!ends.server_exists()) return;
    reader.run(ends.server(), ends.now());
    answer.run(ends.server(), ends.now());
  });
  const auto over = [&] {
    return pair.client().is_closed() && pair.server_exists() && pair.server().is_closed();
  };
  const bool ended = pair.run_until(over, 5h);
  BOOST_REQUIRE_MESSAGE(ended, weather.to_text() << "\n" << pair.log());
  BOOST_REQUIRE_MESSAGE(reader.intact() && answer_reader.intact(), weather.to_text() << pair.log());
  BOOST_REQUIRE_MESSAGE(watch.within(), "sent beyond the window: " << weather.to_text());
  BOOST_REQUIRE_MESSAGE(watch.never_shrunk(), "shrunk: " << weather.to_text() << pair.log());
  BOOST_REQUIRE_MESSAGE(reader.received() == there && answer_reader.received() == back,
                        weather.to_text() << " received " << reader.received() << " and "
                                          << answer_reader.received() << "\n"
                                          << pair.log());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(hostile_pipe)

BOOST_AUTO_TEST_CASE(every_stream_arrives_whole_once_and_in_order) {
  for (std::uint64_t seed = 1; seed <= 400; ++seed) transfer(weather_of(seed));
}

BOOST_AUTO_TEST_SUITE_END()

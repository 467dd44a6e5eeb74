// What each rung of the ladder keeps, sends again and waits for.

#include <boost/test/unit_test.hpp>

#include "net/base/random.hpp"
#include "tests/support/transport_pair.hpp"

using namespace acklab;
using namespace acklab::support;
using std::chrono::milliseconds;
using std::chrono::seconds;
using transport::Arq;
using transport::ArqConfig;

namespace {

constexpr std::uint64_t rung_payload = 500;
constexpr std::uint64_t rung_seed = 11;

Pair::Settings rung_settings(const ArqConfig& arq) {
  Pair::Settings settings;
  settings.client.arq = arq;
  settings.client.max_segment_bytes = rung_payload;
  settings.client.mechanisms.timestamps = false;
  settings.server = settings.client;
  return settings;
}

/// Drops the first transmission of data segment `number`, counted from 1.
Pair::Rule drop_data_once(std::uint64_t number) {
  return [number, data = std::uint64_t{0}](const Travelling& segment) mutable {
    const bool dropped = segment.from == Side::client && segment.has_data() && ++data == number;
    return dropped ? Verdict::drop() : Verdict{};
  };
}

struct RungRun {
  std::vector<Travelling> data;  // data segments as the client sent them
  transport::Statistics client;
  transport::Statistics server;
  std::string log;
};

RungRun run_rung(const Pair::Settings& settings, std::uint64_t segments, const Pair::Rule& rule) {
  Pair pair{settings};
  pair.set_rule(rule);
  StreamWriter writer{rung_seed, segments * rung_payload};
  StreamReader reader{rung_seed};
  pair.set_application([&](Pair& both) {
    if (both.client().state() == transport::State::established) {
      writer.run(both.client(), both.now());
    }
    if (both.server_exists()) {
      reader.run(both.server(), both.now());
      if (reader.ended()) both.server().close(both.now());
    }
  });
  const bool closed = pair.run_until(
      [&] { return pair.server_exists() && pair.server().is_closed(); }, seconds{600});
  RungRun result;
  result.log = pair.log();
  BOOST_TEST(closed, result.log);
  BOOST_TEST(reader.intact(), result.log);
  BOOST_TEST(reader.received() == segments * rung_payload, result.log);
  for (const Travelling& segment : pair.sent_by(Side::client)) {
    if (segment.has_data()) result.data.push_back(segment);
  }
  result.client = pair.client().statistics();
  result.server = pair.server().statistics();
  return result;
}

/// The numbers of data segments in the order they were sent, the first being 1.
std::vector<std::uint32_t> order_of(const RungRun& run) {
  std::vector<std::uint32_t> numbers;
  for (const Travelling& segment : run.data) {
    numbers.push_back(segment.segment.sender.sequence.value());
  }
  return numbers;
}

using Numbers = std::vector<std::uint32_t>;

}  // namespace

BOOST_AUTO_TEST_SUITE(rungs)

BOOST_AUTO_TEST_CASE(stop_and_wait_has_one_segment_in_flight) {
  const RungRun run =
      run_rung(rung_settings({Arq::stop_and_wait, std::nullopt, milliseconds{80}}), 6, {});
  for (std::size_t index = 1; index < run.data.size(); ++index) {
    BOOST_TEST((run.data[index].sent - run.data[index - 1].sent == milliseconds{50}), run.log);
  }
  BOOST_TEST((order_of(run) == Numbers{1, 2, 3, 4, 5, 6}), run.log);
}

BOOST_AUTO_TEST_CASE(a_timeout_of_go_back_n_sends_the_whole_window_again) {
  const RungRun run =
      run_rung(rung_settings({Arq::go_back_n, 4, milliseconds{80}}), 8, drop_data_once(3));
  // 5 and 6 leave when 1 and 2 are acknowledged; 3 to 6 are then the window.
  BOOST_TEST((order_of(run) == Numbers{1, 2, 3, 4, 5, 6, 3, 4, 5, 6, 7, 8}), run.log);
  BOOST_TEST(run.client.timeouts == 1U);
  BOOST_TEST(run.server.received_out_of_order == 0U);  // what came early was not kept
  BOOST_TEST(run.server.discarded_out_of_window == 3U);
}

BOOST_AUTO_TEST_CASE(a_timeout_of_selective_repeat_sends_one_segment_again) {
  const RungRun run =
      run_rung(rung_settings({Arq::selective_repeat, 4, milliseconds{80}}), 8, drop_data_once(3));
  BOOST_TEST((order_of(run) == Numbers{1, 2, 3, 4, 5, 6, 3, 7, 8}), run.log);
  BOOST_TEST(run.server.received_out_of_order == 3U);
  BOOST_TEST(run.client.retransmissions() == 1U);
}

BOOST_AUTO_TEST_CASE(a_fixed_timeout_neither_adapts_nor_backs_off) {
  for (const Arq rung : {Arq::stop_and_wait, Arq::go_back_n, Arq::selective_repeat}) {
    std::uint64_t dropped = 0;
    const Pair::Rule rule = [&](const Travelling& segment) {
      const bool drop = segment.from == Side::client && segment.has_data() && dropped < 5;
      if (drop) ++dropped;
      return drop ? Verdict::drop() : Verdict{};
    };
    const RungRun run = run_rung(rung_settings({rung, 1, milliseconds{130}}), 3, rule);
    BOOST_REQUIRE(run.data.size() == 8U);
    for (std::size_t index = 1; index <= 5; ++index) {
      BOOST_TEST((run.data[index].sent - run.data[index - 1].sent == milliseconds{130}), run.log);
    }
  }
}

BOOST_AUTO_TEST_CASE(an_adaptive_timeout_of_a_textbook_rung_backs_off) {
  std::uint64_t dropped = 0;
  const Pair::Rule rule = [&](const Travelling& segment) {
    const bool drop = segment.from == Side::client && segment.has_data() && dropped < 4;
    if (drop) ++dropped;
    return drop ? Verdict::drop() : Verdict{};
  };
  const RungRun run =
      run_rung(rung_settings({Arq::stop_and_wait, std::nullopt, std::nullopt}), 2, rule);
  BOOST_REQUIRE(run.data.size() == 6U);
  const Duration first = run.data[1].sent - run.data[0].sent;
  for (std::size_t index = 2; index <= 4; ++index) {
    BOOST_TEST((run.data[index].sent - run.data[index - 1].sent == first * (1 << (index - 1))),
               run.log);
  }
}

BOOST_AUTO_TEST_CASE(every_rung_survives_loss_duplication_and_reordering_both_ways) {
  for (const Arq rung : {Arq::stop_and_wait, Arq::go_back_n, Arq::selective_repeat, Arq::tcp}) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      BOOST_TEST_CONTEXT("rung " << static_cast<int>(rung) << ", seed " << seed) {
        const RandomStream dice{seed, "rungs"};
        const Pair::Rule rule = [&](const Travelling& segment) {
          const std::uint64_t way = segment.from == Side::client ? 0 : 1;
          const std::uint64_t key = 2 * segment.index + way;
          if (dice.below(100, key, 0) < 10) return Verdict::drop();
          Verdict verdict;
          if (dice.below(100, key, 1) < 10) verdict.copies = 2;
          if (dice.below(100, key, 2) < 10) verdict.extra_delay = milliseconds{30};
          return verdict;
        };
        run_rung(rung_settings({rung, std::nullopt, milliseconds{150}}), 60, rule);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(tcp_heeds_a_window_counted_in_segments) {
  Pair::Settings settings = rung_settings({Arq::tcp, 3, std::nullopt});
  const RungRun run = run_rung(settings, 30, {});
  // Never more than three between two round trips of 50 ms.
  for (std::size_t index = 3; index < run.data.size(); ++index) {
    BOOST_TEST((run.data[index].sent - run.data[index - 3].sent >= milliseconds{50}), run.log);
  }
}

BOOST_AUTO_TEST_SUITE_END()

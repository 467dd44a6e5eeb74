// Sequence numbers around 2^32, and how fast it goes.

#include <boost/test/unit_test.hpp>

#include "net/base/random.hpp"
#include "tests/support/transport_pair.hpp"

using namespace acklab;
using namespace acklab::support;
using namespace acklab::transport;
using namespace std::chrono_literals;

namespace {

/// Moves `total` bytes from client to server; the time from the first SYN to the last byte.
std::optional<Duration> time_to_move(Pair& pair, std::uint64_t total) {
  pair.keep_segments(false);
  StreamWriter writer{5, total};
  StreamReader reader{5};
  pair.set_application([&](Pair& ends) {
    writer.run(ends.client(), ends.now());
    if (!ends.server_exists()) return;
    reader.run(ends.server(), ends.now());
    if (reader.ended()) ends.server().close(ends.now());
  });
  const Instant start = pair.now();
  if (!pair.run_until([&] { return reader.received() == total; }, 1h)) return std::nullopt;
  if (!reader.intact()) return std::nullopt;
  return pair.now() - start;
}

double megabits_per_s(std::uint64_t bytes, Duration span) {
  return static_cast<double>(bytes) * 8e-6 / to_seconds(span);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(wrap_and_rate)

BOOST_AUTO_TEST_CASE(a_stream_crosses_the_end_of_the_sequence_space) {
  for (const std::uint32_t before : {0U, 1U, 2U, 1000U, 50'000U}) {
    Pair::Settings settings;
    settings.client_initial_sequence = Seq32{0U - before};
    settings.server_initial_sequence = Seq32{0U - before / 2};
    Pair pair{settings};
    const RandomStream dice{before, "wrap"};
    pair.set_rule([&dice](const Travelling& segment) {
      return dice.below(20, segment.index, segment.from == Side::client ? 0 : 1) == 0
                 ? Verdict::drop()
                 : Verdict{};
    });
    BOOST_TEST(time_to_move(pair, 200'000).has_value(),
               "before the wrap: " << before << pair.log());
  }
}

BOOST_AUTO_TEST_CASE(a_clean_link_is_filled_to_nine_tenths) {
  Pair::Settings settings;
  settings.rate = BitRate::from_bits_per_s(20'000'000);
  Pair pair{settings};
  const auto took = time_to_move(pair, 20'000'000);
  BOOST_REQUIRE_MESSAGE(took, pair.log());
  const double rate = megabits_per_s(20'000'000, *took);
  BOOST_TEST_MESSAGE("20 MB at " << rate << " Mbit/s");
  BOOST_TEST(rate >= 18.0);
}

BOOST_AUTO_TEST_CASE(one_percent_loss_costs_no_more_than_the_formula_says) {
  // Mathis et al.: MSS / RTT · sqrt(3 / 2p) = 2.82 Mbit/s for 1440 bytes, 50 ms and 1 %.
  std::uint64_t bytes = 0;
  Duration total{};
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    Pair::Settings settings;
    settings.rate = BitRate::from_bits_per_s(20'000'000);
    Pair pair{settings};
    const RandomStream dice{seed, "loss"};
    pair.set_rule([&dice](const Travelling& segment) {
      const bool lost = Probability::from_percent(1).happens(
          dice.at(segment.index, segment.from == Side::client ? 0 : 1));
      return lost ? Verdict::drop() : Verdict{};
    });
    const auto took = time_to_move(pair, 4'000'000);
    BOOST_REQUIRE_MESSAGE(took, "seed " << seed << pair.log());
    bytes += 4'000'000;
    total += *took;
  }
  const double rate = megabits_per_s(bytes, total);
  BOOST_TEST_MESSAGE("4 MB ten times at 1 % loss: " << rate << " Mbit/s");
  BOOST_TEST(rate >= 2.4);
}

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_segments) {
  const auto run = [] {
    Pair pair{{}};
    pair.set_rule([](const Travelling& segment) {
      return segment.index % 17 == 5 ? Verdict::drop() : Verdict{};
    });
    static_cast<void>(time_to_move(pair, 300'000));
    return pair.log();
  };
  BOOST_TEST(run() == run());
}

BOOST_AUTO_TEST_SUITE_END()

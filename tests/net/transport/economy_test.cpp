// What a lossy path costs in bulk: nothing is sent again that had arrived, and little beside what
// was lost.

#include <boost/test/unit_test.hpp>

#include "net/base/random.hpp"
#include "tests/support/transport_pair.hpp"

using namespace acklab;
using namespace acklab::support;
using namespace acklab::transport;
using namespace std::chrono_literals;

namespace {

/// Five megabytes over 20 Mbit/s and 40 ms that loses `loss_percent` each way, without reordering;
/// what the sender counted.
Statistics sender_over_a_losing_path(std::uint64_t loss_percent, std::uint64_t seed) {
  constexpr std::uint64_t bytes = 5'000'000;
  Pair::Settings settings;
  settings.one_way_delay = 20ms;
  settings.rate = BitRate::from_bits_per_s(20'000'000);
  settings.client.congestion = settings.server.congestion = CongestionControl::bbr;
  Pair pair{settings};
  pair.keep_segments(false);
  BOOST_REQUIRE_MESSAGE(pair.connect(), pair.log());
  const RandomStream dice{seed, "economy"};
  pair.set_rule([dice, loss_percent, drawn = std::uint64_t{0}](const Travelling&) mutable {
    return dice.below(100, drawn++) < loss_percent ? Verdict::drop() : Verdict{};
  });
  StreamWriter writer{seed, bytes};
  StreamReader reader{seed};
  pair.set_application([&](Pair& on) {
    writer.run(on.client(), on.now());
    reader.run(on.server(), on.now());
  });
  BOOST_REQUIRE_MESSAGE(pair.run_until([&] { return reader.ended(); }, 300s), pair.log());
  BOOST_TEST(reader.intact());
  BOOST_TEST(reader.received() == bytes);
  return pair.client().statistics();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(economy)

BOOST_AUTO_TEST_CASE(nothing_is_sent_again_needlessly_and_little_more_than_was_lost) {
  for (const std::uint64_t loss_percent : {1U, 10U, 20U}) {
    std::uint64_t segments = 0;
    std::uint64_t needless = 0;
    std::uint64_t sent_bytes = 0;
    std::uint64_t again_bytes = 0;
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
      const Statistics counted = sender_over_a_losing_path(loss_percent, seed);
      segments += counted.data_segments_sent;
      needless += counted.needless_retransmissions;
      sent_bytes += counted.payload_bytes_sent;
      again_bytes += counted.retransmitted_payload_bytes;
    }
    BOOST_TEST_CONTEXT(loss_percent << " % loss, seeds 1 to 3") {
      BOOST_TEST(1000 * needless <= 5 * segments);  // half a percent
      // At most 1/(1-p) + 3 % of what had to be sent once.
      const std::uint64_t once = sent_bytes - again_bytes;
      BOOST_TEST(sent_bytes * 100 * (100 - loss_percent) <=
                 once * (10'000 + 3 * (100 - loss_percent)));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

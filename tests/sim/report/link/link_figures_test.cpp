#include "sim/report/link/link_figures.hpp"

#include <boost/test/unit_test.hpp>

#include "sim/scenario/link/read_link.hpp"

using namespace acklab;

namespace {

report::LinkFigures figures_of(const std::string& text) {
  const auto read = scenario::read_link_text(text, ACKLAB_SCENARIOS "/x.json");
  BOOST_TEST_REQUIRE(read.has_value(), text << ": " << read.error().sentence);
  return report::link_figures(*read);
}

const auto nearly = boost::test_tools::tolerance(1e-9);

}  // namespace

BOOST_AUTO_TEST_SUITE(link_figures_suite)

// 20 Mbit/s = 2.5 MB/s; 1500 B take 0.6 ms, 40 B take 0.016 ms; 2 × 25 ms make 125 000 B.
BOOST_AUTO_TEST_CASE(a_line_with_a_queue_of_one_bandwidth_delay_product) {
  const auto figures = figures_of(R"({"rate": "20mbit", "delay": "25ms", "queue": "125kB"})");
  BOOST_TEST(*figures.forward.full_packet_ms == 0.6, nearly);
  BOOST_TEST(*figures.forward.bdp_bytes == 125'000.0, nearly);
  BOOST_TEST(*figures.forward.queue_bytes == 125'000.0, nearly);
  BOOST_TEST(*figures.forward.queue_ms == 50.0, nearly);
  BOOST_TEST(*figures.forward.queue_bdps == 1.0, nearly);
  BOOST_TEST(figures.empty_round_trip_ms == 50.616, nearly);
  BOOST_TEST(*figures.full_round_trip_ms == 100.616, nearly);
}

// The textbook's line: 10 Mbit/s and a round trip of 100 ms hold 125 000 bytes.
BOOST_AUTO_TEST_CASE(the_bandwidth_delay_product_takes_the_delays_of_both_ways) {
  const auto figures = figures_of(
      R"({"rate": "10mbit", "delay": "20ms", "reverse": {"delay": "80ms", "rate": "1mbit"}})");
  BOOST_TEST(*figures.forward.bdp_bytes == 125'000.0, nearly);
  BOOST_TEST(*figures.reverse.bdp_bytes == 12'500.0, nearly);
  // 1500 B at 10 Mbit/s: 1.2 ms; 40 B at 1 Mbit/s: 0.32 ms.
  BOOST_TEST(figures.empty_round_trip_ms == 101.52, nearly);
  BOOST_TEST(!figures.full_round_trip_ms.has_value());
}

BOOST_AUTO_TEST_CASE(a_link_without_a_rate_has_no_product_and_no_queue) {
  const auto figures = figures_of(R"({"delay": "25ms"})");
  BOOST_TEST(!figures.forward.bdp_bytes.has_value());
  BOOST_TEST(!figures.forward.queue_ms.has_value());
  BOOST_TEST(figures.empty_round_trip_ms == 50.0, nearly);
  BOOST_TEST(*figures.full_round_trip_ms == 50.0, nearly);
}

BOOST_AUTO_TEST_CASE(without_a_delay_the_queue_is_no_multiple_of_the_product) {
  const auto figures = figures_of(R"({"rate": "1mbit", "queue": "100kB"})");
  BOOST_TEST(*figures.forward.queue_ms == 800.0, nearly);
  BOOST_TEST(!figures.forward.queue_bdps.has_value());
}

// Independent loss p: runs of 1 / (1 − p).
BOOST_AUTO_TEST_CASE(independent_loss_comes_in_runs_of_its_own) {
  const auto figures = figures_of(R"({"loss": "20%"})");
  BOOST_TEST(figures.forward.mean_loss_ratio == 0.2, nearly);
  BOOST_TEST(*figures.forward.mean_burst_packets == 1.25, nearly);
  BOOST_TEST(figures.forward.whole_ratio == 0.8, nearly);
  BOOST_TEST(!figures_of("{}").forward.mean_burst_packets.has_value());
  BOOST_TEST(!figures_of(R"({"loss": "100%"})").forward.mean_burst_packets.has_value());
}

// 0.9 arrive; of those a fifth is damaged, and half of these have a copy, whole in four of five
// cases: 0.9 × (1 − 0.2 × (1 − 0.5 × 0.8)) = 0.9 × 0.88.
BOOST_AUTO_TEST_CASE(a_duplicate_may_arrive_whole_where_the_packet_did_not) {
  const auto figures = figures_of(R"({"loss": "10%", "corrupt": "20%", "duplicate": "50%"})");
  BOOST_TEST(figures.forward.whole_ratio == 0.792, nearly);
  // With two copies one of them is whole in 24 of 25 cases: 0.9 × (1 − 0.2 × (1 − 0.5 × 0.96)).
  const auto twice = figures_of(
      R"({"loss": "10%", "corrupt": "20%", "duplicate": {"probability": "50%", "copies": 2}})");
  BOOST_TEST(twice.forward.whole_ratio == 0.8064, nearly);
}

BOOST_AUTO_TEST_SUITE_END()

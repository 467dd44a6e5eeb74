#include <boost/test/unit_test.hpp>

#include "tests/support/effort.hpp"
#include "tests/support/link_crossing.hpp"

namespace acklab::link::test {
namespace {

using std::chrono::milliseconds;

/// ATM below PPPoA: 10 bytes a packet, cells of 48 and 5.
FixedRate atm(std::int64_t bits_per_s) {
  return {BitRate::from_bits_per_s(bits_per_s), 10, 48, 5};
}

/// What netem (sch_netem.c, packet_time_ns) makes of a length, in its own words.
std::uint64_t netem_length(std::uint64_t len, std::int32_t packet_overhead, std::uint32_t cell_size,
                           std::int32_t cell_overhead) {
  len += static_cast<std::uint64_t>(static_cast<std::int64_t>(packet_overhead));
  if (cell_size != 0) {
    std::uint64_t cells = len / cell_size;
    if (len > cells * cell_size) cells++;
    len = cells * static_cast<std::uint64_t>(std::int64_t{cell_size} + cell_overhead);
  }
  return len;
}

BOOST_AUTO_TEST_SUITE(rate_models)

BOOST_AUTO_TEST_CASE(a_packet_goes_in_whole_cells_each_with_its_overhead) {
  const FixedRate rate = atm(8'000'000);
  BOOST_TEST(rate.bytes_on_line(38) == 53U);      // 48: one cell
  BOOST_TEST(rate.bytes_on_line(39) == 106U);     // 49: two
  BOOST_TEST(rate.bytes_on_line(40) == 106U);     // a TCP ACK
  BOOST_TEST(rate.bytes_on_line(1500) == 1696U);  // 1510: 32 cells
}

BOOST_AUTO_TEST_CASE(overhead_may_be_negative_but_no_packet_is) {
  const FixedRate rate{BitRate::from_bits_per_s(8'000'000), -14, std::nullopt, 0};
  BOOST_TEST(rate.bytes_on_line(1514) == 1500U);
  BOOST_TEST(rate.bytes_on_line(14) == 0U);
  BOOST_TEST(rate.bytes_on_line(10) == 0U);
  const FixedRate cells{BitRate::from_bits_per_s(8'000'000), -14, 48, -8};
  BOOST_TEST(cells.bytes_on_line(62) == 40U);
  BOOST_TEST(cells.bytes_on_line(63) == 80U);
}

BOOST_AUTO_TEST_CASE(sizes_on_the_line_are_those_of_netem) {
  for (const std::int32_t overhead : {-20, 0, 10, 38}) {
    for (const std::uint32_t cell : {0U, 1U, 48U, 64U, 1500U}) {
      for (const std::int32_t extra : {0, 5, 16}) {
        if (cell == 0 && extra != 0) continue;
        const FixedRate rate{BitRate::from_bits_per_s(1'000'000), overhead,
                             cell == 0 ? std::nullopt : std::optional{cell}, extra};
        for (std::uint64_t bytes = 20; bytes <= 3000; ++bytes) {
          BOOST_REQUIRE(rate.bytes_on_line(bytes) == netem_length(bytes, overhead, cell, extra));
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_million_packets_in_cells_accumulate_no_rounding_error) {
  __extension__ using Wide = unsigned __int128;
  for (const std::int64_t rate : {9'999'991L, 8'000'000L, 300'000'000'007L}) {
    DirectionSettings settings;
    settings.rate = atm(rate);
    Link link(forward_only(settings), 1);
    std::uint64_t wrong = 0;
    std::uint64_t on_line = 0;
    link.record_fates([&](const FateRecord& fate) {
      on_line += netem_length(fate.ip_bytes, 10, 48, 5);
      const auto bits = static_cast<Wide>(rate);
      const Wide due = (static_cast<Wide>(on_line) * 8'000'000'000U + bits - 1) / bits;
      if (static_cast<Wide>(fate.due.time_since_epoch().count()) != due) ++wrong;
    });
    for (std::uint32_t i = 0; i < acklab::effort::trials(1'000'000); ++i) {
      link.accept(timeline_origin, Direction::forward, {{}, 40 + (i * 7919U) % 1461U, 0});
      while (i % 64 == 0 && link.poll_release(Instant::max())) {
      }
    }
    while (link.poll_release(Instant::max())) {
    }
    BOOST_TEST(wrong == 0U, "rate " << rate);
  }
}

BOOST_AUTO_TEST_CASE(the_nominal_rate_is_what_packets_of_one_size_get) {
  const RateModel cells{atm(1'696'000)};
  BOOST_TEST(cells.nominal().bits_per_s() == 1'500'000);
  BOOST_TEST(cells.nominal(38).bits_per_s() == 1'696'000 * 38 / 53);
  BOOST_TEST(cells.configured().bits_per_s() == 1'696'000);
  const RateModel plain{BitRate::from_bits_per_s(9'999'991)};
  BOOST_TEST(plain.nominal(1).bits_per_s() == 9'999'991);
  const RateModel bucket{TokenBucketRate{BitRate::from_bits_per_s(5'000'000), 10'000}};
  BOOST_TEST(bucket.nominal().bits_per_s() == 5'000'000);
  const auto trace = std::make_shared<const Trace>(std::vector<std::uint32_t>{1, 2, 2, 4});
  const RateModel varying{TraceRate{trace, "x", true}};
  BOOST_TEST(varying.nominal().bits_per_s() == 12'000'000);
  BOOST_TEST(varying.nominal(40).bits_per_s() == 1504LL * 8 * 1000 * 40 / 44);
  BOOST_TEST(varying.steady().rate.bits_per_s() == 12'032'000);
  BOOST_TEST(varying.steady().bytes_on_line(1500) == 1504U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test

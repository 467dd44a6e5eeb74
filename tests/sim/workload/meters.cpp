#include <algorithm>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "net/base/random.hpp"
#include "sim/workload/burst_loss.hpp"
#include "sim/workload/order_meter.hpp"
#include "sim/workload/periodic_log.hpp"
#include "sim/workload/spread.hpp"
#include "sim/workload/stall_meter.hpp"

using namespace acklab;
using namespace acklab::workload;
using std::chrono::milliseconds;

namespace {

OrderMeasures order_of(const std::vector<std::uint64_t>& arrivals) {
  OrderMeter meter;
  for (const std::uint64_t number : arrivals) meter.note_arrival(number);
  return meter.measures().value();
}

/// RFC 4737 as it is written, with all arrivals at hand.
OrderMeasures naive_order_of(const std::vector<std::uint64_t>& arrivals) {
  OrderMeasures measures;
  measures.arrivals = arrivals.size();
  std::uint64_t extents = 0;
  std::uint64_t behind_three = 0;
  for (std::size_t i = 0; i < arrivals.size(); ++i) {
    const auto above = [&](std::uint64_t other) { return other > arrivals[i]; };
    const auto end = arrivals.begin() + static_cast<long>(i);
    const auto first = std::find_if(arrivals.begin(), end, above);
    if (first == end) continue;
    ++measures.reordered;
    const auto extent = static_cast<std::uint64_t>(end - first);
    extents += extent;
    measures.max_extent = std::max(measures.max_extent, extent);
    if (i >= 3 && std::all_of(end - 3, end, above)) ++behind_three;
  }
  const auto all = static_cast<double>(arrivals.size());
  measures.reordered_ratio = static_cast<double>(measures.reordered) / all;
  measures.three_reordered_ratio = static_cast<double>(behind_three) / all;
  if (measures.reordered > 0) {
    measures.mean_extent = static_cast<double>(extents) / static_cast<double>(measures.reordered);
  }
  return measures;
}

void check_same_order(const OrderMeasures& one, const OrderMeasures& other) {
  BOOST_TEST(one.arrivals == other.arrivals);
  BOOST_TEST(one.reordered == other.reordered);
  BOOST_TEST(one.reordered_ratio == other.reordered_ratio);
  BOOST_TEST(one.mean_extent == other.mean_extent);
  BOOST_TEST(one.max_extent == other.max_extent);
  BOOST_TEST(one.three_reordered_ratio == other.three_reordered_ratio);
}

Judgement arrived(std::uint64_t number) {
  return {.number = number, .intact = true, .first = true, .first_intact = true};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(meters)

BOOST_AUTO_TEST_CASE(what_came_in_order_is_not_reordered_although_some_is_missing) {
  const OrderMeasures measures = order_of({0, 1, 2, 5, 6, 9});
  BOOST_TEST(measures.arrivals == 6U);
  BOOST_TEST(measures.reordered == 0U);
  BOOST_TEST(measures.mean_run == 6.0);
  BOOST_TEST(!OrderMeter{}.measures().has_value());
}

BOOST_AUTO_TEST_CASE(the_example_of_rfc_4737_has_its_extents) {
  // §7.1: 4 is behind 5 and 6, two arrivals; and with 7 and 8 before it it is behind four.
  const OrderMeasures two = order_of({1, 2, 3, 5, 6, 4, 7, 8});
  BOOST_TEST(two.reordered == 1U);
  BOOST_TEST(two.mean_extent == 2.0);
  BOOST_TEST(two.three_reordered_ratio == 0.0);
  const OrderMeasures four = order_of({1, 2, 3, 5, 6, 7, 8, 4});
  BOOST_TEST(four.max_extent == 4U);
  BOOST_TEST(four.three_reordered_ratio == 1.0 / 8);
  BOOST_TEST(four.mean_run == 3.5);
}

BOOST_AUTO_TEST_CASE(any_order_is_measured_as_the_definition_says) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    const RandomStream random{seed, "order"};
    std::vector<std::uint64_t> arrivals;
    for (std::uint64_t number = 0; number < 60; ++number) {
      if (random.below(5, number) > 0) arrivals.push_back(number);
    }
    for (std::uint64_t swap = 0; swap < seed % 12; ++swap) {
      const std::size_t from = random.below(arrivals.size(), 100 + swap);
      const std::size_t by = random.below(6, 200 + swap);
      const std::size_t to = std::min(from + by, arrivals.size() - 1);
      const auto begin = arrivals.begin();
      std::rotate(begin + static_cast<long>(from), begin + static_cast<long>(from) + 1,
                  begin + static_cast<long>(to) + 1);
    }
    BOOST_TEST_CONTEXT("seed " << seed) {
      check_same_order(order_of(arrivals), naive_order_of(arrivals));
    }
  }
}

BOOST_AUTO_TEST_CASE(percentiles_are_values_that_were_measured) {
  std::vector<Duration> durations;
  for (int i = 100; i >= 1; --i) durations.emplace_back(milliseconds{i});
  const Spread spread = spread_of(durations).value();
  BOOST_TEST(spread.count == 100U);
  BOOST_TEST((spread.min == milliseconds{1}));
  BOOST_TEST((spread.median == milliseconds{50}));
  BOOST_TEST((spread.percentile_95 == milliseconds{95}));
  BOOST_TEST((spread.percentile_99 == milliseconds{99}));
  BOOST_TEST((spread.max == milliseconds{100}));
  BOOST_TEST((spread.mean == std::chrono::microseconds{50'500}));
  BOOST_TEST((spread_of({milliseconds{7}})->percentile_99 == milliseconds{7}));
  BOOST_TEST(!spread_of({}).has_value());
}

BOOST_AUTO_TEST_CASE(bursts_are_counted_in_the_order_of_sending) {
  // Of ten, 2 and 3 are missing, and 7: two bursts of 3.
  Ledger ledger{Records{1, 1000, 100}};
  Bytes message;
  for (std::uint64_t number = 0; number < 10; ++number) {
    ledger.note_sent();
    if (number == 2 || number == 3 || number == 7) continue;
    ledger.records().write(number, message);
    ledger.handle_message(Instant{}, message);
  }
  const BurstLossMeasures measures = burst_loss_of(ledger).value();
  BOOST_TEST(measures.bursts == 2U);
  BOOST_TEST(measures.longest_burst == 2U);
  BOOST_TEST(*measures.mean_burst == 1.5);
  BOOST_TEST(*measures.p == 2.0 / 6);  // after 0 1 4 5 6 8, two of them followed by a loss
  BOOST_TEST(*measures.r == 2.0 / 3);  // after 2 3 7, two of them followed by an arrival
}

BOOST_AUTO_TEST_CASE(stalls_lie_between_the_first_arrival_and_the_last) {
  StallMeter meter;
  BOOST_TEST(!meter.measures().has_value());
  for (const int at : {500, 510, 710, 911, 1300}) meter.note_progress(Instant{milliseconds{at}});
  BOOST_TEST((meter.measures()->longest == milliseconds{389}));
  BOOST_TEST(meter.measures()->count == 2U);  // 201 and 389 ms; 200 are none yet
}

BOOST_AUTO_TEST_CASE(messages_are_as_old_as_the_time_since_they_were_due) {
  Periodic periodic{.count = 5, .interval = milliseconds{20}, .deadline = milliseconds{50}};
  PeriodicLog log{periodic};
  log.start(Instant{milliseconds{100}});
  log.note_record(Instant{milliseconds{130}}, arrived(0));  // 30 ms old
  log.note_record(Instant{milliseconds{150}}, arrived(1));  // 30 ms
  log.note_record(Instant{milliseconds{200}}, arrived(3));  // 40 ms
  log.note_record(Instant{milliseconds{200}}, arrived(2));  // 60 ms, late
  const PeriodicMeasures measures = log.measures(Instant{milliseconds{300}});
  BOOST_TEST(measures.due == 5U);
  BOOST_TEST(measures.arrived == 4U);
  BOOST_TEST(measures.missing == 1U);
  BOOST_TEST(measures.late == 1U);
  BOOST_TEST((measures.latency->median == milliseconds{30}));
  BOOST_TEST((measures.latency->max == milliseconds{60}));
  BOOST_TEST((*measures.longest_gap == milliseconds{50}));
  // Differences of 0, 10 and 20 ms: sixteen times J is 0, 10 and 10 − 10/16 + 20 ms.
  BOOST_TEST((*measures.max_jitter == std::chrono::nanoseconds{29'375'000 / 16}));
  BOOST_TEST((*measures.jitter == *measures.max_jitter));
  // From 30 to 50 ms over 20 ms, then from 30 to 80 ms over 50 ms.
  BOOST_TEST((*measures.max_age == milliseconds{80}));
  BOOST_TEST((*measures.mean_age == Duration{milliseconds{40 * 20 + 55 * 50}} / 70));
  BOOST_TEST(PeriodicLog{periodic}.measures(Instant{}).due == 0U);
  BOOST_TEST(log.measures(Instant{milliseconds{145}}).due == 3U);
}

BOOST_AUTO_TEST_SUITE_END()

#include <set>

#include <boost/test/unit_test.hpp>

#include "sim/contender/metrics.hpp"
#include "sim/contender/sentences.hpp"
#include "sim/contender/series_recorder.hpp"
#include "tests/support/contender_requests.hpp"

using namespace acklab;
using namespace acklab::contender;
using namespace acklab::testing;

namespace {

SeriesPoint point_at(Duration at) {
  SeriesPoint point;
  point.at = at;
  return point;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(parts)

BOOST_AUTO_TEST_CASE(metric_names_are_unique_and_never_a_prefix_of_another) {
  std::set<std::string> names;
  for (const Metric& metric : metrics()) {
    BOOST_TEST(names.insert(std::string{metric.name}).second, metric.name);
    BOOST_TEST(!metric.description.empty());
    BOOST_TEST(find_metric(metric.name) == &metric);
  }
  // In the nested report a name cannot be both a value and a folder of values.
  for (const std::string& name : names) {
    const auto next = names.upper_bound(name + ".");
    BOOST_TEST((next == names.end() || !next->starts_with(name + ".")), name);
  }
  BOOST_TEST(find_metric("integrity.missing_ratio") != nullptr);
  BOOST_TEST(find_metric("link.reverse.lateness.percentile_99_us") != nullptr);
  BOOST_TEST(find_metric("integrity") == nullptr);
}

BOOST_AUTO_TEST_CASE(metrics_read_what_they_are_named_after) {
  RunResult run;
  run.outcome = Outcome::time_limit;
  run.integrity.sent = 200;
  run.integrity.intact = 150;
  run.integrity.missing = 40;
  run.integrity.corrupted = 10;
  run.timing.connected = milliseconds{51};
  run.cost.retransmissions = 7;
  run.link.forward.counters.offered = 1000;
  run.link.forward.counters.dropped_by_loss = 20;
  run.link.forward.counters.duplicated = 49;
  run.link.reverse.lateness.percentile_99 = std::chrono::microseconds{350};
  const auto value = [&](std::string_view name) { return find_metric(name)->of(run); };
  BOOST_TEST(*value("integrity.missing_ratio") == 0.2);
  BOOST_TEST(*value("integrity.corrupted_ratio") == 0.05);
  BOOST_TEST(*value("integrity.intact_records") == 150.0);
  BOOST_TEST(*value("integrity.intact") == 0.0);
  BOOST_TEST(*value("completed") == 0.0);
  BOOST_TEST(*value("timing.connect_ms") == 51.0);
  BOOST_TEST(!value("timing.completion_ms").has_value());
  BOOST_TEST(*value("cost.retransmissions") == 7.0);
  BOOST_TEST(!value("cost.retransmissions_by_timeout").has_value());
  BOOST_TEST(*value("link.forward.loss_ratio_achieved") == 0.02);
  BOOST_TEST(*value("link.forward.duplicate_ratio_achieved") == 0.05);
  BOOST_TEST(*value("link.reverse.lateness.percentile_99_us") == 350.0);
  BOOST_TEST(!value("link.reverse.loss_ratio_achieved").has_value());
  run.integrity = {};
  run.integrity.sent = 5;
  run.integrity.intact = 5;
  run.outcome = Outcome::completed;
  BOOST_TEST(*value("integrity.intact") == 1.0);
  BOOST_TEST(*value("completed") == 1.0);
}

BOOST_AUTO_TEST_CASE(amounts_are_written_as_people_say_them) {
  BOOST_TEST(bytes_in_words(0) == "0 B");
  BOOST_TEST(bytes_in_words(999) == "999 B");
  BOOST_TEST(bytes_in_words(1000) == "1 kB");
  BOOST_TEST(bytes_in_words(1'234'567) == "1.2 MB");
  BOOST_TEST(bytes_in_words(999'960) == "1 MB");
  BOOST_TEST(duration_in_words(milliseconds{100'200}) == "100.2 s");
  BOOST_TEST(duration_in_words(milliseconds{35}) == "35 ms");
}

BOOST_AUTO_TEST_CASE(an_end_is_told_with_its_evidence) {
  transport::CloseReport report;
  report.reason = transport::CloseReason::timed_out;
  report.retransmission_attempts = 9;
  report.unanswered_for = milliseconds{100'200};
  report.bytes_acknowledged = 1'200'000;
  BOOST_TEST(sentence_for(report, true, 4'000'000) ==
             "The connection timed out: 9 tries over 100.2 s; 1.2 MB of 4 MB were acknowledged.");
  report.bytes_acknowledged = 0;
  report.retransmission_attempts = 1;
  BOOST_TEST(sentence_for(report, false, 4'000'000) ==
             "The server never answered: 1 try over 100.2 s to connect.");
}

BOOST_AUTO_TEST_CASE(a_full_series_is_thinned_evenly) {
  SeriesRecorder recorder;
  for (int at = 0; at < 10'000; ++at) {
    const Duration now = milliseconds{at};
    if (recorder.wants(now)) recorder.record(point_at(now));
  }
  recorder.finish(point_at(milliseconds{10'000}));
  const auto points = recorder.take();
  BOOST_TEST(points.size() <= SeriesRecorder::max_points);
  BOOST_TEST(points.size() >= SeriesRecorder::max_points / 2);
  const Duration spacing = points[1].at - points[0].at;
  for (std::size_t i = 1; i + 1 < points.size(); ++i) {
    BOOST_TEST((points[i].at - points[i - 1].at == spacing));
  }
  BOOST_TEST((points.back().at == milliseconds{10'000}));
}

BOOST_AUTO_TEST_SUITE_END()

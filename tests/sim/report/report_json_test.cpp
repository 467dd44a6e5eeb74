#include <sstream>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "sim/contender/metrics.hpp"
#include "sim/report/report.hpp"
#include "tests/support/report_samples.hpp"

using namespace acklab;
using Json = nlohmann::json;

namespace {

/// What stands in `json` where the dotted name says; null when there is nothing.
Json at_dotted_name(Json json, std::string_view name) {
  std::istringstream parts{std::string{name}};
  for (std::string part; std::getline(parts, part, '.');) {
    if (json.is_null()) return nullptr;  // a part that this kind of job does not have
    if (!json.is_object() || !json.contains(part)) {
      BOOST_ERROR("nothing is called " << name);
      return nullptr;
    }
    json = Json(json.at(part));
  }
  return json;
}

void check_metric(const contender::Metric& metric, const contender::RunResult& run,
                  const Json& found) {
  const std::optional<double> expected = metric.of(run);
  if (!expected) {
    BOOST_TEST(found.is_null());
  } else if (metric.boolean) {
    BOOST_REQUIRE(found.is_boolean());
    BOOST_TEST(found.get<bool>() == (*expected != 0));
  } else {
    BOOST_REQUIRE(found.is_number());
    BOOST_TEST(found.get<double>() == *expected);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(report_json)

BOOST_AUTO_TEST_CASE(every_metric_stands_in_every_run_under_its_dotted_name) {
  const run::BatchResult batch = samples::batch();
  const Json json = Json::parse(report::to_json(batch, false));
  BOOST_REQUIRE(contender::metrics().size() > 50);
  for (std::size_t c = 0; c < batch.contenders.size(); ++c) {
    for (std::size_t r = 0; r < batch.contenders[c].runs.size(); ++r) {
      const Json& run = json.at("contenders").at(c).at("runs").at(r);
      for (const contender::Metric& metric : contender::metrics()) {
        BOOST_TEST_CONTEXT(metric.name << " of contender " << c << ", run " << r) {
          check_metric(metric, batch.contenders[c].runs[r], at_dotted_name(run, metric.name));
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(aggregates_summarise_every_metric) {
  const Json json = Json::parse(report::to_json(samples::batch(), false));
  const Json& reliable = json.at("contenders").at(1).at("aggregate");
  BOOST_TEST(reliable.size() == contender::metrics().size());
  const Json& completion = reliable.at("timing.completion_ms");
  BOOST_TEST(completion.at("count") == 2);
  BOOST_TEST(completion.at("min") == 2130.0);
  BOOST_TEST(completion.at("median") == 2180.0);
  BOOST_TEST(completion.at("max") == 2230.0);
  BOOST_TEST(json.at("contenders").at(0).at("aggregate").at("timing.connect_ms").is_null());
  BOOST_TEST(json.at("contenders").at(2).at("aggregate").at("integrity.sent").is_null());
}

BOOST_AUTO_TEST_CASE(configured_stands_beside_achieved) {
  const run::BatchResult batch = samples::batch();
  const Json json = Json::parse(report::to_json(batch, false));
  const Json& forward = json.at("contenders").at(0).at("runs").at(0).at("link").at("forward");
  const link::Counters& counters = batch.contenders[0].runs[0].link.forward.counters;
  BOOST_TEST(forward.at("loss_ratio_configured") == 0.01);
  BOOST_TEST(forward.at("loss_ratio_achieved").get<double>() ==
             static_cast<double>(counters.dropped_by_loss) / static_cast<double>(counters.offered));
  BOOST_TEST(forward.at("rate_configured_bits_per_s") == 20'000'000);
  BOOST_TEST(forward.at("mean_rate_achieved_bits_per_s").get<double>() ==
             static_cast<double>(counters.delivered_ip_bytes) * 8 / 1.7);
  BOOST_TEST(forward.at("delay_configured_ms") == 25.0);
  BOOST_TEST(forward.at("delay_achieved_ms") == 25.06);  // and 60 us of median lateness
  BOOST_TEST(forward.at("queue_configured_bytes") == 125'000);
}

BOOST_AUTO_TEST_CASE(no_single_delay_is_claimed_where_there_is_none) {
  run::BatchResult batch = samples::batch();
  batch.scenario.link.forward.jitter.amount = std::chrono::milliseconds{5};
  batch.scenario.link.reverse.reorder = Probability::from_percent(5);
  const Json json = Json::parse(report::to_json(batch, false));
  const Json& link = json.at("contenders").at(0).at("runs").at(0).at("link");
  BOOST_TEST(link.at("forward").at("delay_achieved_ms").is_null());
  BOOST_TEST(link.at("reverse").at("delay_achieved_ms").is_null());
}

BOOST_AUTO_TEST_CASE(series_are_columns_of_equal_length) {
  const Json json = Json::parse(report::to_json(samples::batch(), false));
  const Json& series = json.at("contenders").at(1).at("runs").at(0).at("series");
  BOOST_TEST(series.size() == 8U);
  for (const auto& [name, column] : series.items()) {
    BOOST_TEST_CONTEXT(name) {
      BOOST_TEST(column.size() == 2U);
    }
  }
  BOOST_TEST(series.at("at_ms") == Json({0.0, 100.0}));
  BOOST_TEST(series.at("smoothed_rtt_ms") == Json({nullptr, 51.0}));
  BOOST_TEST(series.at("congestion_window_bytes") == Json({14520, 29040}));
}

BOOST_AUTO_TEST_CASE(expectations_carry_condition_and_verdict) {
  const Json json = Json::parse(report::to_json(samples::batch(), false)).at("expectations");
  BOOST_REQUIRE(json.size() == 4U);
  BOOST_TEST(json.at(0).at("condition") == "near");
  BOOST_TEST(json.at(0).at("tolerance") == 0.005);
  BOOST_TEST(json.at(0).at("verdict") == "holds");
  BOOST_TEST(json.at(1).at("condition") == "at_most");
  BOOST_TEST(json.at(1).at("tolerance").is_null());
  BOOST_TEST(json.at(1).at("verdict") == "fails");
  BOOST_TEST(json.at(2).at("value") == true);
  BOOST_TEST(json.at(3).at("condition") == "at_least");
  BOOST_TEST(json.at(3).at("measured").is_null());
}

BOOST_AUTO_TEST_CASE(host_facts_are_left_out_on_request_only) {
  const run::BatchResult batch = samples::batch();
  BOOST_TEST(Json::parse(report::to_json(batch, false)).at("host").is_null());
  const Json host = Json::parse(report::to_json(batch)).at("host");
  BOOST_TEST(host.at("kernel").is_string());
  BOOST_TEST(host.at("tcp_settings").contains("tcp_sack"));
}

BOOST_AUTO_TEST_CASE(text_that_is_not_utf8_does_not_spoil_the_report) {
  run::BatchResult batch = samples::batch();
  batch.contenders[2].runs[0].reason = "broken \xff text";
  const Json json = Json::parse(report::to_json(batch, false));
  BOOST_TEST(json.at("contenders").at(2).at("runs").at(0).at("reason") == "broken \uFFFD text");
}

BOOST_AUTO_TEST_CASE(latencies_stand_in_every_run_and_added_up_beside_the_aggregate) {
  using namespace std::chrono_literals;
  run::BatchResult batch = samples::batch();
  const std::vector<Duration> latencies{25ms, 25ms, 190ms, 31ms};
  for (contender::RunResult& run : batch.contenders[1].runs) {
    run.workload.periodic.emplace();
    run.workload.latency = workload::distribution_of(latencies, 2, 150ms);
  }
  const Json json = Json::parse(report::to_json(batch, false));
  for (const Json& without : {json.at("contenders").at(0), json.at("contenders").at(2)}) {
    BOOST_TEST(without.at("latency").is_null());
    BOOST_TEST(without.at("runs").at(0).at("latency").is_null());
  }
  const Json& run = json.at("contenders").at(1).at("runs").at(0).at("latency");
  BOOST_TEST(run.at("of") == "message");
  BOOST_TEST(run.at("measured") == 4);
  BOOST_TEST(run.at("never") == 2);
  BOOST_TEST(run.at("deadline_ms") == 150);
  BOOST_TEST(run.at("count") == Json({2, 1, 1}));
  BOOST_TEST(run.at("first_ns").at(0) <= 25'000'000);
  BOOST_TEST(run.at("last_ns").at(0) >= 25'000'000);
  const Json& both = json.at("contenders").at(1).at("latency");
  BOOST_TEST(both.at("never") == 4);
  BOOST_TEST(both.at("measured") == 8);
  BOOST_TEST(both.at("count") == Json({4, 2, 2}));
  BOOST_TEST(both.at("first_ns") == run.at("first_ns"));
}

BOOST_AUTO_TEST_SUITE_END()

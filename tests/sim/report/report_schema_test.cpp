#include <cstdlib>
#include <limits>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "sim/report/report.hpp"
#include "tests/support/report_folder.hpp"
#include "tests/support/report_samples.hpp"

using namespace acklab;
using Json = nlohmann::json;

namespace {

/// What an independent validator says about a report.
bool is_valid(const std::string& report) {
  const samples::Folder folder;
  const std::string schema_file = (folder.path() / "schema.json").string();
  const std::string report_file = (folder.path() / "report.json").string();
  BOOST_REQUIRE(report::write_whole(schema_file, report::report_schema()).has_value());
  BOOST_REQUIRE(report::write_whole(report_file, report).has_value());
  const std::string command = std::string{VALIDATE_COMMAND} + " " + schema_file + " " + report_file;
  return std::system(command.c_str()) == 0;
}

/// Every schema of a value below `schema` has a description, and every object is closed.
void check_described(const Json& schema, const std::string& where) {
  if (!schema.is_object()) return;
  if (schema.contains("properties")) {
    BOOST_TEST_CONTEXT(where) {
      BOOST_TEST(schema.value("additionalProperties", Json(true)) == false);
      BOOST_TEST(schema.at("required").size() == schema.at("properties").size());
    }
    for (const auto& [name, property] : schema.at("properties").items()) {
      BOOST_TEST_CONTEXT(where << "." << name) {
        BOOST_TEST(property.contains("description"));
      }
      check_described(property, std::string{where}.append(".").append(name));
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(report_schema)

BOOST_AUTO_TEST_CASE(every_property_is_described_and_every_object_is_closed) {
  const Json schema = Json::parse(report::report_schema());
  check_described(schema, "report");
  for (const auto& [name, part] : schema.at("$defs").items()) check_described(part, name);
}

BOOST_AUTO_TEST_CASE(a_report_with_every_kind_of_run_is_valid) {
  BOOST_TEST(is_valid(report::to_json(samples::batch())));
  BOOST_TEST(is_valid(report::to_json(samples::batch(), false)));
}

BOOST_AUTO_TEST_CASE(odd_reports_are_valid) {
  run::BatchResult interrupted = samples::batch();
  interrupted.interrupted = true;
  interrupted.contenders[0].runs.resize(1);
  interrupted.contenders[0].runs[0].outcome = contender::Outcome::interrupted;
  interrupted.contenders[1].runs.clear();
  BOOST_TEST(is_valid(report::to_json(interrupted, false)));

  run::BatchResult huge = samples::batch();
  contender::RunResult& run = huge.contenders[1].runs[0];
  run.seed = std::numeric_limits<std::uint64_t>::max();
  run.cost.ip_bytes = std::numeric_limits<std::uint64_t>::max();
  run.goodput_bits_per_s = std::numeric_limits<double>::infinity();
  run.share_of_limit = std::numeric_limits<double>::quiet_NaN();
  run.timing.duration = Duration::max();
  BOOST_TEST(is_valid(report::to_json(huge, false)));

  run::BatchResult nothing = samples::batch();
  nothing.contenders.clear();
  nothing.expectations.clear();
  nothing.path_reason.clear();
  BOOST_TEST(is_valid(report::to_json(nothing, false)));

  run::BatchResult timed = samples::batch();
  const std::vector<Duration> latencies{Duration{1}, Duration{30'000'000}};
  timed.contenders[0].runs[0].workload.periodic.emplace();
  timed.contenders[0].runs[0].workload.latency =
      workload::distribution_of(latencies, 1, Duration{20'000'000});
  BOOST_TEST(is_valid(report::to_json(timed, false)));
}

BOOST_AUTO_TEST_CASE(a_report_with_a_key_too_many_or_too_few_is_not_valid) {
  Json json = Json::parse(report::to_json(samples::batch(), false));
  json["contenders"][0]["runs"][0]["cost"]["made_up"] = 1;
  BOOST_TEST(!is_valid(json.dump()));
  json["contenders"][0]["runs"][0]["cost"].erase("made_up");
  BOOST_TEST(is_valid(json.dump()));
  json["contenders"][0]["runs"][0].erase("seed");
  BOOST_TEST(!is_valid(json.dump()));
}

BOOST_AUTO_TEST_SUITE_END()

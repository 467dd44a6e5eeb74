// What a report says about scripted rules.
#include <sstream>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "sim/report/report.hpp"
#include "tests/support/report_samples.hpp"

namespace {

using namespace acklab;

/// The sample batch on a link with two rules, of which the second was met by one contender alone.
run::BatchResult batch_with_rules() {
  run::BatchResult batch = samples::batch();
  link::Rule third;
  third.when.data_segment = link::CountRange::only(3);
  third.act.drop = true;
  link::Rule syns;
  syns.when.flags = link::TcpFlags{link::TcpFlags::syn};
  syns.act.drop = true;
  batch.scenario.link.forward.rules = {third, syns};
  for (run::ContenderRuns& contender : batch.contenders) {
    const std::uint64_t connects = contender.spec.kind == contender::Kind::udp ? 0 : 1;
    for (contender::RunResult& run : contender.runs) {
      run.link.forward.counters.rules = {{4, 2}, {connects, connects}};
      run.link.forward.counters.dropped_by_rule = 2 + connects;
    }
  }
  return batch;
}

std::string in_one_line(const std::string& text) {
  std::string joined;
  std::istringstream words{text};
  for (std::string word; words >> word;) joined += (joined.empty() ? "" : " ") + word;
  return joined;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rules_report)

BOOST_AUTO_TEST_CASE(each_rule_stands_in_the_report_with_how_often_it_struck) {
  const auto json = nlohmann::json::parse(report::to_json(batch_with_rules(), false));
  const auto& forward = json.at("contenders").at(0).at("runs").at(0).at("link").at("forward");
  BOOST_TEST(forward.at("dropped_by_rule") == 2U);
  const auto& rules = forward.at("rules");
  BOOST_REQUIRE(rules.size() == 2U);
  BOOST_TEST(rules.at(0).at("rule") == "drop: data segment 3");
  BOOST_TEST(rules.at(0).at("matched") == 4U);
  BOOST_TEST(rules.at(0).at("acted") == 2U);
  BOOST_TEST(rules.at(1).at("matched") == 0U);
  const auto& reverse = json.at("contenders").at(0).at("runs").at(0).at("link").at("reverse");
  BOOST_TEST(reverse.at("rules").empty());
}

BOOST_AUTO_TEST_CASE(what_was_not_run_met_no_rule) {
  const auto json = nlohmann::json::parse(report::to_json(batch_with_rules(), false));
  const auto& rules =
      json.at("contenders").at(2).at("runs").at(0).at("link").at("forward").at("rules");
  BOOST_TEST(rules.at(0).at("matched").is_null());
}

BOOST_AUTO_TEST_CASE(the_summary_names_a_rule_that_nobody_met) {
  const std::string text = in_one_line(report::to_table(batch_with_rules(), {}));
  BOOST_TEST(
      text.find("No forward packet of udp met rule 2 (drop: SYN), so it did nothing there.") !=
          std::string::npos,
      text);
  BOOST_TEST(text.find("met rule 1") == std::string::npos);
  BOOST_TEST(text.find("rules dropped 2") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_line_about_the_link_tells_of_rules_and_changes) {
  run::BatchResult batch = batch_with_rules();
  batch.scenario.link.forward_schedule = {{link::AtTime{Duration{1}}, {}}};
  const std::string text = in_one_line(report::to_table(batch, {}));
  BOOST_TEST(text.find("2 rules") != std::string::npos);
  BOOST_TEST(text.find("changes on the way") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "net/base/random.hpp"
#include "sim/path/tcp_settings.hpp"
#include "sim/run/batch.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "tests/support/report_samples.hpp"
#include "tests/support/retell_shown.hpp"

using namespace acklab;
using acklab::testing::check_shown_again;
using acklab::testing::read_again;

namespace {

using Json = nlohmann::ordered_json;
using namespace std::chrono_literals;

run::BatchResult batch_of(std::string_view text) {
  const auto scenario = scenario::read_scenario(text, "scenario");
  BOOST_REQUIRE_MESSAGE(scenario.has_value(), "it is no scenario");
  return run::run_batch(*scenario, {});
}

/// Nothing that a terminal would take for an order; lines end in line feeds.
void check_harmless(const std::string& text) {
  for (const char letter : text) {
    const auto octet = static_cast<unsigned char>(letter);
    BOOST_TEST_REQUIRE((octet == '\n' || (octet >= 0x20 && octet != 0x7F)));
  }
}

/// Text about this report, or one sentence about what is wrong with it.
void check_survives(const std::string& report) {
  const auto restored = read_again(report);
  if (!restored) {
    check_harmless(restored.error());
    BOOST_TEST(restored.error().find('\n') == std::string::npos, restored.error());
    BOOST_TEST(restored.error().ends_with('.'), restored.error());
    return;
  }
  for (const report::TableStyle& style : acklab::testing::table_styles()) {
    if (!style.colour) check_harmless(report::to_table(*restored, style));
  }
}

const std::vector<Json> odd_values{
    nullptr,        true,          -1, 1e308, "\x1b[31mred\x07", "", "none", Json::array(),
    Json::object(), Json({1, "x"})};

}  // namespace

BOOST_AUTO_TEST_SUITE(show)

BOOST_AUTO_TEST_CASE(a_report_with_every_kind_of_result_is_shown_as_it_was) {
  check_shown_again(samples::batch());
}

BOOST_AUTO_TEST_CASE(what_spoils_the_numbers_is_shown_again) {
  run::BatchResult batch = samples::batch();
  batch.interrupted = true;
  batch.contenders[1].runs.resize(1);
  batch.contenders[1].runs[0].outcome = contender::Outcome::interrupted;
  batch.contenders[0].runs[0].link.forward.dropped_by_system = 17;
  batch.contenders[0].runs[0].link.forward.overloaded = true;
  batch.contenders[0].runs[1].link.reverse.lateness.percentile_99 = 5'432'109ns;
  check_shown_again(batch);
  batch.contenders[2].runs[1] = batch.contenders[0].runs[0];
  batch.contenders[2].runs[1].kernel_tcp_settings = path::read_tcp_settings();
  batch.path_reason = "This machine has no /dev/net/tun.";
  check_shown_again(batch);
  batch.contenders[1].runs.clear();
  check_shown_again(batch);
}

BOOST_AUTO_TEST_CASE(runs_of_all_kinds_of_job_are_shown_as_they_were) {
  constexpr std::string_view jobs[] = {
      R"({"kind": "bulk", "bytes": "60kB"})",
      R"({"kind": "periodic", "interval": "5ms", "count": 60, "deadline": "9ms"})",
      R"({"kind": "exchange", "count": 20, "timeout": "40ms"})",
      R"({"kind": "write_pattern", "steps": [{"write": "100B"}, {"read": "50B"}], "repeat": 9, "timeout": "40ms"})",
      R"({"kind": "idle", "quiet": "1s"})",
      R"({"kind": "flows", "duration": "1s"})"};
  for (const std::string_view job : jobs) {
    BOOST_TEST_CONTEXT(job) {
      check_shown_again(batch_of(fmt::format(
          R"({{"name": "job", "question": {{"en": "How?", "zh": "怎样？"}}, "path": "simulated",
              "link": {{"rate": "2mbit", "delay": "5ms", "loss": "5%", "queue": "20kB",
                       "rules": [{{"when": {{"direction": "forward", "data_segment": 900}}, "do": {{"drop": true}}}}]}},
              "workload": {}, "repeat": 3, "time_limit": "20s",
              "contenders": [{{"kind": "udp"{}}}, "reliable-udp"],
              "try_next": [{{"scenario": "real-time/01-voice", "why": "More."}}],
              "theory": [{{"formula": "connect_time", "contender": "reliable-udp",
                          "metric": "timing.connect_ms", "tolerance": 0.1}}],
              "expect": [{{"contender": "udp", "metric": "integrity.missing", "equals": 0,
                          "note": "It loses."}}]}})",
          job, job.find("flows") == job.npos ? "" : R"(, "rate": "1mbit")")));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_contender_left_out_and_a_path_chosen_later_are_no_obstacle) {
  run::BatchResult batch = samples::batch();
  batch.scenario.honesty = {"loss_detection"};
  batch.scenario.contenders.resize(2);
  batch.contenders.resize(2);
  batch.expectations.pop_back();
  batch.scenario.expectations.pop_back();
  batch.scenario.path = path::PathChoice::simulated;
  check_shown_again(batch);
}

BOOST_AUTO_TEST_CASE(a_rate_from_a_file_is_told_without_the_file) {
  Json report = Json::parse(report::to_json(samples::batch(), false));
  report["scenario"]["link"] = {{"rate", {{"trace", "gone.trace"}}}, {"queue", "20kB"}};
  report["link_text"] = {{"en", "a rate that varies"}};
  for (Json& contender : report["contenders"]) {
    for (Json& run : contender["runs"]) run["link"]["forward"]["rules"] = Json::array();
  }
  const auto restored = read_again(report.dump());
  BOOST_TEST_REQUIRE(restored.has_value(), restored.error());
  BOOST_TEST(report::to_table(*restored, {}).find("a rate that varies") != std::string::npos);
  BOOST_TEST(report::to_table(*restored, {.language = "fr"}).find("a rate that varies") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_report_with_a_part_that_is_wrong_or_missing_is_refused_in_one_sentence) {
  const Json whole = Json::parse(report::to_json(samples::batch(), false));
  const auto refusal_of = [](const Json& report) {
    const auto restored = read_again(report.dump());
    BOOST_REQUIRE_MESSAGE(!restored, "it was shown");
    return restored.error();
  };
  for (const char* part :
       {"scenario", "link_text", "path", "interrupted", "contenders", "expectations", "theory"}) {
    Json broken = whole;
    broken.erase(part);
    BOOST_TEST_CONTEXT(part) {
      check_harmless(refusal_of(broken));
    }
  }
  Json broken = whole;
  broken["contenders"][1]["runs"][0]["cost"].erase("packets");
  BOOST_TEST(refusal_of(broken).find("'contenders[1].runs[0].cost.packets'") != std::string::npos);
  broken = whole;
  broken["contenders"][1]["runs"][0]["outcome"] = "won";
  BOOST_TEST(refusal_of(broken).find("'contenders[1].runs[0].outcome'") != std::string::npos);
  broken = whole;
  broken["schema_version"] = 2;
  BOOST_TEST(refusal_of(broken).find("schema version 2") != std::string::npos);
  broken = whole;
  broken["scenario"]["link"]["delay"] = "\x1b[2J";
  check_harmless(refusal_of(broken));
}

BOOST_AUTO_TEST_CASE(no_depth_of_nesting_exhausts_the_stack) {
  constexpr std::size_t depth = 100'000;
  std::string text = report::to_json(samples::batch(), false);
  const std::string link = "\"link\": {";
  const std::size_t at = text.find(link);
  BOOST_REQUIRE(at != std::string::npos);
  text.insert(at, "\"deep\": " + std::string(depth, '[') + std::string(depth, ']') + ", ");
  const auto restored = read_again(text);
  BOOST_REQUIRE_MESSAGE(!restored, "it was shown");
  BOOST_TEST(restored.error().find("is no report of acklab") != std::string::npos,
             restored.error());
}

/// Of one report, parts are replaced here and there by what does not belong there.
BOOST_AUTO_TEST_CASE(whatever_stands_in_a_report_nothing_of_it_reaches_the_terminal_raw) {
  const Json whole = Json::parse(report::to_json(samples::batch(), false));
  const Json flat = whole.flatten();
  std::vector<std::string> places;
  for (const auto& [place, value] : flat.items()) places.push_back(place);
  constexpr std::uint64_t seed = 1;
  const RandomStream random{seed, "odd reports"};
  for (std::uint64_t i = 0; i < 250; ++i) {
    Json::json_pointer place{places[random.below(places.size(), 3 * i)]};
    for (std::uint64_t up = random.below(3, 3 * i + 1); up > 0 && !place.empty(); --up) {
      place.pop_back();
    }
    if (place.empty()) continue;
    Json odd = whole;
    odd[place] = odd_values[random.below(odd_values.size(), 3 * i + 2)];
    BOOST_TEST_CONTEXT("seed " << seed << ", change " << i << " at " << place.to_string()) {
      check_survives(odd.dump());
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

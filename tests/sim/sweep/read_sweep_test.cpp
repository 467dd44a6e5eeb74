#include <algorithm>
#include <array>
#include <fstream>

#include <boost/test/unit_test.hpp>

#include "sim/scenario/read_scenario.hpp"
#include "sim/sweep/plan.hpp"
#include "tests/support/report_folder.hpp"
#include "tests/support/sweep_samples.hpp"

using namespace acklab;
using samples::plan_of;
using samples::sweep_text;

namespace {

/// Refused in one line that says all of `words`.
void check_refused(const std::string& text, const std::vector<std::string>& words) {
  const auto plan = sweep::read_sweep(text, "tiny.json");
  BOOST_REQUIRE_MESSAGE(!plan.has_value(), "accepted: " << text);
  const std::string& sentence = plan.error().sentence;
  BOOST_TEST_CONTEXT(sentence) {
    BOOST_TEST(sentence.starts_with("tiny.json"));
    BOOST_TEST(sentence.ends_with("."));
    BOOST_TEST(sentence.find('\n') == std::string::npos);
    for (const std::string& word : words) {
      BOOST_TEST(sentence.find(word) != std::string::npos, "without " << word);
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(read_sweep)

BOOST_AUTO_TEST_CASE(points_are_the_cross_product_with_the_last_parameter_fastest) {
  const sweep::Plan plan = plan_of(sweep_text(
      R"({ "loss": ["0%", "5%"], "workload.bytes": { "from": "1kB", "to": "3kB", "steps": 3 } })"));
  BOOST_REQUIRE(plan.scenarios.size() == 6U);
  const std::array<std::uint64_t, 6> bytes{1000, 2000, 3000, 1000, 2000, 3000};
  for (std::size_t point = 0; point < 6; ++point) {
    const scenario::Scenario& scenario = plan.scenarios[point];
    BOOST_TEST(std::get<workload::Bulk>(scenario.workload).bytes == bytes[point]);
    BOOST_TEST(
        (plan.design.points[point].values == std::vector<std::size_t>{point / 3, point % 3}));
  }
  BOOST_TEST(plan.design.parameters[0].path == "link.loss");
  BOOST_TEST(plan.design.parameters[0].number_name == "loss_ratio");
  BOOST_TEST(plan.design.parameters[0].values[1].number.value() == 0.05);
  BOOST_TEST(plan.design.parameters[1].values[2].text == "3kB");
}

BOOST_AUTO_TEST_CASE(a_value_stands_where_the_scenario_itself_would_have_it) {
  const auto text_with = [](const char* link, const char* sweep) {
    return std::string{R"({"name": "x", "link": )"} + link +
           R"(, "workload": {"kind": "bulk", "bytes": "1kB"}, "contenders": ["udp"])" + sweep + "}";
  };
  const sweep::Plan plan = plan_of(text_with(
      R"({"delay": "1ms"})",
      R"(, "sweep": {"forward.loss": ["3%"], "link.jitter": [{"amount": "1ms"}], "link.rate": ["1mbit"]})"));
  const auto scenario = scenario::read_scenario(
      text_with(
          R"({"delay": "1ms", "rate": "1mbit", "jitter": {"amount": "1ms"}, "forward": {"loss": "3%"}})",
          ""),
      "plain.json");
  BOOST_REQUIRE_MESSAGE(scenario.has_value(), scenario.error().sentence);
  BOOST_TEST(scenario::write_scenario(plan.scenarios.front()) ==
             scenario::write_scenario(*scenario));
}

BOOST_AUTO_TEST_CASE(contenders_can_be_swept_as_a_whole_and_in_part) {
  const sweep::Plan part =
      plan_of(sweep_text(R"({ "contenders[1].congestion": ["newreno", "cubic", "bbr"] })"));
  BOOST_TEST(part.scenarios.size() == 3U);
  BOOST_TEST((part.scenarios[1].contenders[1].congestion == transport::CongestionControl::cubic));
  const sweep::Plan whole =
      plan_of(sweep_text(R"({ "contenders": [["udp"], ["reliable-udp", "udp"]] })"));
  BOOST_TEST(whole.design.points[0].contenders.size() == 1U);
  BOOST_TEST(whole.design.points[1].contenders.size() == 2U);
  BOOST_TEST(run_count(whole.design) == 3U);
}

BOOST_AUTO_TEST_CASE(seeds_are_a_count_or_a_list_or_what_repeat_says) {
  const auto seeds = [](const std::string& text) {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> found;
    for (const sweep::SweepSeed& seed : plan_of(text).design.seeds) {
      found.emplace_back(seed.from, seed.repetition);
    }
    return found;
  };
  using Seeds = std::vector<std::pair<std::uint64_t, std::uint32_t>>;
  BOOST_TEST((seeds(sweep_text(R"({ "seeds": 2 })", R"("seed": 7,)")) == Seeds{{7, 0}, {7, 1}}));
  BOOST_TEST((seeds(sweep_text(R"({ "seeds": [4, 2] })")) == Seeds{{4, 0}, {2, 0}}));
  BOOST_TEST(
      (seeds(sweep_text(R"({ "loss": ["1%"] })", R"("repeat": 2,)")) == Seeds{{1, 0}, {1, 1}}));
}

BOOST_AUTO_TEST_CASE(a_number_stands_beside_values_of_one_kind_only) {
  const auto number_name = [](const std::string& values) {
    return plan_of(sweep_text(R"({ "queue": )" + values + " }"))
        .design.parameters.front()
        .number_name;
  };
  BOOST_TEST(number_name(R"(["100kB", "1MB"])") == "queue_bytes");
  BOOST_TEST(number_name(R"(["100kB", "unlimited"])") == "queue_bytes");
  BOOST_TEST(number_name(R"(["unlimited"])") == "");
}

BOOST_AUTO_TEST_CASE(the_hash_is_of_all_that_decides_the_runs) {
  const std::string base = R"({ "loss": ["0%", "5%"], "seeds": 2 })";
  const std::string hash = plan_of(sweep_text(base)).hash;
  BOOST_TEST(hash.size() == 32U);
  BOOST_TEST(plan_of(sweep_text(base)).hash == hash);
  BOOST_TEST(plan_of(sweep_text(R"({ "seeds": 2,
      "loss": ["0%",   "5%"] })"))
                 .hash == hash);
  for (const char* other :
       {R"({ "loss": ["5%", "0%"], "seeds": 2 })", R"({ "loss": ["0%", "5%"], "seeds": 3 })",
        R"({ "loss": ["0%", "6%"], "seeds": 2 })", R"({ "link.loss": ["0%", "5%"], "seeds": 2 })",
        R"({ "loss": ["0%"], "seeds": 2 })"}) {
    BOOST_TEST(plan_of(sweep_text(other)).hash != hash, other);
  }
  BOOST_TEST(plan_of(sweep_text(base, R"("time_limit": "61s",)")).hash != hash);
}

BOOST_AUTO_TEST_CASE(the_hash_is_of_what_stands_in_a_trace_too) {
  const samples::Folder folder;
  const std::string file = (folder.path() / "rate.trace").string();
  const std::string text = sweep_text(R"({ "forward.rate": [{ "trace": ")" + file + R"(" }] })");
  const auto hash_with = [&](const char* trace) {
    std::ofstream{file} << trace;
    return plan_of(text).hash;
  };
  const std::string hash = hash_with("1\n2\n3\n");
  BOOST_TEST(hash_with("1\n2\n4\n") != hash);
  BOOST_TEST(hash_with("1\n2\n3\n") == hash);
}

BOOST_AUTO_TEST_CASE(the_hash_is_of_what_stands_in_a_table_of_delays_too) {
  const samples::Folder folder;
  const std::string file = (folder.path() / "two.dist").string();
  const std::string text = sweep_text(
      R"({ "jitter": [{ "amount": "2ms", "distribution": { "table": ")" + file + R"(" } }] })");
  const auto hash_with = [&](const char* table) {
    std::ofstream{file} << table;
    return plan_of(text).hash;
  };
  const std::string hash = hash_with("-8192 8192\n");
  BOOST_TEST(hash_with("-8192 0 8192\n") != hash);
  BOOST_TEST(hash_with("-8192 8192\n") == hash);
}

BOOST_AUTO_TEST_CASE(the_hash_is_of_what_stands_in_a_fate_log_too) {
  const samples::Folder folder;
  const std::string file = (folder.path() / "fates.jsonl").string();
  const std::string text = R"({"name": "s", "link": {"replay": ")" + file +
                           R"("}, "workload": {"kind": "bulk", "bytes": "1kB"},
                           "contenders": ["udp"], "sweep": {"workload.bytes": ["1kB", "2kB"]}})";
  const auto hash_with = [&](const std::string& cause) {
    std::ofstream{file}
        << R"({"acklab_fates":1,"acklab_version":"0","scenario":"s","contender":"u",)"
        << R"("repetition":1,"seed":1,"path":"tun","fate_key":"index"})" << '\n'
        << R"({"direction":"forward","index":0,"copy":0,"arrival_ns":0,"ip_bytes":9,)"
        << R"("decision":"dropped","cause":")" << cause << R"("})" << '\n';
    return plan_of(text).hash;
  };
  const std::string hash = hash_with("loss");
  BOOST_TEST(hash_with("queue") != hash);
  BOOST_TEST(hash_with("loss") == hash);
}

BOOST_AUTO_TEST_CASE(a_wrong_value_is_refused_with_its_place_in_the_sweep) {
  check_refused(sweep_text(R"({ "loss": ["0%", "5"] })"),
                {"line 8", "at link.loss", "\"5\"", "the unit is %", "with loss = 5"});
  check_refused(sweep_text(R"({ "delay": ["1ms"], "loss": ["0%", "101%"] })"),
                {"100%", "with delay = 1ms, loss = 101%"});
  check_refused(sweep_text(R"({ "lss": ["1%"] })"), {"link", "\"lss\"", "\"loss\""});
  check_refused(sweep_text(R"({ "workload.byte": ["1kB"] })"), {"\"byte\"", "\"bytes\""});
  check_refused(sweep_text(R"({ "queue": ["1B"] })"), {"link.queue"});
  check_refused(sweep_text(R"({ "rate": ["unlimited"] })"), {"queue", "rate = unlimited"});
}

BOOST_AUTO_TEST_CASE(what_no_sweep_can_mean_is_refused) {
  const std::pair<const char*, std::vector<std::string>> table[] = {
      {"7", {"at sweep", "an object"}},
      {"{}", {"at sweep"}},
      {R"({ "loss": [] })", {"sweep.loss", "1 to 1000"}},
      {R"({ "loss": "1%" })", {"sweep.loss", "an array"}},
      {R"({ "loss": ["1%", "1%"] })", {"sweep.loss[1]", "twice"}},
      {R"({ "loss": ["1%", "1.0%"] })", {"the same scenario"}},
      {R"({ "loss": ["1%"], "link.loss": ["2%"] })", {"the same part"}},
      {R"({ "loss": ["1%"], "link": [{}] })", {"the same part"}},
      {R"({ "seed": [1, 2] })", {"\"seeds\""}},
      {R"({ "repeat": [1, 2] })", {"\"seeds\""}},
      {R"({ "path": ["relay"] })", {"--path"}},
      {R"({ "name": ["a"] })", {"decides nothing"}},
      {R"({ "sweep.loss": ["1%"] })", {"cannot be swept"}},
      {R"({ "loss..x": ["1%"] })", {"no path"}},
      {R"({ "": ["1%"] })", {"no path"}},
      {R"({ "contenders[": ["1%"] })", {"no path"}},
      {R"({ "contenders[2].rate": ["1mbit"] })", {"2 elements", "number 2"}},
      {R"({ "contenders[0].rate": ["1mbit"] })", {"contenders[0]", "\"udp\"", "\"rate\""}},
      {R"({ "link[0]": ["1%"] })", {"no array"}},
      {R"({ "loss": { "from": "1%", "to": "2%" } })", {"steps"}},
      {R"({ "loss": { "from": "1%", "to": "2%", "steps": 1 } })", {"2 to 1000"}},
      {R"({ "loss": { "from": "1%", "to": "2%", "steps": 101, "scale": "log" } })", {"2 to 100"}},
      {R"({ "loss": { "from": "1%", "to": "2ms", "steps": 2 } })", {"one kind"}},
      {R"({ "loss": { "from": "x", "to": "2ms", "steps": 2 } })", {"sweep.loss.from", "\"x\""}},
      {R"({ "loss": { "from": 0.5, "to": 1, "steps": 2 } })", {"sweep.loss.from"}},
      {R"({ "loss": { "from": "0%", "to": "1%", "steps": 2, "scale": "lgo" } })", {"\"log\""}},
      {R"({ "seeds": 0 })", {"sweep.seeds", "1 to 10000"}},
      {R"({ "seeds": [] })", {"sweep.seeds"}},
      {R"({ "seeds": [3, 3] })", {"twice"}},
      {R"({ "seeds": "3" })", {"sweep.seeds"}}};
  for (const auto& [sweep, words] : table) {
    BOOST_TEST_CONTEXT(sweep) {
      check_refused(sweep_text(sweep), words);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_scenario_around_it_must_be_one) {
  check_refused(R"({"name": "x", "sweep": {"seeds": 2}})", {"\"link\""});
  check_refused(R"({"name": "x"})", {"no \"sweep\"", "acklab run"});
  check_refused("[]", {"no \"sweep\""});
  check_refused(sweep_text(R"({ "seeds": 2 })", R"("repeat": 3,)"), {"\"repeat\""});
  check_refused(
      sweep_text(
          R"({ "seeds": 2 })",
          R"("expect": [{"contender": "udp", "metric": "integrity.intact", "equals": true}],)"),
      {"expect", "judges nothing"});
}

BOOST_AUTO_TEST_CASE(sweeps_beyond_the_limits_are_refused) {
  check_refused(sweep_text(R"({ "delay": {"from": "0ms", "to": "100ms", "steps": 101},
                      "loss": {"from": "0%", "to": "99%", "steps": 100} })"),
                {"more than 10000"});
  check_refused(sweep_text(R"({ "delay": {"from": "0ms", "to": "99ms", "steps": 100},
                                "seeds": 10000 })"),
                {"2000000 runs"});
}

BOOST_AUTO_TEST_CASE(something_that_decides_instead_of_the_sweep_is_noticed) {
  const std::string text =
      R"({"name": "x", "link": {"forward": {"loss": "1%"}, "reverse": {"loss": "1%"}},
          "workload": {"kind": "bulk", "bytes": "1kB"}, "contenders": ["udp"],
          "sweep": {"loss": ["0%", "5%"]}})";
  check_refused(text, {"loss = 5%", "loss = 0%", "the same scenario"});
}

BOOST_AUTO_TEST_CASE(a_sweep_is_no_scenario_to_run) {
  const auto scenario = scenario::read_scenario(sweep_text(R"({ "seeds": 2 })"), "tiny.json");
  BOOST_REQUIRE(!scenario.has_value());
  BOOST_TEST(scenario.error().sentence.find("acklab sweep") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

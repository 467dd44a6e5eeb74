#include <csignal>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "tests/end-to-end/laboratory.hpp"

using namespace acklab::end_to_end;

namespace {

constexpr std::string_view alternating_bit = R"({
  "name": "bit", "link": { "delay": "10ms", "rate": "1mbit" },
  "workload": { "kind": "bulk", "bytes": "20kB" },
  "contenders": [ { "kind": "reliable-udp", "arq": "stop-and-wait", "sequence_bits": 1, "rto": "100ms",
                    "mechanisms": { "timestamps": false } } ],
  "path": "simulated"
})";

constexpr std::string_view lossy = R"({
  "name": "lossy", "link": { "delay": "10ms", "loss": "5%" },
  "workload": { "kind": "bulk", "bytes": "100kB" },
  "contenders": ["udp", "reliable-udp"], "path": "simulated"
})";

/// A program under way on a terminal, where its progress can be seen.
cli_process::Settings on_terminal(const Laboratory& lab) {
  cli_process::Settings settings;
  settings.folder = lab.path();
  settings.on_terminal = true;
  settings.environment = {{"TERM", "xterm"}, {"NO_COLOR", "1"}};
  return settings;
}

/// Text without the spaces and ends of lines at which it was wrapped.
std::string unwrapped(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n' || c == '\r'; });
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(takeapart)

BOOST_AUTO_TEST_CASE(what_was_taken_apart_can_be_run) {
  const Laboratory lab;
  lab.write("lossy.json", std::string{lossy});
  const auto taken = lab.acklab({"ablate", "lossy.json"});
  BOOST_TEST(taken.exit_code == 0, taken.errors);
  check_width(taken.output);
  const auto run = lab.acklab({"run", "results/lossy-ablation/lossy-lost-1.json"});
  BOOST_TEST(run.exit_code == 0, run.errors);
  const std::string grid = lab.read("results/lossy-ablation/ablation.json");
  BOOST_TEST(grid.find("\"scenario\": \"lossy-lost-1\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_was_found_can_be_run) {
  const Laboratory lab;
  lab.write("bit.json", std::string{alternating_bit});
  const auto found = lab.acklab({"find", "bit.json", "--breaks", "intact"});
  BOOST_TEST(found.exit_code == 0, found.errors);
  check_width(found.output);
  BOOST_TEST(lab.acklab({"run", "results/bit-intact.json"}).exit_code == 0);
  const auto nothing = lab.acklab({"find", "bit.json", "--breaks", "intact", "--events", "drop",
                                   "--longest", "1", "--budget", "200", "--seeds", "1..3"});
  BOOST_TEST(nothing.exit_code == 1, nothing.errors);
  BOOST_TEST(nothing.output.find("every script of up to 1 event was tried") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_taken_apart_is_refused_in_one_sentence) {
  const Laboratory lab;
  lab.write("bit.json", std::string{alternating_bit});
  lab.write("lossy.json", std::string{lossy});
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
           {"ablate", "none.json"},
           {"ablate", "lossy.json", "--contender", "udp"},
           {"ablate", "bit.json", "--switch", "nagle"},
           {"find", "lossy.json", "--breaks", "once", "--contender", "reliable"},
           {"find", "lossy.json"}}) {
    const auto finished = lab.acklab(words);
    BOOST_TEST(finished.exit_code == 2);
    check_is_one_sentence(finished.errors);
  }
}

BOOST_AUTO_TEST_CASE(lessons_are_taken_apart_by_name_and_told_in_the_language_that_is_asked_for) {
  const Laboratory lab;
  const auto taken = lab.acklab({"ablate", "reliability/08", "--budget", "0", "--lang", "zh"});
  BOOST_TEST(taken.exit_code == 0, taken.errors);
  BOOST_TEST(taken.output.find("破坏了什么") != std::string::npos, taken.output);
  BOOST_TEST(taken.output.find("taken away") == std::string::npos, taken.output);
  check_width(taken.output);
  const auto found = lab.acklab({"find", "reliability/8", "--breaks", "intact", "--lang", "zh"});
  BOOST_TEST(found.exit_code == 0, found.errors);
  BOOST_TEST(unwrapped(found.output).find("只需1个事件：如果第1个") != std::string::npos,
             found.output);
  check_width(found.output);
  const auto unknown = lab.acklab({"ablate", "reliability/88"});
  BOOST_TEST(unknown.exit_code == 2);
  check_is_one_sentence(unknown.errors);
}

BOOST_AUTO_TEST_CASE(what_was_found_is_told_in_every_language) {
  const Laboratory lab;
  lab.write("bit.json", std::string{alternating_bit});
  BOOST_TEST(lab.acklab({"find", "bit.json", "--breaks", "intact"}).exit_code == 0);
  const auto scenario = nlohmann::json::parse(lab.read("results/bit-intact.json"));
  for (const char* key : {"title", "question", "explanation"}) {
    BOOST_TEST(scenario.at(key).contains("en"), key);
    BOOST_TEST(scenario.at(key).contains("zh"), key);
  }
}

BOOST_AUTO_TEST_CASE(an_interrupted_ablation_tells_what_it_has) {
  const Laboratory lab;
  lab.write("lossy.json", std::string{lossy});
  cli_process::Process taking{
      Laboratory::words({"ablate", "lossy.json", "--budget", "10000000", "--switch",
                         "karn,backoff,sack,timestamps", "--json", "grid.json"}),
      on_terminal(lab)};
  BOOST_REQUIRE(taking.wait_for_output(" broken promises explained"));
  taking.send_signal(SIGINT);
  const auto taken = taking.wait();
  BOOST_TEST(taken.exit_code == 130, taken.output);
  BOOST_TEST(taken.output.find("interrupted.") != std::string::npos, taken.output);
  const auto grid = nlohmann::json::parse(lab.read("grid.json"));
  BOOST_TEST(grid.at("interrupted") == true);
  BOOST_TEST(grid.at("cells").size() == 512U);
}

BOOST_AUTO_TEST_CASE(an_interrupted_search_says_how_far_it_came_and_writes_nothing) {
  const Laboratory lab;
  lab.write("bit.json", std::string{alternating_bit});
  cli_process::Process searching{
      Laboratory::words({"find", "bit.json", "--breaks", "in_order", "--longest", "8", "--budget",
                         "10000000", "-o", "found.json"}),
      on_terminal(lab)};
  BOOST_REQUIRE(searching.wait_for_output("trying scripts of 2"));
  searching.send_signal(SIGINT);
  const auto searched = searching.wait();
  BOOST_TEST(searched.exit_code == 130, searched.output);
  BOOST_TEST(searched.output.find("every script of up to 1 event") != std::string::npos,
             searched.output);
  BOOST_TEST(searched.output.find("Interrupted") != std::string::npos, searched.output);
  BOOST_TEST(!lab.has("found.json"));
}

BOOST_AUTO_TEST_SUITE_END()

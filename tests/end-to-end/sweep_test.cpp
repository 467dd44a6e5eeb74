#include <csignal>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "tests/end-to-end/laboratory.hpp"

using namespace acklab;
using namespace acklab::end_to_end;
using Json = nlohmann::json;

namespace {

/// Four points, two contenders, five seeds: 40 runs of a few milliseconds.
constexpr std::string_view tiny_sweep = R"({
  "name": "tiny-sweep",
  "question": "Does it sweep?",
  "link": { "rate": "20mbit", "delay": "2ms", "queue": "125kB" },
  "workload": { "kind": "bulk", "bytes": "40kB" },
  "contenders": ["udp", "reliable-udp"],
  "path": "simulated",
  "sweep": {
    "loss": ["0%", "2%"],
    "delay": { "from": "1ms", "to": "10ms", "steps": 2, "scale": "log" },
    "seeds": 5
  }
})";

/// The same sweep of runs that take long: minutes in all.
std::string long_sweep() {
  std::string text{tiny_sweep};
  text.replace(text.find("40kB"), 4, "20MB");
  text.replace(text.find("\"seeds\": 5"), 10, "\"seeds\": 200");
  return text;
}

void run_well(const Laboratory& lab, const std::vector<std::string>& arguments) {
  const auto finished = lab.acklab(arguments);
  BOOST_TEST(finished.exit_code == 0, finished.errors);
  BOOST_TEST(finished.errors == "");
  check_width(finished.output);
}

void check_same_results(const Laboratory& lab, const std::string& name, const std::string& other) {
  for (const char* ending : {".csv", ".json"}) {
    BOOST_TEST((lab.read(name + ending) == lab.read(other + ending)),
               name << ending << " and " << other << ending << " differ");
  }
}

void check_refused(const Laboratory& lab, const std::vector<std::string>& arguments,
                   const std::string& words) {
  const std::vector<std::string> before = lab.entries();
  const auto finished = lab.acklab(arguments);
  BOOST_TEST_CONTEXT(finished.errors) {
    BOOST_TEST(finished.exit_code == 2);
    BOOST_TEST(finished.output == "");
    check_is_one_sentence(finished.errors);
    BOOST_TEST(finished.errors.find(words) != std::string::npos, "without " << words);
    BOOST_TEST(lab.entries() == before, boost::test_tools::per_element());
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sweep)

BOOST_AUTO_TEST_CASE(a_sweep_leaves_a_csv_a_valid_json_and_a_journal) {
  const Laboratory lab;
  lab.write("sweep.json", tiny_sweep);
  const auto finished = lab.acklab({"sweep", "sweep.json"});
  BOOST_TEST(finished.exit_code == 0, finished.errors);
  BOOST_TEST(finished.output.find("4 points, 40 runs") != std::string::npos, finished.output);
  const std::vector<std::string> expected{"results", "results/tiny-sweep.csv",
                                          "results/tiny-sweep.json", "results/tiny-sweep.sqlite",
                                          "sweep.json"};
  BOOST_TEST(lab.entries() == expected, boost::test_tools::per_element());
  lab.write("schema.json", lab.acklab({"schema", "sweep"}).output);
  const auto valid =
      cli_process::run_command({PYTHON, VALIDATOR, (lab.path() / "schema.json").string(),
                                (lab.path() / "results/tiny-sweep.json").string()});
  BOOST_TEST(valid.exit_code == 0, valid.errors);
  const Json json = Json::parse(lab.read("results/tiny-sweep.json"));
  BOOST_TEST(json.at("results").size() == 8U);
  BOOST_TEST(json.at("results")[7].at("metrics").at("completed").at("values") == 5);
}

BOOST_AUTO_TEST_CASE(jobs_shards_and_merging_change_no_octet) {
  const Laboratory lab;
  lab.write("sweep.json", tiny_sweep);
  run_well(lab, {"sweep", "sweep.json", "-o", "whole", "-j", "1"});
  run_well(lab, {"sweep", "sweep.json", "-o", "three", "-j", "3", "-q"});
  check_same_results(lab, "three", "whole");
  for (const char* shard : {"1/3", "3/3", "2/3"}) {
    run_well(lab, {"sweep", "sweep.json", "-o", "part", "--shard", shard});
  }
  BOOST_TEST(!lab.has("part.csv"));
  run_well(lab, {"merge", "part.shard-2-of-3.sqlite", "part.shard-1-of-3.sqlite",
                 "part.shard-3-of-3.sqlite", "-o", "merged"});
  check_same_results(lab, "merged", "whole");
  run_well(lab, {"merge", "whole.sqlite", "-o", "again"});
  check_same_results(lab, "again", "whole");
  check_refused(lab, {"merge", "part.shard-2-of-3.sqlite", "-o", "x"}, "missing");
  check_refused(lab, {"merge", "whole.sqlite", "part.shard-2-of-3.sqlite", "-o", "x"}, "is in");
  check_refused(lab, {"merge", "none.sqlite", "-o", "x"}, "none.sqlite");
  check_refused(lab, {"merge", "sweep.json", "-o", "x"}, "sweep.json");
}

BOOST_AUTO_TEST_CASE(an_interrupted_sweep_goes_on_where_it_was) {
  const Laboratory lab;
  lab.write("long.json", long_sweep());
  cli_process::Settings settings;
  settings.folder = lab.path();
  settings.on_terminal = true;
  settings.environment = {{"TERM", "xterm"}};
  std::uint64_t done = 0;
  for (int time = 0; time < 2; ++time) {
    cli_process::Process process{Laboratory::words({"sweep", "long.json", "-o", "out"}), settings};
    BOOST_REQUIRE(process.wait_for_output(" of 1600 runs ("));
    BOOST_REQUIRE(process.wait_for_output(" left"));
    process.send_signal(SIGINT);
    const auto finished = process.wait();
    BOOST_TEST(finished.exit_code == 130);
    BOOST_TEST(finished.output.find("the same command goes on") != std::string::npos,
               finished.output);
    BOOST_TEST(lab.has("out.sqlite"));
    BOOST_TEST(!lab.has("out.csv"));
    const auto counted = cli_process::run_command(
        {PYTHON, "-c",
         "import sqlite3; print(sqlite3.connect('out.sqlite').execute('select count(*) from "
         "runs').fetchone()[0])"},
        {.folder = lab.path(), .environment = {}});
    const std::uint64_t now = std::stoull(counted.output);
    BOOST_TEST(now > done);
    BOOST_TEST(now < 1600U);
    done = now;
  }
}

BOOST_AUTO_TEST_CASE(a_killed_sweep_keeps_its_runs_and_ends_with_the_same_octets) {
  const Laboratory lab;
  std::string text{tiny_sweep};
  text.replace(text.find("40kB"), 4, "400kB");
  lab.write("sweep.json", text);
  cli_process::Settings settings;
  settings.folder = lab.path();
  settings.on_terminal = true;
  settings.environment = {{"TERM", "xterm"}};
  {
    cli_process::Process process{Laboratory::words({"sweep", "sweep.json", "-o", "out", "-j", "1"}),
                                 settings};
    BOOST_REQUIRE(process.wait_for_output(" of 40 runs ("));
    process.send_signal(SIGKILL);
    static_cast<void>(process.wait());
  }
  run_well(lab, {"sweep", "sweep.json", "-o", "out"});
  run_well(lab, {"sweep", "sweep.json", "-o", "whole"});
  check_same_results(lab, "out", "whole");
}

BOOST_AUTO_TEST_CASE(another_sweep_under_the_same_journal_is_refused) {
  const Laboratory lab;
  lab.write("sweep.json", tiny_sweep);
  run_well(lab, {"sweep", "sweep.json", "-o", "out"});
  std::string changed{tiny_sweep};
  changed.replace(changed.find("\"2%\""), 4, "\"3%\"");
  lab.write("sweep.json", changed);
  check_refused(lab, {"sweep", "sweep.json", "-o", "out"}, "another version of this sweep");
  check_refused(lab, {"sweep", "sweep.json", "-o", "x", "--journal", "sweep.json"}, "sweep.json");
}

BOOST_AUTO_TEST_CASE(a_bad_sweep_is_one_sentence_and_nothing_is_run) {
  const Laboratory lab;
  const auto with = [](const std::string& sweep) {
    std::string text{tiny_sweep};
    const std::size_t begin = text.find("\"sweep\": {");
    return text.substr(0, begin) + "\"sweep\": " + sweep + "}";
  };
  const std::pair<const char*, const char*> table[] = {
      {R"({"loss": ["0%", "5"]})", "loss = 5"},
      {R"({"los": ["0%"]})", "\"los\""},
      {R"({"loss": []})", "sweep.loss"},
      {R"({"loss": {"from": "0%", "to": "1%", "steps": 7}})", "exact"},
      {R"({"seed": [1]})", "seeds"},
      {R"({"seeds": 20000})", "sweep.seeds"},
      {"[]", "an object"},
      {R"({"workload.bytes": ["0B"]})", "workload.bytes"}};
  for (const auto& [sweep, words] : table) {
    lab.write("bad.json", with(sweep));
    check_refused(lab, {"sweep", "bad.json"}, words);
    check_refused(lab, {"check", "bad.json"}, words);
  }
  lab.write("tiny.json", tiny_scenario);
  check_refused(lab, {"sweep", "tiny.json"}, "acklab run");
  check_refused(lab, {"sweep", "none.json"}, "no such file");
  lab.write("good.json", tiny_sweep);
  check_refused(lab, {"run", "good.json"}, "acklab sweep");
  check_refused(lab, {"sweep", "good.json", "-o", "/proc/x"}, "/proc/x");
  const auto checked = lab.acklab({"check", "good.json"});
  BOOST_TEST(checked.exit_code == 0);
  BOOST_TEST(checked.output.find("4 points") != std::string::npos, checked.output);
}

/// On a real path runs go one after the other, and that is said.
BOOST_AUTO_TEST_CASE(a_sweep_on_a_real_path_goes_one_by_one) {
  const Laboratory lab;
  lab.write("sweep.json", tiny_sweep);
  const auto finished = lab.acklab({"sweep", "sweep.json", "--path", "relay", "-j", "4"});
  BOOST_TEST(finished.exit_code == 0, finished.errors);
  BOOST_TEST(finished.output.find("one after the other") != std::string::npos, finished.output);
  check_width(finished.output);
  const Json json = Json::parse(lab.read("results/tiny-sweep.json"));
  BOOST_TEST(json.at("path") == "relay");
  check_refused(lab, {"sweep", "sweep.json"}, "path");
}

BOOST_AUTO_TEST_SUITE_END()

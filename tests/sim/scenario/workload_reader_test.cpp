// What the tables say of jobs, tried on the reader that takes them.
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/scenario/read_scenario.hpp"
#include "sim/scenario/workload_schema.hpp"
#include "sim/workload/parameters.hpp"
#include "tests/sim/scenario/scenario_support.hpp"

namespace {

using namespace acklab;
using namespace acklab::scenario;
using JobJson = nlohmann::ordered_json;

/// Where the files lie that jobs name.
constexpr const char* beside_pictures = ACKLAB_SCENARIOS "/x.json";

/// A scenario with this job; over a stream, unless `udp`.
std::string scenario_with(const std::string& job, bool udp = false) {
  const bool flows = job.find(R"("flows")") != std::string::npos;
  const std::string contenders = flows ? R"("reliable-udp", "udp")"
                                 : udp ? R"("udp")"
                                       : R"("reliable-udp")";
  return fmt::format(R"({{"name": "x", "link": {{{}}}, "workload": {}, "contenders": [{}]}})",
                     flows ? R"("rate": "20mbit")" : "", job, contenders);
}

std::vector<std::string> examples_of(const workload::KindDescription& kind) {
  std::vector<std::string> all;
  std::istringstream lines{std::string{kind.examples}};
  for (std::string line; std::getline(lines, line);) all.push_back(line);
  return all;
}

workload::Workload job_in(const std::string& job) {
  const auto read = read_scenario(scenario_with(job), beside_pictures);
  BOOST_TEST_REQUIRE(read.has_value(), job << ": " << read.error().sentence);
  return read->workload;
}

/// The first example in which the key stands.
JobJson example_with(const workload::KindDescription& kind, std::string_view key) {
  for (const std::string& example : examples_of(kind)) {
    JobJson job = JobJson::parse(example);
    if (job.contains(std::string{key.substr(0, key.find('.'))})) return job;
  }
  BOOST_FAIL("no example of " << kind.name << " has the key " << key);
  return {};
}

/// Takes a key out of a job, "flows.start" out of each object in its list "flows"; the key's own
/// name.
std::string_view take_out(JobJson& job, std::string_view key) {
  const std::size_t dot = key.find('.');
  if (dot == std::string_view::npos) {
    job.erase(std::string{key});
    return key;
  }
  const std::string_view within = key.substr(dot + 1);
  for (JobJson& part : job[std::string{key.substr(0, dot)}]) part.erase(std::string{within});
  return within;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(workload_reader)

BOOST_AUTO_TEST_CASE(the_examples_are_read_and_use_every_key) {
  for (const workload::KindDescription& kind : workload::kind_descriptions()) {
    std::set<std::string> used;
    for (const std::string& example : examples_of(kind)) {
      BOOST_TEST(workload::kind_name(job_in(example)) == kind.name);
      const JobJson json = JobJson::parse(example);
      for (const auto& [key, value] : json.items()) used.insert(key);
    }
    for (const link::Parameter& parameter : kind.parameters) {
      if (parameter.key.find('.') != std::string_view::npos) continue;
      BOOST_TEST(used.contains(std::string{parameter.key}), kind.name << ": " << parameter.key);
    }
  }
}

BOOST_AUTO_TEST_CASE(what_holds_without_a_key_is_what_the_table_says) {
  for (const workload::KindDescription& kind : workload::kind_descriptions()) {
    for (const std::string& example : examples_of(kind)) {
      for (const link::Parameter& parameter : kind.parameters) {
        JobJson without = JobJson::parse(example);
        if (!without.contains(std::string{parameter.key}) || parameter.fallback.empty()) continue;
        without.erase(std::string{parameter.key});
        JobJson with = without;
        with[std::string{parameter.key}] = JobJson::parse(parameter.fallback);
        BOOST_TEST((job_in(without.dump()) == job_in(with.dump())), parameter.key);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(what_must_be_given_is_missed_and_unknown_keys_are_refused) {
  for (const workload::KindDescription& kind : workload::kind_descriptions()) {
    for (const link::Parameter& parameter : kind.parameters) {
      if (!parameter.required) continue;
      JobJson without = example_with(kind, parameter.key);
      const std::string_view missed = take_out(without, parameter.key);
      const std::string sentence = test::refusal_of(scenario_with(without.dump()));
      BOOST_TEST(sentence.find(missed) != std::string::npos, parameter.key << ": " << sentence);
    }
    JobJson strange = JobJson::parse(examples_of(kind).front());
    strange["strange"] = 1;
    const std::string sentence = test::refusal_of(scenario_with(strange.dump()));
    BOOST_TEST(sentence.find("strange") != std::string::npos, sentence);
  }
}

BOOST_AUTO_TEST_CASE(the_schema_has_the_part_that_the_tables_make) {
  std::ifstream file{ACKLAB_SCENARIOS "/schema/scenario.schema.json"};
  const std::string committed{std::istreambuf_iterator<char>{file}, {}};
  BOOST_TEST(with_workload_schema(committed) == committed,
             "scenarios/schema/scenario.schema.json differs from the tables: run ./dev generate");
}

BOOST_AUTO_TEST_CASE(flows_are_refused_what_they_cannot_share) {
  const auto refusal = [](const char* link, const char* contenders, const char* more) {
    return test::refusal_of(fmt::format(
        R"({{"name": "x", "link": {}, "workload": {{"kind": "flows"}}, "contenders": [{}]{}}})",
        link, contenders, more));
  };
  const char* const rate = R"({"rate": "20mbit"})";
  const char* const both = R"("reliable-udp", "udp")";
  const std::string no_rate = refusal("{}", both, "");
  const std::string one = refusal(rate, R"("udp")", "");
  const char* const kernels = R"("udp", "kernel-tcp")";
  const std::string simulated = refusal(rate, kernels, R"(, "path": "simulated")");
  const std::string relay = refusal(rate, kernels, R"(, "path": "relay")");
  const std::string met =
      refusal(rate, R"("udp", {"kind": "reliable-udp", "carriage": "ip", "server": "kernel"})", "");
  const char* const on_ip = R"("udp", {"kind": "reliable-udp", "carriage": "ip"})";
  const std::string ip = refusal(rate, on_ip, R"(, "path": "tun")");
  const std::string differ =
      refusal(rate, R"("kernel-tcp", {"kind": "kernel-tcp", "name": "other", "ecn": true})", "");
  BOOST_TEST(no_rate.find("has none") != std::string::npos, no_rate);
  BOOST_TEST(one.find("nobody to share") != std::string::npos, one);
  for (const std::string& path : {simulated, relay}) {
    BOOST_TEST(path.find("on TUN hosts only") != std::string::npos, path);
  }
  BOOST_TEST(met.find("share two hosts") != std::string::npos, met);
  BOOST_TEST(ip.find("virtual time only") != std::string::npos, ip);
  BOOST_TEST(differ.find("the same \"mechanisms\" and \"ecn\"") != std::string::npos, differ);
  for (const std::string& sentence : {no_rate, one, simulated, relay, met, ip, differ}) {
    BOOST_TEST(test::is_one_sentence(sentence, "x.json"), sentence);
  }
}

BOOST_AUTO_TEST_CASE(an_entry_with_a_count_is_so_many_flows_and_what_is_said_of_it_holds_for_each) {
  const auto with = [](const char* contenders, const char* workload) {
    return fmt::format(
        R"({{"name": "x", "link": {{"rate": "20mbit"}}, "workload": {}, "contenders": [{}]}})",
        workload, contenders);
  };
  const char* const web_later =
      R"({"kind": "flows", "flows": [{"contender": "web", "start": "2s"}]})";
  const char* const webs = R"({"kind": "reliable-udp", "name": "web", "count": 3}, "udp")";
  const auto read = read_scenario(with(webs, web_later), "x.json");
  BOOST_TEST_REQUIRE(read.has_value(), read.error().sentence);
  std::vector<std::string> names;
  for (const auto& spec : read->contenders) names.push_back(spec.name);
  BOOST_TEST(names == (std::vector<std::string>{"web-1", "web-2", "web-3", "udp"}),
             boost::test_tools::per_element());
  const auto& flows = std::get<workload::Flows>(read->workload);
  BOOST_TEST_REQUIRE(flows.plans.size() == 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    BOOST_TEST(flows.plans[i].contender == names[i]);
    BOOST_TEST((flows.plans[i].start == std::chrono::seconds{2}));
  }
  const auto again = read_scenario(write_scenario(*read), "again.json");
  BOOST_TEST_REQUIRE(again.has_value(), again.error().sentence);
  BOOST_TEST(write_scenario(*again) == write_scenario(*read));
  struct Wrong {
    const char* contenders;
    const char* workload;
    const char* because;
  };
  for (const Wrong& wrong :
       {Wrong{webs, R"({"kind": "bulk", "bytes": "1MB"})", "only flows run beside"},
        Wrong{R"({"kind": "udp", "count": 2}, "udp")", R"({"kind": "flows"})", "already called"},
        Wrong{R"("udp", {"kind": "udp", "count": 2})", R"({"kind": "flows"})", "already called"},
        Wrong{R"({"kind": "udp", "count": 1})", R"({"kind": "flows"})", "nobody to share"},
        Wrong{R"({"kind": "udp", "count": 17}, {"kind": "reliable-udp", "count": 16})",
              R"({"kind": "flows"})", "more than 32 contenders"},
        Wrong{R"({"kind": "udp", "count": 33})", R"({"kind": "flows"})", "32"},
        Wrong{R"({"kind": "udp", "name": "abcdefghijklmnopqrstuvwxyz-0123", "count": 2})",
              R"({"kind": "flows"})", "more than 32 characters"}}) {
    const std::string sentence = test::refusal_of(with(wrong.contenders, wrong.workload));
    BOOST_TEST(test::is_one_sentence(sentence, "x.json"), sentence);
    BOOST_TEST(sentence.find(wrong.because) != std::string::npos, sentence);
  }
}

BOOST_AUTO_TEST_CASE(flows_go_to_tun_where_the_kernel_is_among_them) {
  const auto path_of = [](const char* contenders, const char* path) {
    const auto read = read_scenario(
        fmt::format(R"({{"name": "x", "link": {{"rate": "20mbit"}}, "workload": {{"kind": "flows"}},
                         "contenders": [{}]{}}})",
                    contenders, path),
        "x.json");
    BOOST_TEST_REQUIRE(read.has_value(), read.error().sentence);
    return read->path;
  };
  BOOST_TEST((path_of(R"("udp", "reliable-udp")", "") == path::PathChoice::simulated));
  BOOST_TEST((path_of(R"("udp", "kernel-tcp")", "") == path::PathChoice::tun));
  BOOST_TEST((path_of(R"("udp", "reliable-udp")", R"(, "path": "tun")") == path::PathChoice::tun));
  BOOST_TEST(
      (path_of(R"("udp", "reliable-udp")", R"(, "path": "relay")") == path::PathChoice::relay));
}

BOOST_AUTO_TEST_CASE(what_is_no_picture_is_refused_and_what_is_one_is_as_large_as_its_file_says) {
  const auto read_with = [](const char* file) {
    return read_scenario(scenario_with(fmt::format(R"({{"kind": "picture", "file": "{}"}})", file)),
                         beside_pictures);
  };
  const auto wrong = read_with("lossy-bulk.json");
  BOOST_TEST_REQUIRE(!wrong.has_value());
  BOOST_TEST(wrong.error().sentence.find("neither a PNG nor") != std::string::npos);
  const auto right = read_with("pictures/hills.png");
  BOOST_TEST_REQUIRE(right.has_value(), right.error().sentence);
  BOOST_TEST(std::get<workload::PictureJob>(right->workload).picture->width == 192U);
  BOOST_TEST(workload::total_bytes(right->workload) == 192 * 128 * 3 + 62 * 16);
}

BOOST_AUTO_TEST_CASE(a_wrong_picture_is_refused_in_one_sentence) {
  struct Wrong {
    const char* job;
    const char* because;
    bool udp = false;
  };
  const Wrong wrong[] = {
      {R"({"kind": "picture", "width": 63})", "from 64 to 512"},
      {R"({"kind": "picture", "height": 513})", "from 64 to 512"},
      {R"({"kind": "picture", "message": "31B"})", "from 32B"},
      {R"({"kind": "picture", "message": "1473B"})", "workload.message", true},
      {R"({"kind": "picture", "bytes": "1MB"})", "bytes"},
      {R"({"kind": "picture", "file": ""})", "the name of a picture"},
      {R"({"kind": "picture", "file": 5})", "the name of a PNG or PPM file"},
      {R"({"kind": "picture", "file": "nowhere.png"})", "there is no such file"},
      {R"({"kind": "picture", "file": "."})", "a directory"},
      {R"({"kind": "picture", "file": "a.png", "width": 64})", "a size of its own"}};
  for (const Wrong& each : wrong) {
    const std::string sentence = test::refusal_of(scenario_with(each.job, each.udp));
    BOOST_TEST(test::is_one_sentence(sentence, "x.json"), sentence);
    BOOST_TEST(sentence.find(each.because) != std::string::npos, sentence);
  }
}

BOOST_AUTO_TEST_CASE(a_job_written_and_read_back_is_the_same) {
  for (const workload::KindDescription& kind : workload::kind_descriptions()) {
    for (const std::string& example : examples_of(kind)) {
      const auto read = read_scenario(scenario_with(example), beside_pictures);
      BOOST_TEST_REQUIRE(read.has_value(), example);
      const auto again = read_scenario(write_scenario(*read), beside_pictures);
      BOOST_TEST_REQUIRE(again.has_value(), again.error().sentence);
      BOOST_TEST((again->workload == read->workload), example);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_wrong_job_is_refused_in_one_sentence) {
  struct Wrong {
    const char* job;
    const char* because;
    bool udp = false;
  };
  const Wrong wrong[] = {
      {R"({"kind": "exchanges", "count": 1})", "exchange"},
      {R"({"kind": "exchange"})", "count"},
      {R"({"kind": "exchange", "count": 0})", "from 1 to 1000000"},
      {R"({"kind": "exchange", "count": 5, "bytes": "1B"})", "bytes"},
      {R"({"kind": "exchange", "count": 5, "request": "15B"})", "from 16B"},
      {R"({"kind": "exchange", "count": 5, "connection": "one"})", "per_request"},
      {R"({"kind": "exchange", "count": 5, "retries": 1, "copies": 2})", "choose one"},
      {R"({"kind": "exchange", "count": 1000, "answer": "100MB"})", "these exchanges move"},
      {R"({"kind": "exchange", "count": 5, "answer": "1473B"})", "workload.answer", true},
      {R"({"kind": "exchange", "count": 5, "request": "2kB"})", "workload.request", true},
      {R"({"kind": "write_pattern"})", "steps"},
      {R"({"kind": "write_pattern", "steps": []})", "an array of steps"},
      {R"({"kind": "write_pattern", "steps": [{}]})", "exactly one of"},
      {R"({"kind": "write_pattern", "steps": [{"write": "1B", "read": "1B"}]})", "exactly one of"},
      {R"({"kind": "write_pattern", "steps": [{"read": "1B"}]})", "a read needs a write"},
      {R"({"kind": "write_pattern", "steps": [{"pause": "1s"}]})", "there is no write"},
      {R"({"kind": "write_pattern", "steps": [{"write": "15B"}]})", "16B at least", true},
      {R"({"kind": "write_pattern", "steps": [{"write": "2kB"}]})", "workload.steps", true},
      {R"({"kind": "write_pattern", "steps": [{"write": "1MB"}], "repeat": 5000})",
       "these rounds move"},
      {R"({"kind": "slow_reader"})", "bytes"},
      {R"({"kind": "slow_reader", "bytes": "1MB", "read": "0B"})", "from 1B"},
      {R"({"kind": "slow_reader", "bytes": "1MB", "receive_buffer": "3kB"})", "from 4kB"},
      {R"({"kind": "idle", "server": "dead"})", "absent"},
      {R"({"kind": "idle", "line": "1401B"})", "to 1400B"},
      {R"({"kind": "idle", "server": "absent", "stop_in_answer": "1s"})", "does not stay"},
      {R"({"kind": "write_pattern", "steps": [{"write": "65507B"}]})", "workload.steps", true},
      {R"({"kind": "periodic", "interval": "20ms", "count": 5, "server": "killed"})", "absent"},
      {R"({"kind": "flows", "flows": [{"start": "1s"}]})", "contender"},
      {R"({"kind": "flows", "flows": [{"contender": "x"}]})", "is called \"x\""},
      {R"({"kind": "flows", "flows": [{"contender": "udp"}, {"contender": "udp"}]})", "twice"},
      {R"({"kind": "flows", "duration": "61s"})", "time_limit"},
      {R"({"kind": "flows", "flows": [{"contender": "udp", "start": "30s"}]})", "has begun"},
      {R"({"kind": "flows", "flows": [{"contender": "udp", "stop": "31s"}]})",
       "stop after \"30s\""},
      {R"({"kind": "flows", "duration": "30s", "flows": [{"contender": "udp", "stop": "5s"}, )"
       R"({"contender": "reliable-udp", "start": "5s"}]})",
       "no time at which"},
      {R"({"kind": "flows", "interval": "1ms", "duration": "11s"})", "intervals"},
      {R"({"kind": "flows", "message": "2kB"})", "workload.message"},
      {R"({"kind": "flows", "message": "16B", "duration": "60s"})", "too many to check"},
      {R"({"kind": "periodic", "count": 5})", "interval"},
      {R"({"kind": "periodic", "interval": "20ms"})", "exactly one of"},
      {R"({"kind": "periodic", "interval": "20ms", "count": 5, "duration": "1s"})",
       "exactly one of"},
      {R"({"kind": "periodic", "interval": "20ms", "duration": "19ms"})", "0 intervals"},
      {R"({"kind": "periodic", "interval": "20ms", "count": 5, "copies": 17})", "from 1 to 16"},
      {R"({"kind": "periodic", "interval": "20ms", "count": 5, "message": "1473B"})",
       "workload.message", true}};
  for (const Wrong& each : wrong) {
    const std::string sentence = test::refusal_of(scenario_with(each.job, each.udp));
    BOOST_TEST(test::is_one_sentence(sentence, "x.json"), sentence);
    BOOST_TEST(sentence.find(each.because) != std::string::npos, sentence);
  }
}

BOOST_AUTO_TEST_SUITE_END()

#include <boost/test/unit_test.hpp>

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

BOOST_AUTO_TEST_SUITE_END()

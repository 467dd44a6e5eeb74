#include "sim/sweep/results.hpp"

#include <cstdlib>

#include <boost/test/unit_test.hpp>

#include "sim/report/report.hpp"
#include "sim/sweep/plan.hpp"
#include "sim/sweep/run_sweep.hpp"
#include "tests/support/report_folder.hpp"
#include "tests/support/sweep_samples.hpp"

using namespace acklab;
using journal::Journal;

namespace {

/// Journals with rows made up by hand: two points, one contender, six seeds.
struct MadeUp {
  samples::Folder folder;
  sweep::Plan plan = samples::plan_of(
      R"({"name": "made-up", "link": {}, "workload": {"kind": "bulk", "bytes": "1kB"},
          "contenders": ["udp"], "path": "simulated",
          "sweep": {"workload.message": ["100B", "1kB"], "seeds": 6}})");
  journal::Head head = made_up_head();

  [[nodiscard]] journal::Head made_up_head() const {
    journal::Head made = head_of(plan, path::PathKind::simulated);
    made.metrics = {"goodput_bits_per_s", "a, \"b\"", "never"};
    return made;
  }

  [[nodiscard]] Journal with(const std::string& name, const std::vector<std::uint64_t>& runs) {
    auto journal = Journal::open_or_begin((folder.path() / name).string(), head);
    BOOST_REQUIRE_MESSAGE(journal.has_value(), journal.error());
    std::vector<journal::Row> rows;
    for (const std::uint64_t run : runs) {
      journal::Row row;
      row.run = run;
      row.point = run % 2;
      row.contender = "udp";
      row.repetition = run / 2;
      row.outcome = run < 2 ? "time_limit" : "completed";
      row.reason = run < 2 ? "It took too long." : "";
      row.parameters.resize(head.parameters.size());
      row.metrics = {static_cast<double>(run) * 1.5, std::nullopt, std::nullopt};
      if (run == 3) row.metrics[1] = 0.1;
      rows.push_back(row);
    }
    BOOST_REQUIRE(journal->append(rows).has_value());
    return std::move(*journal);
  }
  [[nodiscard]] std::string error_of(std::vector<Journal> journals) const {
    const auto results = sweep::results_of(journals);
    BOOST_REQUIRE(!results.has_value());
    BOOST_TEST(results.error().ends_with("."), results.error());
    return results.error();
  }
};

const std::vector<std::uint64_t> all_runs{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};

std::vector<Journal> journals_of(Journal one) {
  std::vector<Journal> journals;
  journals.push_back(std::move(one));
  return journals;
}
std::vector<Journal> journals_of(Journal one, Journal two) {
  auto journals = journals_of(std::move(one));
  journals.push_back(std::move(two));
  return journals;
}

bool is_valid(const std::string& json) {
  const samples::Folder folder;
  const std::string schema = (folder.path() / "schema.json").string();
  const std::string file = (folder.path() / "results.json").string();
  BOOST_REQUIRE(report::write_whole(schema, sweep::sweep_results_schema()).has_value());
  BOOST_REQUIRE(report::write_whole(file, json).has_value());
  const std::string command = std::string{VALIDATE_COMMAND} + " " + schema + " " + file;
  return std::system(command.c_str()) == 0;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(results_of_a_sweep, MadeUp)

BOOST_AUTO_TEST_CASE(the_csv_has_a_row_for_each_point_contender_and_metric) {
  auto journals = journals_of(with("a", all_runs));
  const auto texts = sweep::results_of(journals);
  BOOST_REQUIRE_MESSAGE(texts.has_value(), texts.error());
  BOOST_TEST(texts->csv ==
             "point,workload.message,workload.message_bytes,contender,metric,runs,values,median,"
             "low_95,high_95,min,max\n"
             "0,100B,100,udp,goodput_bits_per_s,6,6,7.5,0,15,0,15\n"
             "1,1kB,1000,udp,goodput_bits_per_s,6,6,9,1.5,16.5,1.5,16.5\n"
             "1,1kB,1000,udp,\"a, \"\"b\"\"\",6,1,0.1,,,0.1,0.1\n");
}

BOOST_AUTO_TEST_CASE(the_json_follows_its_schema_and_says_how_runs_ended) {
  auto journals = journals_of(with("a", all_runs));
  const auto texts = sweep::results_of(journals);
  BOOST_REQUIRE(texts.has_value());
  BOOST_TEST(is_valid(texts->json));
  BOOST_TEST(texts->json.find(
                 R"("outcomes":{"completed":5,"time_limit":1},"reason":"It took too long.")") !=
             std::string::npos);
  std::string broken = texts->json;
  broken.replace(broken.find("\"median\""), 8, "\"medium\"");
  BOOST_TEST(!is_valid(broken));
}

BOOST_AUTO_TEST_CASE(parts_in_any_order_are_the_whole) {
  auto whole = journals_of(with("whole", all_runs));
  auto parts = journals_of(with("odd", {1, 3, 5, 7, 9, 11}), with("even", {0, 2, 4, 6, 8, 10}));
  const auto expected = sweep::results_of(whole);
  const auto merged = sweep::results_of(parts);
  BOOST_REQUIRE(merged.has_value());
  BOOST_TEST((merged->csv == expected->csv && merged->json == expected->json));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_merged_is_refused_in_one_sentence) {
  const std::string missing = error_of(journals_of(with("few", {0, 1, 2})));
  BOOST_TEST(missing.find("9 of the 12 runs") != std::string::npos, missing);
  const std::string twice = error_of(journals_of(with("a", all_runs), with("b", {7})));
  BOOST_TEST(twice.find("Run 7 is in") != std::string::npos, twice);

  Journal ours = with("c", {0});
  head.path = "tun";
  const std::string paths = error_of(journals_of(std::move(ours), with("d", {1})));
  BOOST_TEST(paths.find("on the path simulated, the other on tun") != std::string::npos, paths);

  head = made_up_head();
  Journal again = with("e", {0});
  head.scenario_hash = "other";
  const std::string other = error_of(journals_of(std::move(again), with("f", {1})));
  BOOST_TEST(other.find("two different sweeps") != std::string::npos, other);
}

BOOST_AUTO_TEST_CASE(a_journal_whose_design_was_damaged_is_refused) {
  head.design = "{}";
  const std::string words = error_of(journals_of(with("a", all_runs)));
  BOOST_TEST(words.find("cannot be understood") != std::string::npos, words);
}

BOOST_AUTO_TEST_CASE(shipped_sweeps_are_right) {
  const auto shipped = sweep::read_sweep_file(ACKLAB_SWEEPS "/loss-sweep.json");
  BOOST_REQUIRE_MESSAGE(shipped.has_value(), shipped.error().sentence);
  BOOST_TEST(shipped->design.points.size() == 10U);
}

BOOST_AUTO_TEST_SUITE_END()

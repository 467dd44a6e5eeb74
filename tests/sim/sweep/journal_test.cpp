#include "sim/journal/journal.hpp"

#include <cstdlib>
#include <fstream>

#include <boost/test/unit_test.hpp>

#include "tests/support/report_folder.hpp"

using namespace acklab;
using journal::Journal;

namespace {

journal::Head some_head() {
  journal::Head head;
  head.name = "some";
  head.scenario_hash = "abc";
  head.acklab_version = "1.2.3";
  head.path = "simulated";
  head.design = "{}";
  head.runs = 10;
  head.parameters = {{"loss", false}, {"loss_ratio", true}, {"quo\"te", false}};
  head.metrics = {"goodput", "timing.completion_ms"};
  return head;
}

journal::Row some_row(std::uint64_t run) {
  journal::Row row;
  row.run = run;
  row.point = run / 4;
  row.contender = "udp";
  row.repetition = run % 4;
  row.seed = (1ULL << 53U) - run;
  row.outcome = "completed";
  row.wall_s = 0.25;
  row.parameters = {std::string{"5%"}, 0.05, std::monostate{}};
  row.metrics = {0.1 + static_cast<double>(run), std::nullopt};
  return row;
}

std::vector<journal::Row> rows(std::uint64_t from, std::uint64_t to) {
  std::vector<journal::Row> all;
  for (std::uint64_t run = from; run < to; ++run) all.push_back(some_row(run));
  return all;
}

Journal opened(const std::string& file, const journal::Head& head) {
  auto journal = Journal::open_or_begin(file, head);
  BOOST_REQUIRE_MESSAGE(journal.has_value(), journal.error());
  return std::move(*journal);
}

struct Files {
  samples::Folder folder;
  std::string file = (folder.path() / "below" / "a.sqlite").string();
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(journal_of_runs, Files)

BOOST_AUTO_TEST_CASE(what_is_appended_is_there_when_it_is_opened_again) {
  {
    Journal journal = opened(file, some_head());
    BOOST_REQUIRE(journal.append(rows(0, 3)).has_value());
    BOOST_REQUIRE(journal.append(rows(6, 8)).has_value());
  }
  auto again = Journal::open(file);
  BOOST_REQUIRE_MESSAGE(again.has_value(), again.error());
  BOOST_TEST((again->done().value() == std::vector<std::uint64_t>{0, 1, 2, 6, 7}));
  const auto found = again->runs_of(1, "udp").value();
  BOOST_REQUIRE(found.size() == 2U);
  BOOST_TEST(found[0].run == 6U);
  BOOST_TEST(found[0].seed == (1ULL << 53U) - 6);
  BOOST_TEST(found[0].metrics[0].value() == 6.1);
  BOOST_TEST(!found[0].metrics[1].has_value());
  BOOST_TEST(again->runs_of(0, "other").value().empty());
  BOOST_TEST(again->head().metrics == some_head().metrics, boost::test_tools::per_element());
  BOOST_TEST(again->head().parameters[2].name == "quo\"te");
  BOOST_TEST(again->head().parameters[1].is_number);
}

BOOST_AUTO_TEST_CASE(a_run_is_there_once_and_as_it_was_first) {
  Journal journal = opened(file, some_head());
  BOOST_REQUIRE(journal.append(rows(0, 2)).has_value());
  auto changed = rows(0, 3);
  changed[1].metrics[0] = 99.0;
  BOOST_REQUIRE(journal.append(changed).has_value());
  BOOST_TEST(journal.done().value().size() == 3U);
  BOOST_TEST(journal.runs_of(0, "udp").value()[1].metrics[0].value() == 1.1);
}

BOOST_AUTO_TEST_CASE(a_journal_about_something_else_is_refused_in_one_sentence) {
  static_cast<void>(opened(file, some_head()));
  const std::pair<void (*)(journal::Head&), const char*> changes[] = {
      {[](journal::Head& head) { head.scenario_hash = "abd"; }, "another version of this sweep"},
      {[](journal::Head& head) { head.scenario_hash = "x", head.name = "y"; }, "another sweep"},
      {[](journal::Head& head) { head.runs = 11; }, "another version"},
      {[](journal::Head& head) { head.path = "tun"; }, "path"},
      {[](journal::Head& head) { head.acklab_version = "1.2.4"; }, "another acklab"},
      {[](journal::Head& head) { head.metrics.pop_back(); }, "another acklab"}};
  for (const auto& [change, words] : changes) {
    journal::Head other = some_head();
    change(other);
    const auto refused = Journal::open_or_begin(file, other);
    BOOST_REQUIRE(!refused.has_value());
    BOOST_TEST(refused.error().find(words) != std::string::npos, refused.error());
    BOOST_TEST(refused.error().find(file) != std::string::npos, refused.error());
    BOOST_TEST(refused.error().ends_with("."), refused.error());
  }
}

BOOST_AUTO_TEST_CASE(other_files_are_refused_and_stay_as_they_are) {
  const std::string text = (folder.path() / "text").string();
  std::ofstream{text} << std::string(5000, 'x');
  BOOST_TEST(!Journal::open_or_begin(text, some_head()).has_value());
  BOOST_TEST(!Journal::open(text).has_value());
  BOOST_TEST(std::filesystem::file_size(text) == 5000U);

  const std::string other = (folder.path() / "other.sqlite").string();
  const std::string make =
      PYTHON
      " -c 'import sqlite3,sys; d=sqlite3.connect(sys.argv[1]); d.execute(\"create table t (a)\"); "
      "d.commit()' " +
      other;
  BOOST_REQUIRE(std::system(make.c_str()) == 0);
  const auto refused = Journal::open_or_begin(other, some_head());
  BOOST_REQUIRE(!refused.has_value());
  BOOST_TEST(refused.error().find("no journal") != std::string::npos, refused.error());
  BOOST_TEST(!Journal::open((folder.path() / "none").string()).has_value());
  BOOST_TEST(!Journal::open(folder.path().string()).has_value());
}

BOOST_AUTO_TEST_CASE(others_may_read_while_it_grows) {
  Journal journal = opened(file, some_head());
  BOOST_REQUIRE(journal.append(rows(0, 3)).has_value());
  const auto count = [this](int expected) {
    const std::string command =
        PYTHON
        " -c 'import sqlite3,sys; d=sqlite3.connect(\"file:\"+sys.argv[1]+\"?mode=ro\", uri=True); "
        "n,l,g=d.execute(\"select count(*), max(loss_ratio), max(goodput) from runs\").fetchone(); "
        "sys.exit(0 if n == int(sys.argv[2]) and l == 0.05 and g == n - 0.9 else 1)' " +
        file + " " + std::to_string(expected);
    return std::system(command.c_str()) == 0;
  };
  BOOST_TEST(count(3));
  auto reader = Journal::open(file);
  BOOST_REQUIRE(reader.has_value());
  BOOST_TEST(reader->done().value().size() == 3U);
  BOOST_REQUIRE(journal.append(rows(3, 7)).has_value());
  BOOST_TEST(count(7));
  BOOST_TEST(reader->done().value().size() == 7U);
}

BOOST_AUTO_TEST_CASE(a_closed_journal_is_one_file) {
  {
    Journal journal = opened(file, some_head());
    BOOST_REQUIRE(journal.append(rows(0, 5)).has_value());
  }
  BOOST_TEST(std::distance(std::filesystem::directory_iterator{folder.path() / "below"}, {}) == 1);
}

BOOST_AUTO_TEST_SUITE_END()

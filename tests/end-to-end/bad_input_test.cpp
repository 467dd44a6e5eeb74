#include <boost/test/unit_test.hpp>

#include "tests/end-to-end/laboratory.hpp"

using namespace acklab::end_to_end;

namespace {

/// acklab refuses with one sentence and exit code 2, prints and writes nothing.
void check_refused(const Laboratory& lab, const std::vector<std::string>& arguments) {
  const std::vector<std::string> before = lab.entries();
  const auto finished = lab.acklab(arguments);
  std::string line = "acklab";
  for (const std::string& argument : arguments) line += " " + argument;
  BOOST_TEST_CONTEXT(line) {
    BOOST_TEST(finished.exit_code == 2);
    BOOST_TEST(finished.output == "");
    check_is_one_sentence(finished.errors);
    BOOST_TEST(lab.entries() == before, boost::test_tools::per_element());
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bad_input)

BOOST_AUTO_TEST_CASE(a_bad_command_line_is_one_sentence) {
  const Laboratory lab;
  lab.write("tiny.json", tiny_scenario);
  check_refused(lab, {});
  check_refused(lab, {"rum", "tiny.json"});
  check_refused(lab, {"tiny.json"});
  check_refused(lab, {"run"});
  check_refused(lab, {"run", "tiny.json", "--pth", "relay"});
  check_refused(lab, {"run", "tiny.json", "--path", "tunnel"});
  check_refused(lab, {"run", "tiny.json", "--seed", "-1"});
  check_refused(lab, {"run", "tiny.json", "--repeat", "1e9"});
  check_refused(lab, {"run", "tiny.json", "--only", "ud"});
  check_refused(lab, {"run", "tiny.json", "-o"});
  check_refused(lab, {"run", "tiny.json", "tiny.json", "-o", "x.json"});
  check_refused(lab, {"schema", "of-it"});
  check_refused(lab, {"list", "all"});
}

BOOST_AUTO_TEST_CASE(a_bad_scenario_is_one_sentence_and_nothing_is_run) {
  const Laboratory lab;
  lab.write("empty.json", "");
  lab.write("number.json", "7");
  lab.write("unknown-key.json", R"({"name": "x", "lnik": {}})");
  lab.write("tiny.json", tiny_scenario);
  lab.write("folder.json/file", "");
  for (const char* file :
       {"none.json", "empty.json", "number.json", "unknown-key.json", "folder.json"}) {
    check_refused(lab, {"run", file});
    check_refused(lab, {"run", "tiny.json", file});
    check_refused(lab, {"check", file});
  }
}

BOOST_AUTO_TEST_CASE(a_report_that_could_not_be_written_is_refused_before_the_run) {
  const Laboratory lab;
  lab.write("tiny.json", tiny_scenario);
  lab.write("file", "in the way");
  check_refused(lab, {"run", "tiny.json", "-o", "."});
  check_refused(lab, {"run", "tiny.json", "-o", "file/report.json"});
  check_refused(lab, {"run", "tiny.json", "-o", "/proc/report.json"});
  check_refused(lab, {"run", "tiny.json", "-o", ""});
}

BOOST_AUTO_TEST_CASE(two_reports_never_overwrite_each_other) {
  const Laboratory lab;
  lab.write("a.json", tiny_scenario);
  lab.write("b.json", tiny_scenario);
  check_refused(lab, {"run", "a.json", "b.json", "--path", "simulated"});
}

BOOST_AUTO_TEST_SUITE_END()

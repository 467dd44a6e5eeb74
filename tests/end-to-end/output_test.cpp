#include <boost/test/unit_test.hpp>

#include "tests/end-to-end/laboratory.hpp"

using namespace acklab;
using namespace acklab::end_to_end;

namespace {

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// What a terminal shows in the end, line by line: a carriage return starts a line anew, and
/// "erase" empties it.
std::string shown_on_terminal(const std::string& written) {
  std::string shown;
  std::string line;
  std::size_t at = 0;
  while (at < written.size()) {
    if (written.compare(at, 3, "\x1b[K") == 0) {
      line.clear();
      at += 3;
    } else if (written[at] == '\x1b') {
      at = written.find('m', at) + 1;
    } else if (written.compare(at, 2, "\r\n") == 0) {
      shown += line + '\n';
      line.clear();
      at += 2;
    } else if (written[at] == '\r') {
      ++at;
    } else {
      line += written[at++];
    }
  }
  return shown + line;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(output)

BOOST_AUTO_TEST_CASE(the_comparison_fits_80_columns_and_has_no_progress_when_piped) {
  const Laboratory lab;
  lab.write("tiny.json", tiny_scenario);
  for (const char* path : {"simulated", "relay"}) {
    const auto finished = lab.acklab({"run", "tiny.json", "--path", path});
    check_width(finished.output);
    BOOST_TEST(finished.errors == "");
    BOOST_TEST(contains(finished.output, "Does it run at all?"));
    BOOST_TEST(contains(finished.output, "results/tiny.json"));
    BOOST_TEST(!contains(finished.output, "\x1b"));
  }
}

BOOST_AUTO_TEST_CASE(quiet_prints_nothing_and_still_writes) {
  const Laboratory lab;
  lab.write("tiny.json", tiny_scenario);
  cli_process::Settings terminal;
  terminal.on_terminal = true;
  for (const cli_process::Settings& settings : {cli_process::Settings{}, terminal}) {
    const auto finished =
        lab.acklab({"run", "tiny.json", "--path", "relay", "--quiet", "-o", "r.json"}, settings);
    BOOST_TEST(finished.exit_code == 0);
    BOOST_TEST(finished.output == "");
    BOOST_TEST(finished.errors == "");
  }
  lab.check_report_is_valid("r.json");
}

BOOST_AUTO_TEST_CASE(on_a_terminal_progress_is_shown_and_gone_in_the_end) {
  const Laboratory lab;
  lab.write("tiny.json", tiny_scenario);
  cli_process::Settings settings;
  settings.on_terminal = true;
  settings.environment = {{"TERM", "xterm"}};
  const auto finished = lab.acklab({"run", "tiny.json", "--path", "relay"}, settings);
  BOOST_TEST(finished.exit_code == 0, finished.output);
  BOOST_TEST(contains(finished.output, "reliable-udp 2/2: "));
  const std::string shown = shown_on_terminal(finished.output);
  BOOST_TEST(!contains(shown, "reliable-udp 2/2: "), shown);
  BOOST_TEST(contains(shown, "Does it run at all?"));
  check_width(shown);
}

BOOST_AUTO_TEST_CASE(colour_is_for_terminals_whose_users_want_it) {
  const Laboratory lab;
  lab.write("tiny.json", tiny_scenario);
  cli_process::Settings settings;
  settings.on_terminal = true;
  settings.environment = {{"TERM", "xterm"}, {"NO_COLOR", ""}};
  const std::vector<std::string> arguments{"run", "tiny.json", "--path", "simulated"};
  BOOST_TEST(contains(lab.acklab(arguments, settings).output, "\x1b[32m"));
  settings.environment = {{"TERM", "xterm"}, {"NO_COLOR", "1"}};
  BOOST_TEST(!contains(lab.acklab(arguments, settings).output, "\x1b[32m"));
}

BOOST_AUTO_TEST_CASE(without_utf8_the_comparison_is_ascii) {
  const Laboratory lab;
  lab.write("tiny.json", tiny_scenario);
  cli_process::Settings settings;
  settings.environment = {{"LC_ALL", "C"}};
  const auto finished = lab.acklab({"run", "tiny.json", "--path", "simulated"}, settings);
  for (const char letter : finished.output) {
    BOOST_REQUIRE(static_cast<unsigned char>(letter) < 0x80);
  }
  settings.environment = {{"LC_ALL", "C.UTF-8"}};
  BOOST_TEST(
      contains(lab.acklab({"run", "tiny.json", "--path", "simulated"}, settings).output, "✓"));
}

BOOST_AUTO_TEST_CASE(a_reader_that_goes_away_does_not_stop_the_run) {
  const Laboratory lab;
  lab.write("tiny.json", tiny_scenario);
  cli_process::Settings settings;
  settings.output_closed = true;
  const auto finished = lab.acklab({"run", "tiny.json", "--path", "simulated"}, settings);
  BOOST_TEST(finished.exit_code == 0);
  BOOST_TEST(finished.errors == "");
  lab.check_report_is_valid("results/tiny.json");
  for (const char* command : {"--help", "--version", "doctor"}) {
    BOOST_TEST(lab.acklab({command}, settings).exit_code < 128);
  }
}

BOOST_AUTO_TEST_CASE(show_prints_a_report_as_run_printed_it) {
  const Laboratory lab;
  lab.write("tiny.json", tiny_scenario);
  for (const char* language : {"en", "zh"}) {
    for (const char* locale : {"C", "C.UTF-8"}) {
      cli_process::Settings settings;
      settings.environment = {{"LC_ALL", locale}};
      const auto run =
          lab.acklab({"run", "tiny.json", "--path", "simulated", "--lang", language}, settings);
      const auto shown = lab.acklab({"show", "results/tiny.json", "--lang", language}, settings);
      BOOST_TEST(shown.exit_code == 0, shown.errors);
      BOOST_TEST(!shown.output.empty());
      // Only where the report went is said by the run alone.
      const std::size_t where = run.output.rfind("\n\n");
      BOOST_TEST(shown.output == run.output.substr(0, where + 1));
      BOOST_TEST(contains(run.output.substr(where), "results/tiny.json"));
    }
  }
}

BOOST_AUTO_TEST_CASE(show_refuses_what_is_no_whole_report) {
  const Laboratory lab;
  lab.write("tiny.json", tiny_scenario);
  BOOST_TEST(lab.acklab({"run", "tiny.json", "--path", "simulated", "-q"}).exit_code == 0);
  const std::string report = lab.read("results/tiny.json");
  lab.write("cut.json", report.substr(0, report.size() / 2));
  lab.write("other.json", "{\"schema_version\": 1, \"contenders\": []}");
  std::string coloured = report;
  coloured.replace(coloured.find("\"simulated\""), 11, "\"\\u001b[31m\"");
  lab.write("coloured.json", coloured);
  for (const char* file :
       {"cut.json", "other.json", "coloured.json", "tiny.json", "missing.json"}) {
    const auto shown = lab.acklab({"show", file});
    BOOST_TEST_CONTEXT(file) {
      BOOST_TEST(shown.exit_code == 2);
      BOOST_TEST(shown.output == "");
      check_is_one_sentence(shown.errors);
      BOOST_TEST(!contains(shown.errors, "\x1b"));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

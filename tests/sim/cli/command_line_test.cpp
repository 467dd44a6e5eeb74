#include "sim/cli/command_line.hpp"

#include <boost/test/unit_test.hpp>

using namespace acklab;
using namespace acklab::cli;

namespace {

template <typename Options>
Options parsed(const std::vector<std::string>& arguments) {
  const auto command = parse_command_line(arguments);
  BOOST_REQUIRE_MESSAGE(command.has_value(), (command ? "" : command.error()));
  BOOST_REQUIRE(std::holds_alternative<Options>(*command));
  return std::get<Options>(*command);
}

/// The sentence with which the arguments are refused, checked for its form.
std::string refused(const std::vector<std::string>& arguments) {
  const auto command = parse_command_line(arguments);
  BOOST_REQUIRE(!command.has_value());
  const std::string& sentence = command.error();
  BOOST_TEST((sentence.ends_with('.') || sentence.ends_with('?')), sentence);
  BOOST_TEST(sentence.find('\n') == std::string::npos, sentence);
  BOOST_TEST(sentence.find('\x1b') == std::string::npos, sentence);
  return sentence;
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(command_line)

BOOST_AUTO_TEST_CASE(run_takes_files_and_options_in_any_order) {
  const auto options = parsed<RunOptions>({"run", "--path", "relay", "a.json", "-o", "out.json",
                                           "--seed=7", "--repeat", "3", "--only", "udp", "-q"});
  BOOST_TEST(options.files == std::vector<std::string>{"a.json"}, boost::test_tools::per_element());
  BOOST_TEST(options.output.value() == "out.json");
  BOOST_TEST((options.path.value() == path::PathChoice::relay));
  BOOST_TEST(options.seed.value() == 7U);
  BOOST_TEST(options.repeat.value() == 3U);
  BOOST_TEST(options.only.value() == "udp");
  BOOST_TEST(options.quiet);
}

BOOST_AUTO_TEST_CASE(what_is_not_given_is_the_scenarios_to_decide) {
  const auto options = parsed<RunOptions>({"run", "a.json", "b.json"});
  BOOST_TEST(options.files.size() == 2U);
  BOOST_TEST(!options.output.has_value());
  BOOST_TEST(!options.path.has_value());
  BOOST_TEST(!options.seed.has_value());
  BOOST_TEST(!options.repeat.has_value());
  BOOST_TEST(!options.only.has_value());
  BOOST_TEST(!options.quiet);
}

BOOST_AUTO_TEST_CASE(a_file_may_begin_with_a_dash_behind_a_double_dash) {
  BOOST_TEST(parsed<CheckOptions>({"check", "--", "--help"}).files.front() == "--help");
}

BOOST_AUTO_TEST_CASE(help_is_everywhere) {
  BOOST_TEST(parsed<HelpOptions>({"--help"}).command == "");
  BOOST_TEST(parsed<HelpOptions>({"-h"}).command == "");
  BOOST_TEST(parsed<HelpOptions>({"help"}).command == "");
  BOOST_TEST(parsed<HelpOptions>({"help", "run"}).command == "run");
  BOOST_TEST(parsed<HelpOptions>({"run", "a.json", "--bad", "--help"}).command == "run");
  for (const std::string_view name : command_names()) {
    if (name != "help") {
      BOOST_TEST(parsed<HelpOptions>({std::string{name}, "-h"}).command == name);
    }
  }
}

BOOST_AUTO_TEST_CASE(other_commands_parse) {
  BOOST_TEST((parsed<SchemaOptions>({"schema", "report"}).of == SchemaKind::report));
  BOOST_TEST((parsed<SchemaOptions>({"schema", "scenario"}).of == SchemaKind::scenario));
  parsed<ListOptions>({"list"});
  parsed<DoctorOptions>({"doctor"});
  parsed<VersionOptions>({"--version"});
}

BOOST_AUTO_TEST_CASE(a_word_that_is_no_command_gets_the_nearest) {
  BOOST_TEST(contains(refused({"rum", "a.json"}), "'run'"));
  BOOST_TEST(contains(refused({"docter"}), "'doctor'"));
  BOOST_TEST(contains(refused({"--versoin"}), "'--version'"));
  BOOST_TEST(contains(refused({"lossy.json"}), "'acklab run lossy.json'"));
  BOOST_TEST(contains(refused({}), "run, check"));
  refused({""});
  refused({"\x1b[2Jx"});
}

BOOST_AUTO_TEST_CASE(an_unknown_option_gets_the_nearest) {
  BOOST_TEST(contains(refused({"run", "a.json", "--pth", "relay"}), "'--path'"));
  BOOST_TEST(contains(refused({"run", "a.json", "--quite"}), "'--quiet'"));
  refused({"run", "a.json", "-z"});
  refused({"check", "a.json", "--quiet"});
  refused({"list", "--all"});
}

BOOST_AUTO_TEST_CASE(options_are_never_guessed_from_their_beginning) {
  refused({"run", "a.json", "--see", "1"});
  refused({"run", "a.json", "--qui"});
}

BOOST_AUTO_TEST_CASE(values_out_of_range_are_refused) {
  BOOST_TEST(contains(refused({"run", "a", "--path", "tunnel"}), "'tun'"));
  BOOST_TEST(contains(refused({"run", "a", "--seed", "x"}), "found 'x'"));
  BOOST_TEST(contains(refused({"run", "a", "--seed=-1"}), "found '-1'"));
  BOOST_TEST(contains(refused({"run", "a", "--seed", "99999999999999999999"}), "whole number"));
  BOOST_TEST(contains(refused({"run", "a", "--repeat", "0"}), "from 1"));
  BOOST_TEST(contains(refused({"run", "a", "--repeat", "1.5"}), "whole number"));
  BOOST_TEST(contains(refused({"run", "a", "--repeat", "5 "}), "whole number"));
}

BOOST_AUTO_TEST_CASE(a_missing_or_superfluous_value_is_refused) {
  BOOST_TEST(contains(refused({"run", "a.json", "-o"}), "'--output' expects a file name"));
  BOOST_TEST(contains(refused({"run", "a.json", "--seed"}), "'--seed' expects a whole number"));
  BOOST_TEST(contains(refused({"run", "a.json", "--quiet=yes"}), "'--quiet' takes no value"));
  BOOST_TEST(contains(refused({"run", "a", "--seed", "1", "--seed", "2"}), "more than once"));
}

BOOST_AUTO_TEST_CASE(a_sweep_has_its_options) {
  const auto plain = parsed<SweepOptions>({"sweep", "a.json"});
  BOOST_TEST(plain.file == "a.json");
  BOOST_TEST((!plain.output && !plain.journal && !plain.path && !plain.jobs && !plain.shard));
  const auto full = parsed<SweepOptions>({"sweep", "a.json", "-o", "out.csv", "--journal", "j",
                                          "--path", "relay", "-j", "3", "--shard", "2/7", "-q"});
  BOOST_TEST(full.output.value() == "out");
  BOOST_TEST(full.journal.value() == "j");
  BOOST_TEST((full.path == acklab::path::PathChoice::relay));
  BOOST_TEST(full.jobs.value() == 3U);
  BOOST_TEST(full.shard->part == 2U);
  BOOST_TEST(full.shard->parts == 7U);
  BOOST_TEST(full.quiet);
  const auto merge = parsed<MergeOptions>({"merge", "a", "b", "-o", "x.json"});
  BOOST_TEST(merge.journals.size() == 2U);
  BOOST_TEST(merge.output.value() == "x");
}

BOOST_AUTO_TEST_CASE(a_sweep_told_nonsense_is_refused) {
  BOOST_TEST(contains(refused({"sweep"}), "one file with a sweep"));
  BOOST_TEST(contains(refused({"sweep", "a", "b"}), "one file with a sweep"));
  BOOST_TEST(contains(refused({"merge"}), "the journals"));
  for (const char* shard : {"0/2", "3/2", "1", "1/", "/2", "1/2x", "a/b", "1/0", "1/10001", "-1/2",
                            "99999999999/99999999999"}) {
    BOOST_TEST(contains(refused({"sweep", "a", "--shard", shard}), "k/n"), shard);
  }
  BOOST_TEST(contains(refused({"sweep", "a", "--jobs", "0"}), "1 to 1024"));
  BOOST_TEST(contains(refused({"sweep", "a", "--seed", "1"}), "no option"));
  refused({"sweep", "a", "--path", "tunnel"});
}

BOOST_AUTO_TEST_CASE(ablate_takes_switches_beside_the_basic_ones) {
  const auto plain = parsed<AblateOptions>({"ablate", "a.json"});
  BOOST_TEST(plain.switches.size() == 5U);
  BOOST_TEST(plain.budget == 5000U);
  const auto options =
      parsed<AblateOptions>({"ablate", "--switch", "karn,sack", "--contender", "all on", "--seed",
                             "9", "--out", "folder", "--json", "g.json", "-j", "1", "a.json"});
  BOOST_TEST(options.switches.size() == 7U);
  BOOST_TEST(options.switches.back() == "sack");
  BOOST_TEST((options.seed == 9U));
  BOOST_TEST((options.folder == "folder"));
  BOOST_TEST(contains(refused({"ablate", "a", "--switch", "karm"}), "Did you mean 'karn'"));
  BOOST_TEST(contains(refused({"ablate", "a", "--switch", "acks"}), "switched already"));
  BOOST_TEST(contains(refused({"ablate", "a", "--switch", "karn,karn"}), "switched already"));
  BOOST_TEST(contains(refused({"ablate", "a", "--switch", "karn,sack,nagle,backoff,persist"}),
                      "at most 4"));
  BOOST_TEST(contains(refused({"ablate"}), "one scenario file"));
  refused({"ablate", "a", "--switch", ""});
  refused({"ablate", "a", "--budget", "many"});
}

BOOST_AUTO_TEST_CASE(find_needs_a_promise) {
  const auto options = parsed<FindOptions>(
      {"find", "a.json", "--breaks", "in_order", "--events", "drop,hold,drop", "--seeds", "3..9"});
  BOOST_TEST((options.promise == takeapart::Promise::in_order));
  BOOST_TEST(options.deeds.size() == 2U);
  BOOST_TEST(options.seeds.first == 3U);
  BOOST_TEST(options.seeds.last == 9U);
  BOOST_TEST(contains(refused({"find", "a.json"}), "complete, intact"));
  BOOST_TEST(contains(refused({"find", "a", "--breaks", "in-order"}), "'in_order'"));
  BOOST_TEST(contains(refused({"find", "--breaks", "once"}), "one scenario file"));
  BOOST_TEST(contains(refused({"find", "a", "--breaks", "once", "--events", "dorp"}), "'drop'"));
  for (const char* seeds : {"", "9..3", "1..", "..3", "1...3", "a..b", "1..9007199254740993"}) {
    BOOST_TEST(contains(refused({"find", "a", "--breaks", "once", "--seeds", seeds}), "1..1000"));
  }
  refused({"find", "a", "--breaks", "once", "--longest", "9"});
}

BOOST_AUTO_TEST_CASE(missing_and_superfluous_words_are_refused) {
  BOOST_TEST(contains(refused({"run"}), "expects a scenario file"));
  BOOST_TEST(contains(refused({"check"}), "expects a scenario file"));
  BOOST_TEST(contains(refused({"schema"}), "scenario, report, sweep, ablation, advice or theory"));
  BOOST_TEST(contains(refused({"schema", "reprot"}), "'report'"));
  refused({"schema", "report", "scenario"});
  refused({"list", "scenarios"});
  refused({"doctor", "now"});
  refused({"--version", "x"});
  refused({"help", "rnu"});
}

BOOST_AUTO_TEST_CASE(one_output_file_cannot_hold_two_reports) {
  BOOST_TEST(contains(refused({"run", "a.json", "b.json", "-o", "c.json"}), "one by one"));
}

BOOST_AUTO_TEST_SUITE_END()

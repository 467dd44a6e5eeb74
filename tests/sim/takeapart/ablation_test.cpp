#include "sim/takeapart/ablation.hpp"

#include <cstdlib>
#include <set>
#include <sstream>

#include <boost/test/unit_test.hpp>

#include "sim/report/display_text.hpp"
#include "sim/takeapart/switches.hpp"
#include "tests/support/report_folder.hpp"
#include "tests/support/takeapart_samples.hpp"

using namespace acklab;
using namespace acklab::takeapart;

namespace {

AblationSettings basic_settings(unsigned threads = 2) {
  AblationSettings settings;
  settings.switches.assign(basic_switches.begin(), basic_switches.end());
  settings.workshop.threads = threads;
  return settings;
}

const Ablation& bad_line_ablation() {
  static const Ablation result = [] {
    const scenario::Scenario scenario = samples::sample_scenario("", samples::bad_line, "200kB");
    return ablate(scenario, scenario.contenders.front(), basic_settings());
  }();
  return result;
}

PromiseSet only(std::initializer_list<Promise> promises) {
  PromiseSet set;
  for (const Promise promise : promises) set.add(promise);
  return set;
}

/// What an independent validator says of the JSON.
bool is_valid_grid(const std::string& json) {
  const samples::Folder folder;
  const std::string schema_file = (folder.path() / "schema.json").string();
  const std::string file = (folder.path() / "ablation.json").string();
  BOOST_REQUIRE(report::write_whole(schema_file, ablation_schema()).has_value());
  BOOST_REQUIRE(report::write_whole(file, json).has_value());
  const std::string command = std::string{VALIDATE_COMMAND} + " " + schema_file + " " + file;
  return std::system(command.c_str()) == 0;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ablation)

BOOST_AUTO_TEST_CASE(each_mechanism_taken_away_breaks_exactly_its_promise) {
  const auto& cells = bad_line_ablation().cells;
  BOOST_REQUIRE(cells.size() == 32U);
  BOOST_TEST(cells[0].broken.empty());
  BOOST_TEST((cells[1].broken == only({Promise::intact})));
  BOOST_TEST((cells[2].broken == only({Promise::in_order})));
  BOOST_TEST((cells[4].broken == only({Promise::once})));
  BOOST_TEST((cells[8].broken == only({Promise::complete})));
  BOOST_TEST((cells[16].broken == only({Promise::complete})));
  BOOST_TEST((cells[31].broken ==
              only({Promise::complete, Promise::intact, Promise::in_order, Promise::once})));
}

BOOST_AUTO_TEST_CASE(taking_more_away_never_mends_a_promise) {
  const auto& cells = bad_line_ablation().cells;
  for (const Cell& cell : cells) {
    for (std::uint32_t bit = 1; bit < cells.size(); bit <<= 1U) {
      if ((cell.off & bit) == 0) continue;
      for (const Promise promise : all_promises) {
        const bool before = cells[cell.off & ~bit].broken.has(promise);
        BOOST_TEST((cell.broken.has(promise) || !before), cell.spec.name);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(without_acks_nothing_is_ever_sent_again_so_such_cells_are_one) {
  for (const Cell& cell : bad_line_ablation().cells) {
    const bool both = (cell.off & 8U) != 0 && (cell.off & 16U) != 0;
    BOOST_TEST(
        (cell.same_as == (both ? std::optional<std::size_t>{cell.off & ~8U} : std::nullopt)));
  }
  BOOST_TEST(bad_line_ablation().grid_runs == 24U);
}

BOOST_AUTO_TEST_CASE(each_broken_promise_has_a_script_of_a_few_events_that_breaks_it) {
  const Ablation& ablation = bad_line_ablation();
  for (const Cell& cell : ablation.cells) {
    for (const Promise promise : all_promises) {
      const auto place = cell.script_of[static_cast<std::size_t>(promise)];
      BOOST_TEST(place.has_value() == cell.broken.has(promise));
      if (!place) continue;
      const FoundScript& found = ablation.scripts[*place];
      BOOST_TEST(found.is_script);
      BOOST_TEST(found.example.script.size() <= 4U);
      Subject subject = found.example.subject;
      subject.spec = cell.spec;
      BOOST_TEST(try_to_break(subject, found.example.script, promise).has_value(), cell.spec.name);
    }
  }
}

BOOST_AUTO_TEST_CASE(each_script_is_written_as_a_scenario_that_reads_back_and_holds) {
  for (const FoundScript& found : bad_line_ablation().scripts) {
    BOOST_TEST_CONTEXT(found.scenario.name) {
      const std::string text = concise_json(found.scenario);
      const scenario::Scenario again = samples::read_sample(text);
      BOOST_TEST(scenario::write_scenario(again) == scenario::write_scenario(found.scenario));
      BOOST_TEST(text.size() < scenario::write_scenario(found.scenario).size());
      BOOST_TEST(again.contenders.back().name == "all on");
      BOOST_TEST(samples::all_holds(again));
    }
  }
}

BOOST_AUTO_TEST_CASE(the_number_of_threads_changes_nothing) {
  const scenario::Scenario scenario = samples::sample_scenario("", samples::bad_line, "200kB");
  const Ablation alone = ablate(scenario, scenario.contenders.front(), basic_settings(1));
  BOOST_TEST(to_json(alone) == to_json(bad_line_ablation()));
  for (std::size_t place = 0; place < alone.scripts.size(); ++place) {
    BOOST_TEST(concise_json(alone.scripts[place].scenario) ==
               concise_json(bad_line_ablation().scripts[place].scenario));
  }
}

BOOST_AUTO_TEST_CASE(what_the_reader_refuses_is_a_cell_with_its_reason) {
  const scenario::Scenario scenario =
      samples::sample_scenario("", samples::bad_line, "100kB", "1441B");
  const Ablation ablation = ablate(scenario, scenario.contenders.front(), basic_settings());
  BOOST_TEST(!ablation.cells[0].refused);
  for (std::size_t number = 1; number < ablation.cells.size(); ++number) {
    BOOST_REQUIRE(ablation.cells[number].refused);
    BOOST_TEST(ablation.cells[number].refused->starts_with("a message of 1441B does not fit"));
    BOOST_TEST(ablation.cells[number].broken.empty());
  }
  BOOST_TEST(ablation.scripts.empty());
  BOOST_TEST(is_valid_grid(to_json(ablation)));
  const std::string text = to_text(ablation, {}, "folder");
  BOOST_TEST(text.find("refused: a message of 1441B") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(switches_asked_for_double_the_cells) {
  const scenario::Scenario scenario = samples::sample_scenario("", samples::bad_line, "24kB");
  AblationSettings settings = basic_settings();
  settings.switches.emplace_back("timestamps");
  settings.budget = 200;
  const Ablation ablation = ablate(scenario, scenario.contenders.front(), settings);
  BOOST_TEST(ablation.cells.size() == 64U);
  BOOST_TEST(!ablation.cells[32].spec.mechanisms.timestamps);
  BOOST_TEST(ablation.cells[31].spec.mechanisms.timestamps);
  BOOST_TEST(ablation.budget.spent <= 200U);
  BOOST_TEST(is_valid_grid(to_json(ablation)));
}

BOOST_AUTO_TEST_CASE(without_a_budget_there_is_the_grid_alone) {
  const scenario::Scenario scenario = samples::sample_scenario("", samples::bad_line, "24kB");
  AblationSettings settings = basic_settings();
  settings.budget = 0;
  const Ablation ablation = ablate(scenario, scenario.contenders.front(), settings);
  BOOST_TEST(ablation.scripts.empty());
  BOOST_TEST(ablation.budget.spent == 0U);
  BOOST_TEST(is_valid_grid(to_json(ablation)));
}

BOOST_AUTO_TEST_CASE(the_json_is_as_its_schema_says) {
  BOOST_TEST(is_valid_grid(to_json(bad_line_ablation())));
  BOOST_TEST(!is_valid_grid("{}"));
}

BOOST_AUTO_TEST_CASE(the_text_fits_80_columns_with_and_without_colour_and_unicode) {
  for (const bool utf8 : {true, false}) {
    const std::string text = to_text(bad_line_ablation(), {80, false, utf8}, "results/x");
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) {
      BOOST_TEST(report::display_width(line) <= 80U, line);
      BOOST_TEST(!line.ends_with(' '), line);
      for (const char letter : line) {
        BOOST_TEST((utf8 || static_cast<unsigned char>(letter) < 0x80));
      }
    }
    BOOST_TEST(text.find("\x1b") == std::string::npos);
  }
  const std::string coloured = to_text(bad_line_ablation(), {80, true, true}, "results/x");
  BOOST_TEST(coloured.find("\x1b[31mL\x1b[0m") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(every_combination_has_a_name_of_its_own_that_a_contender_may_have) {
  std::vector<std::string_view> switches(basic_switches.begin(), basic_switches.end());
  for (const std::string_view more : {"karn", "backoff", "timestamps", "fast_retransmit"}) {
    switches.push_back(more);
  }
  std::set<std::string> names;
  for (std::uint32_t off = 0; off < 1U << switches.size(); ++off) {
    const std::string name = contender_name(off, switches);
    BOOST_TEST(name.size() <= 32U, name);
    BOOST_TEST(names.insert(name).second, name);
  }
}

BOOST_AUTO_TEST_SUITE_END()

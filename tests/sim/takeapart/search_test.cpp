#include "sim/takeapart/search.hpp"

#include <boost/test/unit_test.hpp>

#include "sim/takeapart/hunt.hpp"
#include "sim/takeapart/scenario_file.hpp"
#include "tests/support/takeapart_samples.hpp"

using namespace acklab;
using namespace acklab::takeapart;

namespace {

constexpr std::string_view alternating_bit =
    R"("arq": "stop-and-wait", "sequence_bits": 1, "rto": "100ms", "mechanisms": {"timestamps": false})";

std::string textbook(std::string_view arq, unsigned window, unsigned bits) {
  return fmt::format(R"("arq": "{}", "window_segments": {}, "sequence_bits": {}, "rto": "100ms",
                        "mechanisms": {{"timestamps": false}})",
                     arq, window, bits);
}

HuntResult hunt_for(Promise promise, std::string_view contender, std::vector<Deed> deeds,
                    std::string_view line = samples::clean_line, std::uint64_t runs = 20'000) {
  const scenario::Scenario scenario = samples::sample_scenario(contender, line);
  HuntSettings settings;
  settings.search.promise = promise;
  settings.search.deeds = std::move(deeds);
  settings.search.workshop.threads = 2;
  Budget budget{runs, 0};
  return hunt(scenario, scenario.contenders.front(), settings, budget);
}

/// A search through scripts alone of at most `longest` events.
SearchResult search_for(std::string_view contender, std::vector<Deed> deeds, std::size_t longest) {
  Subject subject = samples::subject_of(samples::sample_scenario(contender, samples::clean_line));
  subject.workload = searchable_job(subject);
  SearchSettings settings;
  settings.promise = Promise::intact;
  settings.deeds = std::move(deeds);
  settings.longest = longest;
  settings.workshop.threads = 2;
  Budget budget{200'000, 0};
  return search_scripts(subject, settings, budget);
}

/// What was found holds as a scenario too.
void check_as_scenario(const HuntResult& result) {
  BOOST_REQUIRE(result.found);
  const scenario::Scenario scenario =
      scenario_of(*result.found, "found", [](const report::Words&) { return "with \"it\""; },
                  {{result.found->subject.spec, result.found->run}}, {});
  BOOST_TEST(samples::all_holds(samples::read_sample(concise_json(scenario))));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(search)

/// Lesson 9.
BOOST_AUTO_TEST_CASE(it_finds_that_an_old_packet_is_taken_for_new_by_the_alternating_bit) {
  const HuntResult result =
      hunt_for(Promise::intact, alternating_bit, {all_deeds.begin(), all_deeds.end()});
  check_as_scenario(result);
  BOOST_REQUIRE(result.found->script.size() == 1U);
  const link::Rule& rule = result.found->script.front().rule;
  BOOST_TEST((rule.when.data_segment == link::CountRange::only(1)));
  BOOST_TEST(rule.act.hold_until.has_value());
  BOOST_TEST(result.found->run.integrity.corrupted_arrivals == 1U);
}

BOOST_AUTO_TEST_CASE(the_alternating_bit_is_safe_where_the_order_is_kept) {
  const SearchResult result =
      search_for(alternating_bit, {Deed::drop, Deed::corrupt, Deed::duplicate}, 3);
  BOOST_TEST(!result.found);
  BOOST_TEST(result.searched_length == 3U);
}

/// Lesson 10. The textbook drops all three ACKs; one is enough where the others speak of single
/// segments.
BOOST_AUTO_TEST_CASE(it_finds_that_selective_repeat_needs_twice_as_many_numbers_as_its_window) {
  const HuntResult result =
      hunt_for(Promise::intact, textbook("selective-repeat", 3, 2), {Deed::drop});
  check_as_scenario(result);
  BOOST_TEST(in_words(result.found->script) == "the first pure ACK is dropped");
  BOOST_TEST(result.found->run.integrity.corrupted_arrivals >= 1U);
}

BOOST_AUTO_TEST_CASE(the_three_lost_acks_of_the_textbook_break_it_too) {
  Subject subject = samples::subject_of(
      samples::sample_scenario(textbook("selective-repeat", 3, 2), samples::clean_line));
  subject.workload = searchable_job(subject);
  Script script;
  for (const std::uint64_t ack : {1U, 2U, 3U}) {
    Event event{link::Direction::reverse, {}};
    event.rule.when.ack = link::CountRange::only(ack);
    event.rule.act.drop = true;
    script.push_back(event);
  }
  BOOST_TEST(try_to_break(subject, script, Promise::intact).has_value());
  BOOST_TEST(in_words(script) == "the first, second and third pure ACKs are dropped");
  subject.spec.arq.sequence_bits = 3;
  BOOST_TEST(!try_to_break(subject, script, Promise::intact).has_value());
}

BOOST_AUTO_TEST_CASE(half_of_the_numbers_is_a_safe_window_of_selective_repeat) {
  for (const unsigned bits : {1U, 2U}) {
    const SearchResult result =
        search_for(textbook("selective-repeat", 1U << (bits - 1), bits), {Deed::drop}, 3);
    BOOST_TEST(!result.found);
    BOOST_TEST(result.searched_length == 3U);
    BOOST_TEST(
        search_for(textbook("selective-repeat", (1U << (bits - 1)) + 1, bits), {Deed::drop}, 3)
            .found.has_value());
  }
}

BOOST_AUTO_TEST_CASE(all_numbers_but_one_are_a_safe_window_of_go_back_n) {
  for (const unsigned bits : {1U, 2U}) {
    const SearchResult result =
        search_for(textbook("go-back-n", (1U << bits) - 1, bits), {Deed::drop}, 3);
    BOOST_TEST(!result.found);
    BOOST_TEST(result.searched_length == 3U);
    const SearchResult more = search_for(textbook("go-back-n", 1U << bits, bits), {Deed::drop}, 3);
    BOOST_REQUIRE(more.found);
    // All ACKs of the window but the last, which names the number that was sent first.
    BOOST_TEST(more.found->script.size() == (1U << bits) - 1);
  }
}

/// Lesson 8.
BOOST_AUTO_TEST_CASE(
    it_finds_that_a_damaged_ack_delivers_twice_where_duplicates_are_not_discarded) {
  const std::string_view told =
      R"("arq": "stop-and-wait", "rto": "100ms",
         "mechanisms": {"timestamps": false, "duplicate_discard": false})";
  const HuntResult result = hunt_for(Promise::once, told, {Deed::corrupt});
  check_as_scenario(result);
  BOOST_TEST(in_words(result.found->script) == "the first pure ACK is damaged");
  BOOST_TEST(result.found->run.integrity.duplicated == 1U);
  BOOST_TEST((records_in(result.found->subject.workload) == 1U));
}

/// Lesson 11.
BOOST_AUTO_TEST_CASE(timestamps_know_an_old_duplicate_after_a_wrap) {
  const auto told = [](bool stamped) {
    return fmt::format(R"("arq": "stop-and-wait", "sequence_bits": 8, "rto": "100ms",
                          "mechanisms": {{"timestamps": {}}})",
                       stamped);
  };
  const HuntResult result = hunt_for(Promise::intact, told(false), {Deed::hold});
  check_as_scenario(result);
  BOOST_TEST(result.found->run.integrity.corrupted_arrivals == 1U);
  Subject stamped = result.found->subject;
  stamped.spec.mechanisms.timestamps = true;
  BOOST_TEST(!try_to_break(stamped, result.found->script, Promise::intact).has_value());
}

BOOST_AUTO_TEST_CASE(where_nothing_can_be_struck_any_more_the_search_ends) {
  const SearchResult none = search_for("", {}, 4);
  BOOST_TEST(none.exhausted);
  BOOST_TEST(!none.found);
}

BOOST_AUTO_TEST_CASE(the_same_is_found_by_any_number_of_threads) {
  const scenario::Scenario scenario =
      samples::sample_scenario(textbook("go-back-n", 4, 2), samples::clean_line);
  std::vector<std::string> found;
  std::vector<std::uint64_t> spent;
  for (const unsigned threads : {1U, 2U, 5U}) {
    HuntSettings settings;
    settings.search.promise = Promise::intact;
    settings.search.deeds = {Deed::drop};
    settings.search.workshop.threads = threads;
    Budget budget{20'000, 0};
    const HuntResult result = hunt(scenario, scenario.contenders.front(), settings, budget);
    BOOST_REQUIRE(result.found);
    found.push_back(in_words(result.found->script));
    spent.push_back(budget.spent);
  }
  BOOST_TEST(found[0] == found[1]);
  BOOST_TEST(found[0] == found[2]);
  BOOST_TEST(spent[0] == spent[1]);
  BOOST_TEST(spent[0] == spent[2]);
}

BOOST_AUTO_TEST_CASE(what_a_link_did_by_chance_is_found_over_seeds_and_shrunk_to_a_script) {
  const scenario::Scenario scenario = samples::sample_scenario(
      R"("mechanisms": {"retransmission": false})", R"({"delay": "5ms", "loss": "1%"})");
  HuntSettings settings;
  settings.search.promise = Promise::complete;
  settings.search.longest = 0;
  Budget budget{2000, 0};
  const HuntResult result = hunt(scenario, scenario.contenders.front(), settings, budget);
  check_as_scenario(result);
  BOOST_TEST(result.seed.has_value());
  BOOST_TEST(in_words(result.found->script) == "the first data segment is dropped");
}

BOOST_AUTO_TEST_CASE(a_clean_link_is_tried_with_scripts_at_random) {
  const scenario::Scenario scenario =
      samples::sample_scenario(textbook("go-back-n", 2, 1), samples::clean_line);
  HuntSettings settings;
  settings.search.promise = Promise::intact;
  settings.search.deeds = {Deed::drop};
  settings.search.longest = 0;
  Budget budget{2000, 0};
  const HuntResult result = hunt(scenario, scenario.contenders.front(), settings, budget);
  check_as_scenario(result);
  BOOST_TEST(result.found->script.size() == 1U);
}

BOOST_AUTO_TEST_CASE(no_more_runs_are_made_than_the_budget_allows) {
  const scenario::Scenario scenario = samples::sample_scenario("", samples::clean_line);
  HuntSettings settings;
  settings.search.promise = Promise::complete;
  Budget budget{300, 0};
  const HuntResult result = hunt(scenario, scenario.contenders.front(), settings, budget);
  BOOST_TEST(!result.found);
  BOOST_TEST(budget.spent <= 300U);
}

BOOST_AUTO_TEST_SUITE_END()

#include "sim/takeapart/shrink.hpp"

#include <boost/test/unit_test.hpp>

#include "sim/takeapart/sighting.hpp"
#include "tests/support/takeapart_samples.hpp"

using namespace acklab;
using namespace acklab::takeapart;

namespace {

Event on_data(std::uint64_t number, const link::RuleActions& act) {
  return event_at({link::Direction::forward, Sighting::Kind::data, number, 1, 0}, act);
}

link::RuleActions dropping() {
  link::RuleActions act;
  act.drop = true;
  return act;
}

link::RuleActions duplicating(std::uint32_t copies) {
  link::RuleActions act;
  act.duplicate = copies;
  return act;
}

Subject without(std::string_view mechanism) {
  return samples::subject_of(samples::sample_scenario(
      fmt::format(R"("mechanisms": {{"{}": false}})", mechanism), samples::clean_line));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(shrinking)

BOOST_AUTO_TEST_CASE(of_many_events_only_the_one_that_matters_is_left_and_comes_first) {
  const Subject subject = without("duplicate_discard");
  Script script;
  for (std::uint64_t number = 1; number <= 30; ++number) {
    if (number != 17) script.push_back(on_data(number, dropping()));
  }
  script.push_back(on_data(17, duplicating(3)));
  const auto found = try_to_break(subject, script, Promise::once);
  BOOST_REQUIRE(found);
  Budget budget{1000, 0};
  const Counterexample smallest = shrink(*found, budget);
  BOOST_REQUIRE(smallest.script.size() == 1U);
  BOOST_TEST((smallest.script.front() == on_data(1, duplicating(1))));
  BOOST_TEST((records_in(smallest.subject.workload) == 1U));
  BOOST_TEST(smallest.run.integrity.duplicated == 1U);
  BOOST_TEST(budget.spent < 200U);
}

BOOST_AUTO_TEST_CASE(without_a_budget_it_stays_as_it_is) {
  const Subject subject = without("retransmission");
  const Script script{on_data(3, dropping()), on_data(9, dropping())};
  const auto found = try_to_break(subject, script, Promise::complete);
  BOOST_REQUIRE(found);
  Budget none{0, 0};
  BOOST_TEST((shrink(*found, none).script == script));
}

BOOST_AUTO_TEST_CASE(damage_that_matters_late_is_found_early_with_another_seed) {
  scenario::Scenario scenario =
      samples::sample_scenario(R"("mechanisms": {"checksum": "off"})", samples::clean_line, "60kB");
  const Subject subject = samples::subject_of(scenario);
  link::RuleActions damage;
  damage.corrupt.emplace();
  // Of the many ACKs, the first whose damage breaks the connection.
  std::optional<Counterexample> found;
  for (std::uint64_t ack = 9; ack < 60 && !found; ++ack) {
    found = try_to_break(
        subject, {event_at({link::Direction::reverse, Sighting::Kind::ack, ack, 1, 0}, damage)},
        Promise::finishes);
  }
  BOOST_REQUIRE(found);
  Budget budget{2000, 0};
  const Counterexample smallest = shrink(*found, budget);
  BOOST_TEST(smallest.script.size() == 1U);
  BOOST_TEST((smallest.script.front().rule.when.ack == link::CountRange::only(1)));
  BOOST_TEST((records_in(smallest.subject.workload) <= 8U));
}

BOOST_AUTO_TEST_CASE(what_breaks_nothing_is_no_counterexample) {
  const Subject subject = without("ordering");
  BOOST_TEST(!try_to_break(subject, {on_data(2, dropping())}, Promise::complete));
}

BOOST_AUTO_TEST_CASE(the_fates_of_a_run_make_a_script_that_does_the_same) {
  const scenario::Scenario scenario = samples::sample_scenario(
      R"("mechanisms": {"retransmission": false})",
      R"({"delay": "5ms", "forward": {"loss": "5%", "duplicate": "5%", "corrupt": "5%"}})");
  FateBook book;
  const auto by_chance = try_scenario(scenario, scenario.contenders.front(), book.sink());
  const auto by_script = try_script(samples::subject_of(scenario), book.script());
  BOOST_TEST(by_chance.integrity.missing > 0U);
  BOOST_TEST(by_script.integrity.missing == by_chance.integrity.missing);
  BOOST_TEST(by_script.link.forward.counters.duplicated ==
             by_chance.link.forward.counters.duplicated);
  BOOST_TEST(by_script.cost.discarded_corrupted.value() ==
             by_chance.cost.discarded_corrupted.value());
}

BOOST_AUTO_TEST_CASE(overtaking_is_told_as_coming_out_behind_later_packets) {
  const scenario::Scenario scenario = samples::sample_scenario(
      R"("mechanisms": {"ordering": false})",
      R"({"delay": "5ms", "rate": "20mbit", "jitter": {"amount": "2ms", "reorder": true}})");
  FateBook book;
  const auto by_chance = try_scenario(scenario, scenario.contenders.front(), book.sink());
  BOOST_TEST(by_chance.integrity.out_of_order > 0U);
  const auto by_script = try_script(samples::subject_of(scenario), book.script());
  BOOST_TEST(by_script.integrity.out_of_order > 0U);
}

BOOST_AUTO_TEST_CASE(jobs_of_every_kind_that_has_a_count_become_smaller) {
  const workload::Workload bulk = workload::Bulk{.bytes = 5'000, .message_bytes = 1'000};
  const workload::Workload exchange = workload::Exchange{.count = 5};
  const workload::Workload periodic = workload::Periodic{.count = 5};
  workload::WritePattern rounds;
  rounds.repeat = 5;
  for (const workload::Workload& job : {bulk, exchange, periodic, workload::Workload{rounds}}) {
    BOOST_TEST((records_in(job) == 5U));
    for (const std::uint64_t fewer : {1U, 4U, 5U}) {
      BOOST_TEST((records_in(with_records(job, fewer).value()) == fewer));
    }
    BOOST_TEST(!with_records(job, 0).has_value());
    BOOST_TEST(!with_records(job, 6).has_value());
  }
  BOOST_TEST(!records_in(workload::Workload{workload::Idle{}}).has_value());
}

BOOST_AUTO_TEST_CASE(a_searchable_job_has_few_and_small_messages) {
  const auto exchange = std::get<workload::Exchange>(small_job(
      workload::Exchange{.count = 100, .request_bytes = 50, .answer_bytes = 5'000}, 8, 1'000));
  BOOST_TEST(exchange.count == 8U);
  BOOST_TEST(exchange.request_bytes == 50U);
  BOOST_TEST(exchange.answer_bytes == 1'000U);
  const auto periodic = std::get<workload::Periodic>(
      small_job(workload::Periodic{.count = 3, .message_bytes = 2'000}, 8, 1'000));
  BOOST_TEST(periodic.count == 3U);
  BOOST_TEST(periodic.message_bytes == 1'000U);
}

BOOST_AUTO_TEST_SUITE_END()

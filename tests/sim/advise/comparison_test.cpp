#include "sim/advise/comparison.hpp"

#include <boost/test/unit_test.hpp>

#include "sim/scenario/read_scenario.hpp"
#include "tests/support/advise_samples.hpp"

using namespace acklab;
using namespace acklab::advise;
using std::chrono::milliseconds;

namespace {

Expected<Comparison, std::string> try_comparison(const Answers& answers,
                                                 const link::LinkSettings& link) {
  const Circumstances seen = circumstances_of(answers, link);
  return comparison_for(seen, link, advise::advise(seen).choice, {});
}

Comparison comparison_of(const Answers& answers,
                         const link::LinkSettings& link = samples::plain_link()) {
  auto comparison = try_comparison(answers, link);
  BOOST_REQUIRE_MESSAGE(comparison.has_value(), comparison.error());
  return *std::move(comparison);
}

std::string refusal_of(const Answers& answers) {
  const auto comparison = try_comparison(answers, samples::plain_link());
  return comparison ? std::string{} : comparison.error();
}

std::vector<std::string> names_in(const Comparison& comparison) {
  std::vector<std::string> names;
  for (const auto& spec : comparison.scenario.contenders) names.push_back(spec.name);
  return names;
}

/// Whether the reader of scenarios takes it.
void check_reads(const Comparison& comparison) {
  const auto read = scenario::read_scenario(scenario::write_scenario(comparison.scenario), "");
  BOOST_TEST(read.has_value(), (read ? std::string{} : read.error().sentence));
}

const std::vector<std::string> all_three{"udp", "reliable-udp", "kernel-tcp"};
const std::vector<std::string> without_udp{"reliable-udp", "kernel-tcp"};

}  // namespace

BOOST_AUTO_TEST_SUITE(comparison)

BOOST_AUTO_TEST_CASE(a_file_is_a_bulk_of_that_size_for_all_three) {
  const Comparison file = comparison_of(samples::file_answers());
  BOOST_TEST((file.scenario.workload ==
              workload::Workload{workload::Bulk{.bytes = 200'000, .message_bytes = 1'200}}));
  BOOST_TEST(names_in(file) == all_three, boost::test_tools::per_element());
  BOOST_TEST(file.scenario.repeat == 20U);
  check_reads(file);
}

BOOST_AUTO_TEST_CASE(a_call_is_periodic_and_has_its_deadline) {
  const Comparison call = comparison_of(samples::call_answers());
  const auto& job = std::get<workload::Periodic>(call.scenario.workload);
  BOOST_TEST(job.count == 100U);
  BOOST_TEST((job.interval == milliseconds{20}));
  BOOST_TEST((job.deadline == Duration{milliseconds{150}}));
  BOOST_TEST(job.copies == 1U);
  check_reads(call);
}

BOOST_AUTO_TEST_CASE(a_lookup_asks_again_after_more_than_a_round_trip) {
  const Comparison lookup = comparison_of(samples::lookup_answers());
  const auto& job = std::get<workload::Exchange>(lookup.scenario.workload);
  BOOST_TEST(job.count == 1U);
  BOOST_TEST(job.retries == 5U);
  BOOST_TEST((job.timeout > milliseconds{50} && job.timeout < milliseconds{100}));
  BOOST_TEST((lookup.timeout == job.timeout));
  BOOST_TEST(player_of(Choice::own, lookup, true) == "udp");
  check_reads(lookup);
}

BOOST_AUTO_TEST_CASE(many_exchanges_are_as_many_as_there_is_to_send) {
  Answers answers = samples::file_answers();
  answers.talk = Talk::many;
  answers.bytes = 13'001;
  const Comparison many = comparison_of(answers);
  const auto& job = std::get<workload::Exchange>(many.scenario.workload);
  BOOST_TEST(job.count == 11U);  // of 1300 bytes
  BOOST_TEST(job.retries == 0U);
  check_reads(many);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_sent_again_in_time_is_sent_twice) {
  Answers answers = samples::call_answers();
  answers.loss = LossCost::retry;
  answers.deadline = milliseconds{60};
  const Comparison urgent = comparison_of(answers);
  BOOST_TEST(std::get<workload::Periodic>(urgent.scenario.workload).copies == 2U);
  BOOST_TEST(player_of(Choice::own, urgent, true) == "udp");
  answers.deadline = milliseconds{75};
  const Comparison patient = comparison_of(answers);
  BOOST_TEST(std::get<workload::Periodic>(patient.scenario.workload).copies == 1U);
  BOOST_TEST(player_of(Choice::own, patient, true) == "reliable-udp");
}

BOOST_AUTO_TEST_CASE(large_datagrams_are_cut_where_the_link_says_nothing_else) {
  Answers answers = samples::file_answers();
  answers.message_bytes = 1'472;
  BOOST_TEST(!comparison_of(answers).with_fragments);
  for (const std::uint64_t bytes : {1'473U, 65'507U}) {
    answers.message_bytes = bytes;
    const Comparison cut = comparison_of(answers);
    BOOST_TEST(cut.with_fragments);
    BOOST_TEST(!cut.without_udp);
    check_reads(cut);
  }
  link::LinkSettings link = samples::plain_link();
  link.forward.mtu = link::MtuSettings{};
  const Comparison dropped = comparison_of(answers, link);
  BOOST_TEST(!dropped.with_fragments);
  BOOST_TEST(dropped.without_udp);
  BOOST_TEST(names_in(dropped) == without_udp, boost::test_tools::per_element());
  check_reads(dropped);
}

BOOST_AUTO_TEST_CASE(what_no_datagram_holds_goes_without_udp) {
  Answers answers = samples::file_answers();
  answers.message_bytes = 65'508;
  for (const Talk talk : all_talks) {
    answers.talk = talk;
    const Comparison large = comparison_of(answers);
    BOOST_TEST(large.without_udp);
    BOOST_TEST(!large.with_fragments);
    BOOST_TEST(names_in(large) == without_udp, boost::test_tools::per_element());
    check_reads(large);
  }
}

BOOST_AUTO_TEST_CASE(tcp_is_played_by_the_kernel_or_its_stand_in) {
  const Comparison file = comparison_of(samples::file_answers());
  BOOST_TEST(player_of(Choice::tcp, file, true) == "kernel-tcp");
  BOOST_TEST(player_of(Choice::tcp, file, false) == "reliable-udp");
  BOOST_TEST(player_of(Choice::udp, file, false) == "udp");
}

BOOST_AUTO_TEST_CASE(what_acklab_cannot_run_is_refused_in_a_sentence) {
  Answers answers = samples::call_answers();
  answers.every = std::chrono::seconds{1};
  answers.bytes = 160 * 901;
  BOOST_TEST(refusal_of(answers).find("--bytes") != std::string::npos);
  answers.bytes = 160 * 900;
  BOOST_TEST(refusal_of(answers).empty());
  answers.message_bytes = 65'508;
  BOOST_TEST(refusal_of(answers).find("--every") != std::string::npos);
  answers = samples::file_answers();
  answers.talk = Talk::many;
  answers.message_bytes = 16;
  answers.request_bytes = 16;
  answers.bytes = 33'000'000;
  BOOST_TEST(refusal_of(answers).find("1000000") != std::string::npos);
  answers.talk = Talk::none;
  answers.bytes = 160'000'000;
  BOOST_TEST(refusal_of(answers).empty());
  answers.bytes += 1;
  BOOST_TEST(refusal_of(answers).find("10000000") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_job_that_takes_years_is_refused_for_its_length) {
  link::LinkSettings slow = samples::plain_link();
  slow.forward.rate = slow.reverse.rate = BitRate::from_bits_per_s(1);
  for (const Talk talk : {Talk::none, Talk::many}) {
    Answers answers = samples::file_answers();
    answers.bytes = 1'000'000'000;
    answers.message_bytes = answers.request_bytes = 1'200;
    answers.talk = talk;
    const auto comparison =
        comparison_for(circumstances_of(answers, slow), slow, Choice::tcp, RunWishes{});
    BOOST_REQUIRE(!comparison.has_value());
    BOOST_TEST(comparison.error().starts_with("One run of this job takes"), comparison.error());
  }
}

BOOST_AUTO_TEST_CASE(a_job_that_loss_makes_long_runs_less_often) {
  Answers answers = samples::file_answers();
  answers.bytes = 10'000'000;
  // 5614 round trips of 50 ms and the root of 1 %: 28 s, by the square-root law.
  const Comparison lossy = comparison_of(answers, samples::link_that_loses(0.01));
  BOOST_TEST(lossy.scenario.repeat == 1U);
  BOOST_TEST(to_seconds(lossy.scenario.time_limit) == 112.3, boost::test_tools::tolerance(0.01));
  BOOST_TEST(comparison_of(answers).scenario.repeat == 20U);
}

BOOST_AUTO_TEST_CASE(long_jobs_run_less_often) {
  Answers answers = samples::call_answers();
  answers.bytes = 160 * 500;  // 10 s
  BOOST_TEST(comparison_of(answers).scenario.repeat == 2U);
  answers.bytes = 160 * 5'000;
  BOOST_TEST(comparison_of(answers).scenario.repeat == 1U);
  const Circumstances seen = circumstances_of(answers, samples::plain_link());
  const auto asked = comparison_for(seen, samples::plain_link(), Choice::udp, {.repeat = 7});
  BOOST_TEST(asked->scenario.repeat == 7U);
}

BOOST_AUTO_TEST_SUITE_END()

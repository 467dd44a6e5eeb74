#include "sim/advise/rules.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include <boost/test/unit_test.hpp>

#include "tests/support/advise_samples.hpp"

using namespace acklab;
using namespace acklab::advise;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

namespace {

/// A change of one of the samples, and what is then advised and why.
struct AdviceCase {
  const char* what;
  Answers answers;
  std::function<void(Answers&)> change;
  Choice choice;
  std::string_view decided_by;
};

void as_is(Answers& /*answers*/) {}

using samples::call_answers;
using samples::file_answers;
using samples::lookup_answers;

const std::vector<AdviceCase> advice_cases{
    {"a file", file_answers(), as_is, Choice::tcp, "must_be_whole"},
    {"many exchanges", file_answers(), [](Answers& a) { a.talk = Talk::many; }, Choice::tcp,
     "must_be_whole"},
    {"a message of 65507 bytes", file_answers(), [](Answers& a) { a.message_bytes = 65'507; },
     Choice::tcp, "must_be_whole"},
    {"a message of 65508 bytes", file_answers(), [](Answers& a) { a.message_bytes = 65'508; },
     Choice::tcp, "must_be_whole"},
    {"time to connect: exactly the round trip", file_answers(),
     [](Answers& a) { a.setup = milliseconds{50}; }, Choice::tcp, "must_be_whole"},
    {"time to connect: a nanosecond less", file_answers(),
     [](Answers& a) { a.setup = milliseconds{50} - nanoseconds{1}; }, Choice::own,
     "no_time_to_connect"},
    {"no time to connect at all", file_answers(), [](Answers& a) { a.setup = Duration{}; },
     Choice::own, "no_time_to_connect"},
    // One way: 25 ms, a round trip of 50 ms, and 200 ms of timer.
    {"a deadline that TCP's timer keeps", file_answers(),
     [](Answers& a) { a.deadline = milliseconds{275}; }, Choice::tcp, "must_be_whole"},
    {"a deadline that it does not keep", file_answers(),
     [](Answers& a) { a.deadline = milliseconds{275} - nanoseconds{1}; }, Choice::own,
     "tcp_may_be_late"},
    // Of an exchange: a round trip more, 300 ms.
    {"an exchange whose deadline TCP keeps", file_answers(),
     [](Answers& a) {
       a.talk = Talk::many;
       a.deadline = milliseconds{300};
     },
     Choice::tcp, "must_be_whole"},
    {"an exchange whose deadline it does not keep", file_answers(),
     [](Answers& a) {
       a.talk = Talk::many;
       a.deadline = milliseconds{300} - nanoseconds{1};
     },
     Choice::own, "tcp_may_be_late"},
    {"both too short: connecting comes first", file_answers(),
     [](Answers& a) {
       a.setup = milliseconds{1};
       a.deadline = milliseconds{1};
     },
     Choice::own, "no_time_to_connect"},
    {"a call", call_answers(), as_is, Choice::udp, "loss_does_little"},
    {"little data in no hurry: exactly a flight", call_answers(),
     [](Answers& a) {
       a.deadline.reset();
       a.bytes = 14'600;
     },
     Choice::udp, "loss_does_little"},
    {"a byte more than a flight in no hurry", call_answers(),
     [](Answers& a) {
       a.deadline.reset();
       a.bytes = 14'601;
     },
     Choice::tcp, "nothing_hurries"},
    {"much data, but a session at once", call_answers(),
     [](Answers& a) {
       a.deadline.reset();
       a.setup = milliseconds{1};
       a.bytes = 1'000'000;
     },
     Choice::udp, "loss_does_little"},
    {"the largest datagram in a hurry", call_answers(),
     [](Answers& a) {
       a.bytes = 655'070;
       a.message_bytes = 65'507;
     },
     Choice::udp, "loss_does_little"},
    {"a byte more than the largest datagram in a hurry", call_answers(),
     [](Answers& a) {
       a.bytes = 655'080;
       a.message_bytes = 65'508;
     },
     Choice::own, "must_be_cut_up"},
    {"a call whose program asks again", call_answers(),
     [](Answers& a) { a.loss = LossCost::retry; }, Choice::own, "program_asks_again"},
    {"a lookup", lookup_answers(), as_is, Choice::own, "asking_again_is_all"},
    {"an answer of 1200 bytes", lookup_answers(), [](Answers& a) { a.message_bytes = 1'200; },
     Choice::own, "asking_again_is_all"},
    {"an answer of 1201 bytes", lookup_answers(), [](Answers& a) { a.message_bytes = 1'201; },
     Choice::tcp, "must_be_whole"},
    {"a request of 1201 bytes", lookup_answers(), [](Answers& a) { a.request_bytes = 1'201; },
     Choice::tcp, "must_be_whole"},
    {"a lookup that nobody repeats", lookup_answers(), [](Answers& a) { a.loss = LossCost::all; },
     Choice::tcp, "must_be_whole"},
    {"many lookups", lookup_answers(), [](Answers& a) { a.talk = Talk::many; }, Choice::tcp,
     "must_be_whole"},
};

bool names(const std::vector<const Rule*>& reasons, std::string_view rule) {
  return std::ranges::any_of(reasons, [rule](const Rule* one) { return one->name == rule; });
}

Advice advice_on(const Answers& answers) {
  return advise::advise(circumstances_of(answers, samples::plain_link()));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rules)

BOOST_AUTO_TEST_CASE(each_answer_leads_to_its_advice_up_to_the_boundary_and_beyond) {
  for (const AdviceCase& one : advice_cases) {
    Answers answers = one.answers;
    one.change(answers);
    const Advice advice = advice_on(answers);
    BOOST_TEST(to_string(advice.choice) == to_string(one.choice), one.what);
    BOOST_REQUIRE(!advice.because.empty());
    BOOST_TEST(advice.because.front()->name == one.decided_by, one.what);
  }
}

BOOST_AUTO_TEST_CASE(what_there_is_to_say_changes_at_the_sizes_of_datagrams) {
  struct Expected {
    std::uint64_t bytes;
    bool fits;
    bool fragments;
    bool none;
  };
  for (const Expected& size :
       {Expected{1'200, true, false, false}, Expected{1'201, false, false, false},
        Expected{1'472, false, false, false}, Expected{1'473, false, true, false},
        Expected{65'507, false, true, false}, Expected{65'508, false, false, true}}) {
    Answers answers = samples::file_answers();
    answers.message_bytes = size.bytes;
    const Advice advice = advice_on(answers);
    BOOST_TEST(names(advice.against, "fits_a_datagram") == size.fits, size.bytes);
    BOOST_TEST(names(advice.because, "goes_in_fragments") == size.fragments, size.bytes);
    BOOST_TEST(names(advice.because, "no_datagram_holds_it") == size.none, size.bytes);
  }
}

BOOST_AUTO_TEST_CASE(a_deadline_that_cannot_be_kept_is_to_be_minded) {
  Answers answers = samples::call_answers();
  const auto minded = [&answers](Duration deadline) {
    answers.deadline = deadline;
    const Advice advice = advice_on(answers);
    return std::pair{names(advice.mind, "again_is_too_late"),
                     names(advice.mind, "no_deadline_can_be_kept")};
  };
  BOOST_TEST((minded(milliseconds{75}) == std::pair{false, false}));
  BOOST_TEST((minded(milliseconds{75} - nanoseconds{1}) == std::pair{true, false}));
  BOOST_TEST((minded(milliseconds{25}) == std::pair{true, false}));
  BOOST_TEST((minded(milliseconds{25} - nanoseconds{1}) == std::pair{false, true}));
}

BOOST_AUTO_TEST_CASE(a_slow_line_leaves_less_of_a_deadline) {
  link::LinkSettings link = samples::plain_link();
  link.forward.rate = BitRate::from_bits_per_s(1'600'000);  // 200 kB in a second
  const Circumstances seen = circumstances_of(samples::file_answers(), link);
  BOOST_TEST(to_milliseconds(seen.shortest) == 1025);
  BOOST_TEST(to_milliseconds(seen.tcp_again) == 1275);
}

/// Every combination of answers that goes together, at and around each boundary.
template <typename Visit>
void for_all_answers(Visit visit) {
  const std::optional<Duration> none;
  for (const Talk talk : all_talks) {
    for (const LossCost loss : all_loss_costs) {
      for (const bool whole : {false, true}) {
        for (const std::uint64_t message :
             {16U, 1'200U, 1'201U, 1'472U, 1'473U, 65'507U, 65'508U}) {
          for (const std::uint64_t bytes : {14'600U, 14'601U, 1'000'000U}) {
            for (const auto& deadline : {none, std::optional<Duration>{milliseconds{10}},
                                         std::optional<Duration>{milliseconds{60}},
                                         std::optional<Duration>{milliseconds{400}}}) {
              for (const auto& setup : {none, std::optional<Duration>{milliseconds{10}},
                                        std::optional<Duration>{milliseconds{50}}}) {
                Answers answers{whole, talk, bytes, message, 100, deadline, setup, loss, {}};
                if (!contradiction(answers)) visit(answers);
              }
            }
          }
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_line_so_slow_that_no_duration_holds_it_is_slow_all_the_same) {
  Answers answers = file_answers();
  answers.bytes = 4'000'000'000;
  answers.deadline = std::chrono::minutes{10};
  link::LinkSettings link;
  link.forward.rate = BitRate::from_bits_per_s(1);
  const Circumstances seen = circumstances_of(answers, link);
  BOOST_TEST((seen.shortest > std::chrono::hours{24}));
  BOOST_TEST((seen.tcp_again > seen.shortest));
  const Advice advice = advise::advise(seen);
  const auto minds = [&advice](std::string_view name) {
    return std::any_of(advice.mind.begin(), advice.mind.end(),
                       [name](const Rule* rule) { return rule->name == name; });
  };
  BOOST_TEST(minds("no_deadline_can_be_kept"));
}

BOOST_AUTO_TEST_CASE(answers_that_go_together_always_lead_to_an_advice_with_its_reasons) {
  std::set<std::string_view> used;
  std::size_t count = 0;
  for_all_answers([&](const Answers& answers) {
    ++count;
    const Circumstances seen = circumstances_of(answers, samples::plain_link());
    const Advice advice = advise::advise(seen);
    BOOST_TEST_REQUIRE(advice.because.front()->decides.has_value());
    for (const auto* list : {&advice.because, &advice.against, &advice.mind}) {
      for (const Rule* const rule : *list) {
        used.insert(rule->name);
        BOOST_TEST_REQUIRE(!rule->rests_on.empty());
        BOOST_TEST_REQUIRE(!rule->told(seen, report::Words::english()).empty());
      }
    }
  });
  BOOST_TEST(count > 500U);
  for (const Rule& rule : advise::rules()) {
    BOOST_TEST(used.contains(rule.name), rule.name << " never applies");
  }
}

BOOST_AUTO_TEST_CASE(no_advice_against_what_must_arrive) {
  for_all_answers([](const Answers& answers) {
    const Advice advice = advice_on(answers);
    if (answers.whole) BOOST_TEST_REQUIRE(to_string(advice.choice) != "udp");
  });
}

BOOST_AUTO_TEST_CASE(a_rule_that_decides_comes_before_those_that_do_not) {
  bool decides = true;
  for (const Rule& rule : advise::rules()) {
    BOOST_TEST((decides || !rule.decides), rule.name);
    decides = rule.decides.has_value();
  }
}

BOOST_AUTO_TEST_CASE(answers_that_contradict_each_other_are_refused) {
  Answers answers = samples::file_answers();
  BOOST_TEST(!contradiction(answers));
  answers.loss = LossCost::little;
  BOOST_TEST(contradiction(answers).value_or("").find("--whole") != std::string::npos);
  answers = samples::call_answers();
  answers.loss = LossCost::all;
  BOOST_TEST(contradiction(answers).value_or("").find("--loss") != std::string::npos);
  answers = samples::call_answers();
  answers.talk = Talk::many;
  BOOST_TEST(contradiction(answers).value_or("").find("--every") != std::string::npos);
  answers = samples::file_answers();
  answers.message_bytes = answers.bytes;
  BOOST_TEST(!contradiction(answers));
  ++answers.message_bytes;
  BOOST_TEST(contradiction(answers).value_or("").find("--message") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

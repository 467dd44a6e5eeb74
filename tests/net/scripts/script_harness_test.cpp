// A script that expects what does not come must fail and say where: else the other tests prove
// nothing.

#include <stdexcept>

#include "tests/net/scripts/script_case.hpp"

using namespace acklab;
using namespace acklab::support;

namespace {

constexpr std::string_view harness_opening = R"(
  +0      connect
  +0      > syn mss 1000 sackok
  +100ms  < syn ack 1 mss 1000 sackok win 60000
  +0      > ack 1
)";

/// What the failure says of the script that goes on with `rest`.
std::string failure_of(const std::string& rest) {
  const auto failure = play(std::string{harness_opening} + rest, plain_config());
  return failure.value_or("");
}

bool says(const std::string& text, const std::string& what) {
  const bool found = text.find(what) != std::string::npos;
  BOOST_CHECK_MESSAGE(found, "\"" << what << "\" is not in:\n" << text);
  return found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(script_harness)

BOOST_AUTO_TEST_CASE(a_script_that_is_right_plays) {
  BOOST_TEST(failure_of("+0 write 1000\n+0 > data 1:1001 push\n+50ms < ack 1001") == "");
}

BOOST_AUTO_TEST_CASE(a_segment_that_does_not_come_fails_with_its_line) {
  const std::string failure = failure_of("+0 write 1000\n+0 > data 1:1001 push\n+10ms > ack 1");
  says(failure, "line 8: nothing came; expected seq 1001 ack 1");
  says(failure, ">>>   8 | +10ms > ack 1");
  says(failure, "      2 |   +0      connect");  // the whole script is shown
}

BOOST_AUTO_TEST_CASE(a_segment_at_another_instant_fails_with_the_difference) {
  const std::string early = failure_of("+0 write 1000\n+1ns > data 1:1001 push");
  says(early, "line 7: came instead: data 1:1001 ack 1 push");
  says(early, "(1ns too early)");
  const std::string late =
      failure_of("+0 write 1000\n+0 > data 1:1001 push\n+239.999999ms > data 1:1001 push");
  says(late, "line 8: nothing came");
}

BOOST_AUTO_TEST_CASE(a_field_that_differs_is_named) {
  says(failure_of("+0 write 1000\n+0 > data 1:1001"), "(PSH set instead of not set)");
  says(failure_of("+0 write 1000\n+0 > data 1:901 push"), "(payload bytes 1000 instead of 900)");
  says(failure_of("+0 write 1000\n+0 > data 1:1001 push ack 2"),
       "(acknowledgement 1 instead of 2)");
  says(failure_of("+0 write 1000\n+0 > data 1:1001 push win 1"), "instead of 1)");
  says(failure_of("+0 write 1000\n+0 > data 1:1001 push ts 1 2"),
       "(timestamps none instead of 1 2)");
  says(failure_of("+0 < data 2:4\n+0 > ack 1 sack 2:5"), "(SACK blocks  2:4 instead of  2:5)");
  says(failure_of("+0 < rst 1\n+0 check closed refused"), "closed is reset");
}

BOOST_AUTO_TEST_CASE(what_no_line_asks_for_fails_at_the_next_line_or_the_end) {
  says(failure_of("+0 write 1000\n+0 close\n"), "line 7: before this, 0 ago, came what no line");
  says(failure_of("+0 write 1000\n"),
       "line 6: before this, 0 ago, came what no line asks for: data 1:1001");
  const std::string silence = failure_of("+0 write 1000\n+0 > data 1:1001 push\n+1s silence");
  says(silence, "line 8: before this, 760ms ago, came what no line asks for: data 1:1001");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_throws_with_its_line) {
  const auto sentence = [](const std::string& script) {
    try {
      (void)play(script, {});
    } catch (const std::invalid_argument& wrong) {
      return std::string{wrong.what()};
    }
    return std::string{"nothing was thrown"};
  };
  says(sentence("+0 connect\n+3m > ack 1"), "line 2: \"+3m\" is no instant");
  says(sentence("+0 > data 5:5"), "line 1: the range 5:5 is empty");
  says(sentence("+0 > sin"), "line 1: a segment has no \"sin\"");
  says(sentence("+0 > ack"), "nothing stands behind \"ack\"");
  says(sentence("connect"), "a line begins with an instant");
  says(sentence("+1ms"), "nothing happens at this instant");
  says(play("+0 dance 1", {}).value_or(""), "there is no connection yet");
  says(failure_of("+0 dance 1"), "nobody can \"dance\"");
  says(failure_of("+0 check mood 1"), "nobody can check \"mood\"");
}

BOOST_AUTO_TEST_SUITE_END()

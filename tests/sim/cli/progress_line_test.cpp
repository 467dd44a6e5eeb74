#include "sim/cli/progress_line.hpp"

#include <boost/test/unit_test.hpp>

using namespace acklab;
using namespace std::chrono_literals;

namespace {

run::BatchProgress sample() {
  run::BatchProgress progress;
  progress.contender = "reliable-udp";
  progress.repetition = 2;
  progress.repetitions = 5;
  progress.run = {900ms, 1'200'000, 4'000'000};
  progress.time_left = 8200ms;
  return progress;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(progress_line)

BOOST_AUTO_TEST_CASE(it_says_contender_repetition_bytes_and_time_left) {
  BOOST_TEST(cli::progress_text(sample(), 80) ==
             "reliable-udp 2/5: 1.20 of 4.00 MB, about 8 s left");
}

BOOST_AUTO_TEST_CASE(it_speaks_the_language_that_was_asked_for) {
  BOOST_TEST(cli::progress_text(sample(), 80, report::Words::in("zh")) ==
             "reliable-udp 2/5：1.20 / 4.00 MB，大约还要 8 s");
}

BOOST_AUTO_TEST_CASE(what_is_not_known_is_not_said) {
  run::BatchProgress progress = sample();
  progress.repetitions = 1;
  progress.time_left.reset();
  BOOST_TEST(cli::progress_text(progress, 80) == "reliable-udp: 1.20 of 4.00 MB");
}

BOOST_AUTO_TEST_CASE(it_stays_within_the_terminal_so_that_it_can_be_rewritten) {
  BOOST_TEST(cli::progress_text(sample(), 20).size() == 19U);
}

BOOST_AUTO_TEST_CASE(a_sweep_shows_runs_and_time_left) {
  BOOST_TEST(sweep_progress_text({320, 840, std::chrono::seconds{12}}, 80) ==
             "320 of 840 runs (38 %), about 12.0 s left");
  BOOST_TEST(sweep_progress_text({0, 840, std::nullopt}, 80) == "0 of 840 runs (0 %)");
  BOOST_TEST(sweep_progress_text({0, 0, std::nullopt}, 80) == "0 of 0 runs (100 %)");
  BOOST_TEST(sweep_progress_text({320, 840, std::chrono::seconds{12}}, 20).size() <= 19U);
}

BOOST_AUTO_TEST_SUITE_END()

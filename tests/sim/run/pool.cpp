#include "sim/run/pool.hpp"

#include <algorithm>
#include <atomic>
#include <numeric>

#include <boost/test/unit_test.hpp>

using namespace acklab;
using run::Pool;

BOOST_AUTO_TEST_SUITE(pool)

BOOST_AUTO_TEST_CASE(each_piece_is_done_once_however_many_threads) {
  for (const unsigned threads : {0U, 1U, 3U, 100U}) {
    std::vector<int> times(500, 0);
    Pool pool{times.size(), threads, [&times](std::size_t number) { ++times[number]; }};
    pool.finish();
    BOOST_TEST(pool.at_rest());
    BOOST_TEST(std::all_of(times.begin(), times.end(), [](int done) { return done == 1; }),
               threads << " threads");
  }
}

BOOST_AUTO_TEST_CASE(nothing_to_do_is_done_at_once) {
  Pool pool{0, 4, [](std::size_t) {}};
  pool.finish();
  BOOST_TEST(pool.take_done(std::chrono::hours{1}).empty());
}

BOOST_AUTO_TEST_CASE(what_is_done_is_handed_over_once_and_all_of_it) {
  std::vector<std::size_t> squares(200, 0);
  Pool pool{squares.size(), 2,
            [&squares](std::size_t number) { squares[number] = number * number; }};
  std::vector<std::size_t> done;
  for (bool more = true; more;) {
    more = !pool.at_rest();
    for (const std::size_t number : pool.take_done(std::chrono::seconds{1})) {
      BOOST_TEST(squares[number] == number * number);
      done.push_back(number);
    }
  }
  std::sort(done.begin(), done.end());
  std::vector<std::size_t> all(squares.size());
  std::iota(all.begin(), all.end(), 0U);
  BOOST_TEST(done == all, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_stopped_pool_begins_nothing_more) {
  std::atomic<bool> go = false;
  std::atomic<std::size_t> begun = 0;
  Pool pool{1000, 2, [&](std::size_t) {
              ++begun;
              while (!go) {
              }
            }};
  while (begun == 0) {
  }
  pool.stop();
  go = true;
  pool.finish();
  BOOST_TEST(begun <= 2U);
  BOOST_TEST(pool.take_done(Duration{}).size() == begun.load());
}

BOOST_AUTO_TEST_SUITE_END()

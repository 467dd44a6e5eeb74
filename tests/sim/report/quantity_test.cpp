#include "sim/report/quantity.hpp"

#include <limits>

#include <boost/test/unit_test.hpp>

using namespace acklab;
using namespace acklab::report;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(quantity)

BOOST_AUTO_TEST_CASE(measurements_have_three_significant_digits) {
  BOOST_TEST(significant(16.249) == "16.2");
  BOOST_TEST(significant(0.05234) == "0.0523");
  BOOST_TEST(significant(1234.5) == "1234");
  BOOST_TEST(significant(0) == "0.00");
  BOOST_TEST(significant(std::numeric_limits<double>::quiet_NaN()) == "?");
}

BOOST_AUTO_TEST_CASE(settings_have_no_trailing_zeros) {
  BOOST_TEST(plain(20) == "20");
  BOOST_TEST(plain(0.01) == "0.01");
  BOOST_TEST(rate_setting(20e6) == "20 Mbit/s");
  BOOST_TEST(rate_setting(1.5e3) == "1.5 kbit/s");
  BOOST_TEST(rate_setting(1) == "1 bit/s");
  BOOST_TEST(bytes_setting(125'000) == "125 kB");
  BOOST_TEST(bytes_setting(999) == "999 bytes");
  BOOST_TEST(percent_setting(0.0005) == "0.05 %");
  BOOST_TEST(duration_setting(25ms) == "25 ms");
  BOOST_TEST(duration_setting(1500ms) == "1.5 s");
}

BOOST_AUTO_TEST_CASE(a_share_never_claims_all_or_nothing_unless_exact) {
  BOOST_TEST(share_text(1) == "100 %");
  BOOST_TEST(share_text(0) == "0 %");
  BOOST_TEST(share_text(0.999999) == ">99.99 %");
  BOOST_TEST(share_text(0.000001) == "<0.01 %");
  BOOST_TEST(share_text(0.9998) == "99.98 %");
  BOOST_TEST(share_text(0.99025) == "99.0 %");
  BOOST_TEST(share_text(0.054) == "5.4 %");
  BOOST_TEST(share_text(0.0054) == "0.54 %");
  BOOST_TEST(share_text(2.5) == "250 %");
}

BOOST_AUTO_TEST_CASE(counts_stay_readable_however_large) {
  BOOST_TEST(count_text(3961) == "3961");
  BOOST_TEST(count_text(39.5) == "39.5");
  BOOST_TEST(count_text(9'999'999) == "9999999");
  BOOST_TEST(count_text(12'345'678) == "12.3M");
  BOOST_TEST(count_text(4.56e12) == "4560G");
}

BOOST_AUTO_TEST_CASE(durations_change_unit_with_their_size) {
  BOOST_TEST(duration_text(52.34) == "52.3 ms");
  BOOST_TEST(duration_text(0.05) == "0.0500 ms");
  BOOST_TEST(duration_text(2134) == "2.13 s");
  BOOST_TEST(duration_text(200'000) == "3 min 20 s");
  BOOST_TEST(duration_text(7.26e6) == "2 h 1 min");
}

BOOST_AUTO_TEST_SUITE_END()

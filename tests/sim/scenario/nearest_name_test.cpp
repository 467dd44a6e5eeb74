#include "sim/scenario/nearest_name.hpp"

#include <array>
#include <string>

#include <boost/test/unit_test.hpp>

namespace {

using acklab::scenario::edit_distance;
using acklab::scenario::nearest_name;

constexpr std::array<std::string_view, 5> names{"loss", "delay", "duplicate", "kernel-tcp",
                                                "integrity.missing_ratio"};

}  // namespace

BOOST_AUTO_TEST_SUITE(nearest_name_suite)

BOOST_AUTO_TEST_CASE(distance_counts_each_kind_of_slip_once) {
  BOOST_TEST(edit_distance("loss", "loss") == 0U);
  BOOST_TEST(edit_distance("los", "loss") == 1U);    // left out
  BOOST_TEST(edit_distance("losss", "loss") == 1U);  // typed twice
  BOOST_TEST(edit_distance("lpss", "loss") == 1U);   // the key beside
  BOOST_TEST(edit_distance("olss", "loss") == 1U);   // swapped
  BOOST_TEST(edit_distance("LOSS", "loss") == 0U);
  BOOST_TEST(edit_distance("", "loss") == 4U);
  BOOST_TEST(edit_distance("loss", "") == 4U);
  BOOST_TEST(edit_distance("ca", "abc") == 3U);  // alignment: no edit inside a swap
}

BOOST_AUTO_TEST_CASE(a_slip_finds_its_name) {
  BOOST_TEST(nearest_name("los", names).value() == "loss");
  BOOST_TEST(nearest_name("dealy", names).value() == "delay");
  BOOST_TEST(nearest_name("duplciates", names).value() == "duplicate");
}

BOOST_AUTO_TEST_CASE(part_of_a_name_finds_it) {
  BOOST_TEST(nearest_name("tcp", names).value() == "kernel-tcp");
  BOOST_TEST(nearest_name("missing_ratio", names).value() == "integrity.missing_ratio");
  BOOST_TEST(nearest_name("packet_loss", names).value() == "loss");
}

BOOST_AUTO_TEST_CASE(what_is_not_near_finds_nothing) {
  BOOST_TEST(!nearest_name("bandwidth", names).has_value());
  BOOST_TEST(!nearest_name("", names).has_value());
  BOOST_TEST(!nearest_name("x", names).has_value());
  BOOST_TEST(!nearest_name(std::string(100'000, 'l'), names).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

#include "net/base/expected.hpp"

#include <memory>
#include <string>

#include <boost/test/unit_test.hpp>

namespace acklab {
namespace {

enum class Trouble { small, large };

Expected<int, Trouble> half(int number) {
  if (number % 2 != 0) return failure(Trouble::small);
  return number / 2;
}

Expected<std::unique_ptr<int>, std::string> boxed(int number) {
  if (number < 0) return failure(std::string{"negative"});
  return std::make_unique<int>(number);
}

Expected<void, Trouble> accept(bool good) {
  if (!good) return failure(Trouble::large);
  return {};
}

BOOST_AUTO_TEST_SUITE(expected_rules)

BOOST_AUTO_TEST_CASE(holds_either_a_value_or_the_reason_why_not) {
  BOOST_TEST(half(8).has_value());
  BOOST_TEST(*half(8) == 4);
  BOOST_TEST(!half(7).has_value());
  BOOST_TEST((half(7).error() == Trouble::small));
}

BOOST_AUTO_TEST_CASE(asking_a_failure_for_its_value_throws) {
  BOOST_CHECK_THROW((void)half(7).value(), tl::bad_expected_access<Trouble>);
  BOOST_TEST(half(7).value_or(-1) == -1);
}

BOOST_AUTO_TEST_CASE(what_can_only_be_moved_may_be_held) {
  auto box = boxed(5);
  const std::unique_ptr<int> inside = std::move(*box);
  BOOST_TEST(*inside == 5);
  BOOST_TEST(boxed(-1).error() == "negative");
}

BOOST_AUTO_TEST_CASE(success_may_carry_nothing) {
  BOOST_TEST(accept(true).has_value());
  BOOST_TEST((accept(false).error() == Trouble::large));
}

BOOST_AUTO_TEST_CASE(another_outcome_may_be_assigned) {
  Expected<int, Trouble> outcome = half(7);
  outcome = half(6);
  BOOST_TEST(outcome.value() == 3);
  outcome = failure(Trouble::large);
  BOOST_TEST((outcome.error() == Trouble::large));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab

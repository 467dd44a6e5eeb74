#include "net/socket/entropy.hpp"

#include <set>

#include <boost/test/unit_test.hpp>

namespace acklab::socket {
namespace {

BOOST_AUTO_TEST_CASE(unpredictable_bits_do_not_repeat) {
  std::set<std::uint64_t> seen;
  for (int count = 0; count < 1000; ++count) seen.insert(unpredictable_bits());
  BOOST_TEST(seen.size() == 1000U);
}

}  // namespace
}  // namespace acklab::socket

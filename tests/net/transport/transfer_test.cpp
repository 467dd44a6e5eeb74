#include <boost/test/unit_test.hpp>

#include "tests/support/transport_pair.hpp"

using namespace acklab;
using namespace acklab::support;

BOOST_AUTO_TEST_SUITE(transfer)

BOOST_AUTO_TEST_CASE(a_stream_arrives_whole_and_both_sides_close) {
  Pair pair{{}};
  StreamWriter writer{1, 3'000'000};
  StreamReader reader{1};
  StreamWriter back{2, 100'000};
  StreamReader back_reader{2};
  pair.set_application([&](Pair& ends) {
    writer.run(ends.client(), ends.now());
    back_reader.run(ends.client(), ends.now());
    if (!ends.server_exists()) return;
    reader.run(ends.server(), ends.now());
    back.run(ends.server(), ends.now());
  });
  const bool done = pair.run_until(
      [&] {
        return pair.client().is_closed() && pair.server_exists() && pair.server().is_closed();
      },
      std::chrono::minutes{5});
  BOOST_TEST(done, pair.log());
  BOOST_TEST(reader.received() == 3'000'000U);
  BOOST_TEST(reader.intact());
  BOOST_TEST(back_reader.received() == 100'000U);
  BOOST_TEST(back_reader.intact());
  BOOST_TEST(pair.client().statistics().retransmissions() == 0U);
  BOOST_REQUIRE(pair.close_report(Side::client));
  BOOST_TEST((pair.close_report(Side::client)->reason == transport::CloseReason::finished));
}

BOOST_AUTO_TEST_SUITE_END()

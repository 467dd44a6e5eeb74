// Buffers follow what the path carries.

#include <algorithm>

#include <boost/test/unit_test.hpp>

#include "net/transport/arrival_meter.hpp"
#include "tests/support/transport_hand_peer.hpp"
#include "tests/support/transport_pair.hpp"

using namespace acklab;
using namespace acklab::support;
using namespace acklab::transport;
using namespace std::chrono_literals;

namespace {

struct Tuned {
  Duration took{};
  std::uint64_t most_send_buffer = 0;
  std::uint64_t most_receive_buffer = 0;
};

/// Moves `bytes` over 400 Mbit/s and 100 ms, a bandwidth-delay product of 5 MB, as fast as the
/// buffers allow: congestion control would slow it down, and is off.
Tuned move_over_a_long_fat_path(std::uint64_t bytes, std::uint32_t most_buffer_bytes,
                                bool reader_sleeps = false) {
  Pair::Settings settings;
  settings.one_way_delay = 50ms;
  settings.rate = BitRate::from_bits_per_s(400'000'000);
  settings.queue_bytes = 100'000'000;
  for (ConnectionConfig* config : {&settings.client, &settings.server}) {
    config->congestion = CongestionControl::none;
    config->send_buffer_bytes = config->receive_buffer_bytes = most_buffer_bytes;
  }
  Pair pair{settings};
  pair.keep_segments(false);
  BOOST_REQUIRE_MESSAGE(pair.connect(), pair.log());
  StreamWriter writer{1, bytes};
  StreamReader reader{1};
  Tuned tuned;
  pair.set_application([&](Pair& on) {
    writer.run(on.client(), on.now());
    if (!reader_sleeps) reader.run(on.server(), on.now());
    tuned.most_send_buffer =
        std::max(tuned.most_send_buffer, on.client().snapshot().send_buffer_bytes);
    tuned.most_receive_buffer =
        std::max(tuned.most_receive_buffer, on.server().snapshot().receive_buffer_bytes);
  });
  const Instant start = pair.now();
  if (reader_sleeps) {
    pair.run_for(10s);
  } else {
    BOOST_REQUIRE_MESSAGE(pair.run_until([&] { return reader.ended(); }, 300s), pair.log());
    BOOST_TEST(reader.intact());
  }
  tuned.took = pair.now() - start;
  return tuned;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(buffer_tuning)

BOOST_AUTO_TEST_CASE(buffers_grow_until_they_hold_more_than_the_path_does) {
  constexpr std::uint64_t bytes = 60'000'000;
  const Tuned tuned = move_over_a_long_fat_path(bytes, ConnectionConfig{}.receive_buffer_bytes);
  BOOST_TEST(tuned.most_receive_buffer > 10'000'000U);
  BOOST_TEST(tuned.most_send_buffer > 5'000'000U);
  // 60 MB take 1.2 s at the line's rate; with a megabyte a round trip they would take 6 s.
  BOOST_TEST((tuned.took < 2500ms), to_milliseconds(tuned.took) << " ms");
}

BOOST_AUTO_TEST_CASE(buffers_never_grow_beyond_their_limit) {
  const Tuned tuned = move_over_a_long_fat_path(10'000'000, 2'000'000);
  BOOST_TEST(tuned.most_receive_buffer == 2'000'000U);
  BOOST_TEST(tuned.most_send_buffer == 2'000'000U);
  const Tuned small = move_over_a_long_fat_path(200'000, 30'000);
  BOOST_TEST(small.most_receive_buffer == 30'000U);
  BOOST_TEST(small.most_send_buffer == 30'000U);
}

BOOST_AUTO_TEST_CASE(a_reader_that_does_not_keep_up_gets_no_larger_buffer) {
  const Tuned tuned =
      move_over_a_long_fat_path(60'000'000, ConnectionConfig{}.receive_buffer_bytes, true);
  BOOST_TEST(tuned.most_receive_buffer == initial_buffer_bytes);
}

BOOST_AUTO_TEST_CASE(a_writer_that_never_waits_gets_no_larger_buffer) {
  HandPeer peer{ConnectionConfig{}};
  peer.establish();
  std::uint64_t written = 0;
  for (int round = 0; round < 50; ++round) {
    peer.write(10'000);
    (void)peer.sent();
    written += 10'000;
    peer.wait(100ms);
    peer.ack(1 + written);
  }
  BOOST_TEST(peer.connection().snapshot().send_buffer_bytes == initial_buffer_bytes);
}

BOOST_AUTO_TEST_CASE(the_meter_tells_once_a_round_trip_how_much_arrives_in_one) {
  ArrivalMeter meter;
  Instant now = timeline_origin + 1s;
  for (int arrival = 0; arrival < 10; ++arrival) {
    BOOST_TEST(!meter.on_arrival(now, 1000, 100ms).has_value());
    now += 10ms;
  }
  BOOST_TEST(meter.on_arrival(now, 1000, 100ms).value_or(0) == 10'000U);
  // A tenth of what arrived over ten round trips.
  BOOST_TEST(meter.on_arrival(now + 1s, 1000, 100ms).value_or(0) == 100U);
}

BOOST_AUTO_TEST_SUITE_END()

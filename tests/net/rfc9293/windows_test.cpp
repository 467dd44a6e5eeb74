// Windows that shrink, close and are silly: RFC 9293 §3.8.6.

#include <boost/test/unit_test.hpp>

#include "tests/support/transport_hand_peer.hpp"
#include "tests/support/transport_pair.hpp"

using namespace acklab;
using namespace acklab::support;
using namespace acklab::transport;
using namespace std::chrono_literals;

namespace {

/// Segments of 1000 bytes, no timestamps, no probes between the timeouts.
HandPeer with_window(std::uint16_t window, ConnectionConfig config = {}) {
  config.mechanisms.timestamps = false;
  HandPeer peer{config, {.sack = false, .window = window}};
  peer.establish();
  return peer;
}

std::uint64_t end_of(const wire::Segment& segment) {
  return HandPeer::offset_of(segment) + segment.sender.payload.size();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(windows)

BOOST_AUTO_TEST_CASE(after_the_window_shrank_nothing_new_goes_beyond_it) {
  HandPeer peer = with_window(8000);
  peer.write(20'000);
  BOOST_TEST(peer.sent().size() == 8U);
  peer.wait(100ms);
  peer.ack_with_window(1001, 2000);  // the right edge moves back from 8001 to 3001
  BOOST_TEST(peer.sent().empty());
  for (std::uint64_t acked = 2001; acked <= 8001; acked += 1000) {
    peer.ack_with_window(acked, 2000);
    for (const auto& segment : peer.sent()) BOOST_TEST(end_of(segment) <= acked + 2000);
  }
  BOOST_TEST((peer.connection().state() == State::established));
  BOOST_TEST(peer.connection().bytes_acknowledged() == 8000U);
}

BOOST_AUTO_TEST_CASE(old_data_inside_a_shrunk_window_is_retransmitted) {
  HandPeer peer = with_window(8000);
  peer.write(8000);
  (void)peer.sent();
  peer.wait(100ms);
  peer.ack_with_window(1001, 2000);
  (void)peer.sent();
  const auto seen = peer.watch(1s);
  BOOST_REQUIRE(!seen.empty());
  BOOST_TEST(HandPeer::offset_of(seen[0].second) == 1001U);
  peer.ack_with_window(2001, 2000);
  const auto next = peer.sent();
  BOOST_REQUIRE(!next.empty());
  BOOST_TEST(HandPeer::offset_of(next[0]) == 2001U);
}

BOOST_AUTO_TEST_CASE(a_window_shrunk_to_nothing_is_probed_and_data_beyond_it_never_times_out) {
  ConnectionConfig config;
  config.give_up_after = 20s;
  HandPeer peer = with_window(8000, config);
  peer.write(8000);
  (void)peer.sent();
  peer.wait(100ms);
  peer.ack_with_window(1001, 0);
  (void)peer.sent();
  const Instant start = peer.now();
  std::size_t probes = 0;
  while (peer.now() - start < 300s) {
    const auto seen = peer.watch(500ms);
    probes += seen.size();
    for (const auto& [at, segment] : seen) {
      BOOST_TEST(HandPeer::offset_of(segment) == 1001U);
      peer.ack_with_window(1001, 0);
    }
  }
  BOOST_TEST(probes >= 5U);
  BOOST_TEST((peer.connection().state() == State::established));
  peer.ack_with_window(1001, 8000);
  std::uint64_t acked = 1001;
  for (int turn = 0; turn < 100 && acked < 8001; ++turn) {
    for (const auto& [at, segment] : peer.watch(300ms)) {
      if (HandPeer::offset_of(segment) == acked) acked = end_of(segment);
    }
    peer.ack_with_window(acked, 8000);
  }
  BOOST_TEST(peer.connection().bytes_acknowledged() == 8000U);
}

BOOST_AUTO_TEST_CASE(data_survives_a_window_that_shrinks_and_grows_at_random) {
  // The peer takes what its window allows and cuts the rest, as RFC 9293 has it.
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    BOOST_TEST_CONTEXT("seed " << seed) {
      ConnectionConfig config;
      config.congestion = CongestionControl::none;
      HandPeer peer = with_window(9000, config);
      constexpr std::uint64_t total = 60'000;
      peer.write(total);
      std::uint64_t taken = 1;
      std::uint64_t edge = 9001;
      std::uint32_t dice = seed * 2'654'435'761U;
      const Instant start = peer.now();
      while (taken < total + 1 && peer.now() - start < 600s) {
        for (const auto& [at, segment] : peer.watch(100ms)) {
          const bool next = HandPeer::offset_of(segment) <= taken && end_of(segment) > taken;
          if (next) taken = std::min(end_of(segment), std::max(edge, taken));
        }
        dice = dice * 1'664'525U + 1'013'904'223U;
        const auto window = static_cast<std::uint16_t>(dice % 4 == 0 ? 0 : (dice >> 8U) % 9000);
        edge = taken + window;
        peer.ack_with_window(taken, window);
      }
      BOOST_TEST(taken == total + 1);
      BOOST_TEST((peer.connection().state() == State::established));
    }
  }
}

BOOST_AUTO_TEST_CASE(the_first_probe_goes_after_one_timeout_and_the_intervals_double) {
  HandPeer peer = with_window(8000);
  peer.ack_with_window(1, 0);
  peer.write(100);
  (void)peer.sent();
  const Instant start = peer.now();
  const Duration timeout = peer.connection().snapshot().retransmission_timeout;
  std::vector<Duration> at;
  while (at.size() < 5 && peer.now() - start < 60s) {
    for (const auto& [when, segment] : peer.watch(10ms)) {
      at.push_back(when - start);
      peer.ack_with_window(1, 0);
    }
  }
  BOOST_REQUIRE(at.size() == 5U);
  BOOST_TEST((at[0] == timeout));
  for (std::size_t probe = 1; probe < at.size(); ++probe) {
    const Duration interval = at[probe] - at[probe - 1];
    BOOST_TEST((interval >= timeout * (1 << probe)));
    BOOST_TEST((interval <= timeout * (1 << probe) + 20ms));
  }
}

BOOST_AUTO_TEST_CASE(a_window_of_65535_is_no_negative_number) {
  HandPeer peer = with_window(65'535);
  BOOST_TEST(peer.connection().snapshot().send_window_bytes == 65'535U);
  peer.ack_with_window(1, 0x8000);
  BOOST_TEST(peer.connection().snapshot().send_window_bytes == 32'768U);
}

BOOST_AUTO_TEST_CASE(many_small_reads_do_not_make_a_silly_window) {
  ConnectionConfig config;
  config.receive_buffer_bytes = 8000;
  HandPeer peer = with_window(8000, config);
  std::uint64_t edge = 8001;
  for (std::uint64_t offset = 1; offset < 8001; offset += 1000) peer.data(offset, 1000);
  (void)peer.sent();
  for (int read = 0; read < 800; ++read) {
    BOOST_REQUIRE(peer.read(10) == 10U);
    for (const auto& segment : peer.sent()) {
      const std::uint64_t said = HandPeer::acked_by(segment) + segment.receiver.window;
      if (said != edge) BOOST_TEST(said - edge >= 1000U);  // min(half the buffer, a segment)
      edge = said;
    }
  }
  BOOST_TEST(edge >= 12'001U);  // what is left is told with the next ACK
}

BOOST_AUTO_TEST_SUITE_END()

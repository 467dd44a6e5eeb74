// What a connection tells whoever observes it.

#include <boost/test/unit_test.hpp>

#include "tests/support/transport_hand_peer.hpp"
#include "tests/support/transport_pair.hpp"

using namespace acklab;
using namespace acklab::support;
using namespace acklab::transport;
using namespace std::chrono_literals;

namespace {

/// What was told, without the segments.
struct Heard {
  struct Sent {
    std::uint64_t begin = 0;
    Sending why = Sending::first;
    std::optional<RetransmissionCause> cause;
    std::uint32_t transmission = 1;
    std::uint64_t number = 0;
  };
  std::vector<Sent> sent;
  std::uint64_t received = 0;
  std::vector<LossFound> losses;
  std::vector<TimerExpired> expired;
  std::vector<WindowChanged> windows;
  std::vector<RoundTripMeasured> round_trips;
  std::uint64_t refused_round_trips = 0;
  std::uint64_t undone = 0;
  std::uint64_t duplicates = 0;
  std::optional<std::optional<Instant>> retransmission_timer;

  void note(const Observation& what) {
    if (const auto* segment = std::get_if<SegmentSent>(&what)) {
      sent.push_back({HandPeer::offset_of(segment->segment), segment->why, segment->cause,
                      segment->transmission, segment->number});
    }
    if (std::holds_alternative<SegmentReceived>(what)) ++received;
    if (const auto* loss = std::get_if<LossFound>(&what)) losses.push_back(*loss);
    if (const auto* timer = std::get_if<TimerExpired>(&what)) expired.push_back(*timer);
    if (const auto* window = std::get_if<WindowChanged>(&what)) windows.push_back(*window);
    if (const auto* sample = std::get_if<RoundTripMeasured>(&what)) round_trips.push_back(*sample);
    if (std::holds_alternative<RoundTripRefused>(what)) ++refused_round_trips;
    if (std::holds_alternative<ReductionUndone>(what)) ++undone;
    if (std::holds_alternative<DuplicateReported>(what)) ++duplicates;
    if (const auto* changed = std::get_if<TimerChanged>(&what)) {
      if (changed->timer == Timer::retransmission) retransmission_timer = changed->at;
    }
  }
};

HandPeer observed(Heard& heard, bool sack, bool timestamps = false) {
  ConnectionConfig config;
  config.mechanisms.timestamps = timestamps;
  HandPeer peer{config, {.sack = sack, .timestamps = timestamps}};
  peer.connection().observe([&heard](Instant, const Observation& what) { heard.note(what); });
  peer.establish();
  return peer;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(observation)

BOOST_AUTO_TEST_CASE(a_fast_retransmission_names_the_acks_that_called_for_it) {
  Heard heard;
  HandPeer peer = observed(heard, true);
  peer.write(10'000);
  BOOST_REQUIRE(peer.sent().size() == 10U);
  peer.wait(100ms);
  const std::uint64_t before = heard.received;
  peer.ack(1, {{1001, 2001}});
  peer.ack(1, {{1001, 3001}});
  peer.ack(1, {{1001, 4001}});
  static_cast<void>(peer.sent());
  BOOST_REQUIRE(heard.losses.size() == 1U);
  BOOST_TEST((heard.losses[0].range == ByteRange{1, 1001}));
  BOOST_TEST((heard.losses[0].cause == RetransmissionCause::fast_retransmit));
  BOOST_TEST(
      (heard.losses[0].told_by == std::vector<std::uint64_t>{before, before + 1, before + 2}));
  const auto& again = heard.sent.back();
  BOOST_TEST((again.why == Sending::retransmission));
  BOOST_TEST((again.cause == RetransmissionCause::fast_retransmit));
  BOOST_TEST(again.transmission == 2U);
  BOOST_TEST(again.begin == 1U);
  BOOST_REQUIRE(!heard.windows.empty());
  BOOST_TEST(heard.windows.back().congestion_window_bytes ==
             peer.connection().snapshot().congestion_window_bytes);
  BOOST_TEST((heard.windows.back().slow_start_threshold_bytes ==
              peer.connection().snapshot().slow_start_threshold_bytes));
}

BOOST_AUTO_TEST_CASE(a_timeout_names_its_timer_and_what_it_times_is_refused) {
  Heard heard;
  HandPeer peer = observed(heard, false);
  BOOST_TEST(heard.round_trips.size() == 1U);
  BOOST_TEST((heard.round_trips[0].sample == 100ms));
  peer.write(1000);
  static_cast<void>(peer.sent());
  const Instant start = peer.now();
  BOOST_REQUIRE(heard.retransmission_timer.has_value());
  BOOST_TEST((*heard.retransmission_timer == start + 300ms));
  peer.wait(400ms);
  BOOST_REQUIRE(heard.expired.size() == 1U);
  BOOST_TEST((heard.expired[0].timer == Timer::retransmission));
  BOOST_TEST((heard.expired[0].at == start + 300ms));
  BOOST_REQUIRE(heard.losses.size() == 1U);
  BOOST_TEST((heard.losses[0].cause == RetransmissionCause::timeout));
  BOOST_TEST(heard.losses[0].told_by.empty());
  BOOST_TEST((heard.sent.back().cause == RetransmissionCause::timeout));
  peer.ack(1001);
  BOOST_TEST(heard.refused_round_trips == 1U);
  BOOST_TEST(heard.round_trips.size() == 1U);
  BOOST_TEST((heard.retransmission_timer && !heard.retransmission_timer->has_value()));
}

BOOST_AUTO_TEST_CASE(a_mistake_is_told_when_it_is_taken_back) {
  Heard heard;
  HandPeer peer = observed(heard, true);
  peer.write(10'000);
  BOOST_REQUIRE(peer.sent().size() == 10U);
  peer.wait(100ms);
  peer.ack(1, {{1001, 4001}});
  static_cast<void>(peer.sent());
  peer.ack(10'001);
  peer.ack(10'001, {{1, 1001}});
  BOOST_TEST(heard.duplicates == 1U);
  BOOST_TEST(heard.undone == peer.connection().statistics().spurious_reductions);
  BOOST_TEST(heard.undone == 1U);
}

BOOST_AUTO_TEST_CASE(all_that_is_sent_and_received_is_told_in_order_and_changes_nothing) {
  const auto transfer = [](Heard* heard) {
    ConnectionConfig config;
    Pair pair{{.client = config, .server = config, .rate = {}}};
    if (heard != nullptr) {
      pair.client().observe([heard](Instant, const Observation& what) { heard->note(what); });
    }
    pair.set_rule([](const Travelling& segment) {
      const bool lost = segment.from == Side::client && segment.index % 17 == 9;
      return lost ? Verdict::drop() : Verdict{};
    });
    StreamWriter writer{2, 300'000};
    StreamReader reader{2};
    pair.set_application([&](Pair& both) {
      writer.run(both.client(), both.now());
      if (both.server_exists()) reader.run(both.server(), both.now());
    });
    BOOST_TEST(pair.run_until([&] { return reader.ended(); }, 60s));
    return std::pair{pair.now(), pair.client().statistics()};
  };
  Heard heard;
  const auto [ended, counted] = transfer(&heard);
  const auto [ended_alone, counted_alone] = transfer(nullptr);
  BOOST_TEST((ended == ended_alone));
  BOOST_TEST(counted.segments_sent == counted_alone.segments_sent);
  BOOST_TEST(heard.sent.size() == counted.segments_sent);
  BOOST_TEST(heard.received == counted.segments_received);
  std::uint64_t again = 0;
  for (std::size_t index = 0; index < heard.sent.size(); ++index) {
    BOOST_TEST(heard.sent[index].number == index);
    again += heard.sent[index].why == Sending::retransmission ? 1U : 0U;
    BOOST_TEST(heard.sent[index].cause.has_value() ==
               (heard.sent[index].why == Sending::retransmission));
  }
  BOOST_TEST(again == counted.retransmissions());
  BOOST_TEST(again > 5U);
}

BOOST_AUTO_TEST_SUITE_END()

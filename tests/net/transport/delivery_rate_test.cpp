#include "net/transport/delivery_rate.hpp"

#include <boost/test/unit_test.hpp>

using namespace acklab;
using namespace acklab::transport;
using namespace std::chrono_literals;

namespace {

/// Segments of 1000 bytes through a scoreboard, as a connection does it.
class RatedSender {
 public:
  void send(Instant now, int count = 1) {
    for (; count > 0; --count) {
      const bool idle = board_.in_flight_bytes() == 0;
      board_.add(now, {end_, end_ + 1000}, false, false);
      board_.stamp(board_.end_number() - 1, rate_.on_sent(now, idle));
      end_ += 1000;
    }
  }
  std::optional<congestion::RateSample> acknowledge(Instant now, std::uint64_t until) {
    Delivery delivery;
    board_.acknowledge(until, {now, std::nullopt, std::nullopt, 0}, delivery);
    return rate_.on_ack(now, delivery, std::nullopt);
  }
  [[nodiscard]] DeliveryRate& rate() { return rate_; }
  [[nodiscard]] Scoreboard& board() { return board_; }

 private:
  Scoreboard board_;
  DeliveryRate rate_;
  std::uint64_t end_ = 0;
};

double rate_in_mbit(const std::optional<congestion::RateSample>& sample) {
  return static_cast<double>(sample->rate.bits_per_s()) / 1e6;
}

constexpr Instant rate_begin = timeline_origin + 10s;

}  // namespace

BOOST_AUTO_TEST_SUITE(delivery_rate)

BOOST_AUTO_TEST_CASE(the_rate_is_what_was_delivered_over_the_time_it_took) {
  RatedSender sender;
  sender.send(rate_begin, 10);
  const auto first = sender.acknowledge(rate_begin + 100ms, 1000);
  BOOST_TEST(rate_in_mbit(first) == 0.08, boost::test_tools::tolerance(1e-9));
  sender.acknowledge(rate_begin + 108ms, 9000);
  // Sent while nothing had been delivered: all ten in 109 ms.
  const auto last = sender.acknowledge(rate_begin + 109ms, 10'000);
  BOOST_TEST(rate_in_mbit(last) == 10'000 * 8 / 0.109 / 1e6, boost::test_tools::tolerance(1e-5));
}

BOOST_AUTO_TEST_CASE(acknowledgements_in_a_bunch_do_not_make_the_path_look_fast) {
  RatedSender sender;
  Instant now = rate_begin;
  for (int segment = 0; segment < 50; ++segment, now += 10ms) sender.send(now);
  // One ACK for all of 500 ms of sending: the time it took to send them is what counts.
  const auto sample = sender.acknowledge(now, 50'000);
  BOOST_TEST(rate_in_mbit(sample) <= 50'000 * 8 / 0.49 / 1e6 + 1e-6);
}

BOOST_AUTO_TEST_CASE(what_the_sender_held_back_is_marked) {
  RatedSender sender;
  sender.send(rate_begin, 2);
  sender.rate().mark_app_limited(2000);
  sender.send(rate_begin + 10ms);
  BOOST_TEST(!sender.acknowledge(rate_begin + 50ms, 2000)->app_limited);
  sender.send(rate_begin + 55ms);
  BOOST_TEST(sender.acknowledge(rate_begin + 60ms, 3000)->app_limited);
  // What was in flight when it was marked has been delivered: the mark ends.
  sender.send(rate_begin + 70ms);
  sender.acknowledge(rate_begin + 105ms, 4000);
  BOOST_TEST(!sender.acknowledge(rate_begin + 120ms, 5000)->app_limited);
}

BOOST_AUTO_TEST_CASE(silence_does_not_count_as_slowness) {
  RatedSender sender;
  sender.send(rate_begin);
  sender.acknowledge(rate_begin + 10ms, 1000);
  sender.send(rate_begin + 5s, 10);
  const auto sample = sender.acknowledge(rate_begin + 5s + 10ms, 11'000);
  BOOST_TEST(rate_in_mbit(sample) == 8.0, boost::test_tools::tolerance(1e-5));
}

BOOST_AUTO_TEST_CASE(losses_are_told_once) {
  RatedSender sender;
  sender.send(rate_begin, 4);
  sender.board().mark_lost(0, RetransmissionCause::rack);
  BOOST_TEST(sender.rate().newly_lost(sender.board().lost_bytes()) == 1000U);
  BOOST_TEST(sender.rate().newly_lost(sender.board().lost_bytes()) == 0U);
  sender.board().retransmitted(0, rate_begin + 10ms);
  sender.board().mark_lost(0, RetransmissionCause::rack);
  BOOST_TEST(sender.rate().newly_lost(sender.board().lost_bytes()) == 1000U);
}

BOOST_AUTO_TEST_SUITE_END()

#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <optional>

#include "net/base/random.hpp"
#include "net/base/rate.hpp"
#include "net/base/time.hpp"
#include "net/congestion/controller.hpp"
#include "net/congestion/pacer.hpp"

namespace acklab::testing {

/// What a path does to segments: random loss, then a queue, then a line of some rate, then delay.
struct CongestionPathSettings {
  BitRate rate = BitRate::from_bits_per_s(100'000'000);
  Duration round_trip = std::chrono::milliseconds{50};
  std::uint64_t queue_bytes = 625'000;
  Probability loss{};
  std::uint64_t seed = 1;
};

/// A controller and an endless sender that does what it says, over one path without reordering, in
/// virtual time. Every arrival is acknowledged; a gap is a loss.
class CongestionPath {
 public:
  static constexpr std::uint64_t segment_bytes = 1000;

  CongestionPath(congestion::Controller& controller, const CongestionPathSettings& settings)
      : settings_(settings), controller_(controller), dice_(settings.seed, "congestion path") {}

  [[nodiscard]] Instant now() const { return now_; }
  [[nodiscard]] std::uint64_t delivered_bytes() const { return delivered_; }
  [[nodiscard]] std::uint64_t lost_bytes() const { return lost_; }
  [[nodiscard]] std::uint64_t in_flight_bytes() const { return in_flight_; }
  [[nodiscard]] Duration last_round_trip() const { return last_round_trip_; }
  [[nodiscard]] CongestionPathSettings& settings() { return settings_; }

  void run_for(Duration span) {
    const Instant end = now_ + span;
    while (true) {
      send();
      Instant next = under_way_.empty() ? end : std::min(end, under_way_.front().acknowledged);
      const bool waits_for_pace = in_flight_ + segment_bytes <= controller_.window_bytes();
      if (waits_for_pace && pacer_.next()) next = std::min(next, std::max(*pacer_.next(), now_));
      now_ = next;
      if (now_ >= end) return;
      acknowledge();
    }
  }

 private:
  struct Sent {
    std::uint64_t number = 0;
    Instant sent;
    Instant acknowledged;
    std::uint64_t delivered = 0;
    Instant delivered_at;
    Instant first_sent;
  };

  void send() {
    while (in_flight_ + segment_bytes <= controller_.window_bytes() && pacer_.allows(now_)) {
      const std::uint64_t number = next_number_++;
      if (in_flight_ == 0) first_sent_ = delivered_at_ = now_;
      in_flight_ += segment_bytes;
      pacer_.on_sent(now_, segment_bytes, controller_.pacing_rate());
      if (settings_.loss.happens(dice_.at(number))) continue;
      const Duration waits = line_free_ > now_ ? line_free_ - now_ : Duration::zero();
      if (settings_.rate.bytes_in(waits) > settings_.queue_bytes) continue;
      line_free_ = std::max(line_free_, now_) + settings_.rate.time_for(segment_bytes);
      under_way_.push_back({number, now_, line_free_ + settings_.round_trip, delivered_,
                            delivered_at_, first_sent_});
    }
  }

  void acknowledge() {
    if (under_way_.empty() || under_way_.front().acknowledged > now_) return;
    const Sent arrived = under_way_.front();
    under_way_.pop_front();
    const std::uint64_t missing = (arrived.number - expected_) * segment_bytes;
    expected_ = arrived.number + 1;
    lost_ += missing;
    in_flight_ -= missing + segment_bytes;
    delivered_ += segment_bytes;
    delivered_at_ = now_;
    last_round_trip_ = now_ - arrived.sent;
    congestion::AckSample sample{now_, segment_bytes, true};
    sample.total_delivered_bytes = delivered_;
    sample.lost_bytes = missing;
    sample.in_flight_bytes = in_flight_;
    sample.round_trip = last_round_trip_;
    sample.smoothed_round_trip = last_round_trip_;
    const Duration span = std::max(arrived.sent - arrived.first_sent, now_ - arrived.delivered_at);
    first_sent_ = arrived.sent;
    const std::uint64_t bytes = delivered_ - arrived.delivered;
    const auto nanos = static_cast<std::uint64_t>(span.count());
    sample.rate = congestion::RateSample{
        BitRate::from_bits_per_s(static_cast<std::int64_t>(bytes * 8 * 1'000'000'000 / nanos)),
        arrived.delivered, false};
    controller_.on_ack(sample);
  }

  CongestionPathSettings settings_;
  congestion::Controller& controller_;
  RandomStream dice_;
  congestion::Pacer pacer_;
  std::deque<Sent> under_way_;
  Instant now_{};
  Instant line_free_{};
  std::uint64_t next_number_ = 0;
  std::uint64_t expected_ = 0;
  std::uint64_t in_flight_ = 0;
  std::uint64_t delivered_ = 0;
  Instant delivered_at_{};
  Instant first_sent_{};
  std::uint64_t lost_ = 0;
  Duration last_round_trip_{};
};

}  // namespace acklab::testing

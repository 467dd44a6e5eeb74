// When what may be sent is sent: the window says how much, the pace how fast.

#include <algorithm>

#include "net/congestion/share.hpp"
#include "net/transport/connection_parts.hpp"

namespace acklab::transport {

bool Connection::Parts::may_send(Instant now, std::uint64_t bytes) {
  if (!congestion_allows(bytes)) {
    limited_until = send.next();
    path_limits = true;
    return false;
  }
  if (!pacer.allows(now)) {
    timers.set(Timer::pacing, pacer.next());
    path_limits = true;
    return false;
  }
  return true;
}

std::optional<BitRate> Connection::Parts::pacing_rate() const {
  if (!controller) return std::nullopt;
  if (const auto rate = controller->pacing_rate()) return rate;
  const bool wanted = config.pacing && config.congestion != CongestionControl::none;
  if (!wanted || !rtt.smoothed() || rtt.smoothed()->count() <= 0) return std::nullopt;
  // Faster than a window a round trip, so that the window stays what limits: Linux's factors.
  const std::uint64_t percent = controller->in_slow_start() ? 200 : 120;
  const std::uint64_t bits =
      congestion::share_of(controller->window_bytes(), percent * 8 * 10'000'000,
                           static_cast<std::uint64_t>(rtt.smoothed()->count()));
  return BitRate::from_bits_per_s(static_cast<std::int64_t>(
      std::min(bits, static_cast<std::uint64_t>(BitRate::max_bits_per_s))));
}

/// Every segment that occupies sequence space passes here when it is sent.
void Connection::Parts::stamp(Instant now, std::uint64_t number, bool nothing_in_flight) {
  scoreboard.stamp(number, delivery_rate.on_sent(now, nothing_in_flight));
  pacer.on_sent(now, scoreboard.at(number).range.size(), pacing_rate());
}

congestion::AckSample Connection::Parts::ack_sample(
    Instant now, const Delivery& delivery, const std::optional<congestion::RateSample>& rate,
    bool window_was_limit) {
  congestion::AckSample sample{now, delivery.bytes, window_was_limit};
  if (!config.mechanisms.byte_counting && !controller->follows_model()) {
    sample.delivered_bytes = agreement.segment_bytes;
  }
  sample.total_delivered_bytes = delivery_rate.delivered_bytes();
  sample.lost_bytes = delivery_rate.newly_lost(scoreboard.lost_bytes());
  sample.in_flight_bytes = in_flight();
  if (delivery.newest_order) sample.round_trip = now - delivery.newest_sent;
  sample.smoothed_round_trip = rtt.smoothed();
  sample.rate = rate;
  return sample;
}

/// Whether the path still delivers, so that a timeout says nothing about it: only the oldest
/// segment was lost again and again.
bool Connection::Parts::still_delivering(Instant now) const {
  const auto last = delivery_rate.last_delivery();
  return last && rtt.smoothed() && now - *last < *rtt.smoothed();
}

}  // namespace acklab::transport

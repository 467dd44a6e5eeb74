#include "net/transport/delivery_rate.hpp"

#include <algorithm>

namespace acklab::transport {
namespace {

BitRate delivery_rate_of(std::uint64_t bytes, Duration span) {
  __extension__ using Wide = unsigned __int128;
  const Wide bits = static_cast<Wide>(bytes) * 8 * 1'000'000'000U /
                    static_cast<std::uint64_t>(std::max<std::int64_t>(span.count(), 1));
  const auto most = static_cast<Wide>(BitRate::max_bits_per_s);
  return BitRate::from_bits_per_s(static_cast<std::int64_t>(std::min(bits, most)));
}

}  // namespace

DeliveryStamp DeliveryRate::on_sent(Instant now, bool nothing_in_flight) {
  if (nothing_in_flight) {
    first_sent_ = now;
    delivered_at_ = now;
  }
  return {delivered_bytes_, delivered_at_, first_sent_, app_limited_until_bytes_ != 0};
}

std::optional<congestion::RateSample> DeliveryRate::on_ack(Instant now, const Delivery& delivery,
                                                           std::optional<Duration> min_rtt) {
  if (delivery.bytes == 0) return std::nullopt;
  delivered_bytes_ += delivery.bytes;
  delivered_at_ = now;
  last_delivery_ = now;
  if (delivered_bytes_ > app_limited_until_bytes_) app_limited_until_bytes_ = 0;
  if (!delivery.newest_order) return std::nullopt;
  const DeliveryStamp& stamp = delivery.newest_stamp;
  const Duration sending = delivery.newest_sent - stamp.first_sent;
  const Duration acknowledging = now - stamp.delivered_at;
  first_sent_ = delivery.newest_sent;
  const Duration span = std::max(sending, acknowledging);
  // Nothing is delivered faster than the path is long: this was a needless retransmission's ACK.
  if (span.count() <= 0 || (min_rtt && span < *min_rtt)) return std::nullopt;
  const std::uint64_t bytes = delivered_bytes_ - stamp.delivered_bytes;
  return congestion::RateSample{delivery_rate_of(bytes, span), stamp.delivered_bytes,
                                stamp.app_limited};
}

void DeliveryRate::mark_app_limited(std::uint64_t in_flight_bytes) {
  app_limited_until_bytes_ = std::max<std::uint64_t>(delivered_bytes_ + in_flight_bytes, 1);
}

std::uint64_t DeliveryRate::newly_lost(std::uint64_t total_lost_bytes) {
  const std::uint64_t fresh = total_lost_bytes - known_lost_bytes_;
  known_lost_bytes_ = total_lost_bytes;
  return fresh;
}

}  // namespace acklab::transport

#pragma once

#include <cstdint>
#include <optional>

#include "net/base/time.hpp"
#include "net/congestion/ack_sample.hpp"
#include "net/transport/delivery_stamp.hpp"
#include "net/transport/scoreboard.hpp"

namespace acklab::transport {

/// How fast the path delivers (draft-ietf-ccwg-bbr §4.1): from each acknowledgement, what was
/// delivered since its newest segment was sent, over the time that took.
///
/// The time is the longer of sending and acknowledging: ACKs that arrive in a bunch do not make the
/// path look fast, and a burst does not make it look fast either.
class DeliveryRate {
 public:
  /// For a segment that is being sent; `nothing_in_flight` before it.
  [[nodiscard]] DeliveryStamp on_sent(Instant now, bool nothing_in_flight);
  /// Once for each acknowledgement; nothing when it proves no rate.
  std::optional<congestion::RateSample> on_ack(Instant now, const Delivery& delivery,
                                               std::optional<Duration> min_rtt);
  /// Neither window nor pace held the sender back: for what is in flight now and a while after, the
  /// rate says how fast the application was, or the peer's window.
  void mark_app_limited(std::uint64_t in_flight_bytes);

  [[nodiscard]] std::uint64_t delivered_bytes() const { return delivered_bytes_; }
  /// When something was last delivered; nothing before the first time.
  [[nodiscard]] std::optional<Instant> last_delivery() const { return last_delivery_; }
  /// How much of `total_lost_bytes` was found lost since the last call.
  [[nodiscard]] std::uint64_t newly_lost(std::uint64_t total_lost_bytes);

 private:
  std::uint64_t delivered_bytes_ = 0;          // C.delivered
  Instant delivered_at_{};                     // C.delivered_time
  Instant first_sent_{};                       // C.first_send_time
  std::uint64_t app_limited_until_bytes_ = 0;  // C.app_limited; 0: it is not
  std::optional<Instant> last_delivery_;
  std::uint64_t known_lost_bytes_ = 0;
};

}  // namespace acklab::transport

#pragma once

#include <cstdint>

#include "net/base/time.hpp"

namespace acklab::transport {

/// What had been delivered when a segment was sent (draft-ietf-ccwg-bbr §4.1.2.2): its
/// acknowledgement is compared with this.
struct DeliveryStamp {
  std::uint64_t delivered_bytes = 0;  // P.delivered
  Instant delivered_at{};             // P.delivered_time
  Instant first_sent{};               // P.first_send_time: of the flight it belongs to
  bool app_limited = false;           // P.is_app_limited
};

}  // namespace acklab::transport

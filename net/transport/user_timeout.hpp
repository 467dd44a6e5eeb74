#pragma once

#include "net/base/time.hpp"

namespace acklab::transport {

/// The user timeout option (RFC 5482): both ends say how long they mean to keep a connection whose
/// data goes unacknowledged, and each adapts to the more patient one within its own limits.
struct UserTimeoutConfig {
  Duration advertised = std::chrono::minutes{5};     // ADV_UTO; 1 s to 32,767 minutes
  Duration lower_limit = std::chrono::seconds{100};  // L_LIMIT
  Duration upper_limit = std::chrono::hours{1};      // U_LIMIT: against peers that cost memory
  /// CHANGEABLE: whether what the peer says replaces ConnectionConfig::give_up_after.
  bool changeable = true;
  friend constexpr bool operator==(const UserTimeoutConfig&, const UserTimeoutConfig&) = default;
};

/// USER_TIMEOUT after the peer's option (RFC 5482 §3.1).
[[nodiscard]] Duration agreed_user_timeout(const UserTimeoutConfig& config, Duration remote);

}  // namespace acklab::transport

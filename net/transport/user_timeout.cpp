#include "net/transport/user_timeout.hpp"

#include <algorithm>

#include "net/transport/connection_parts.hpp"

namespace acklab::transport {
namespace {

constexpr std::uint64_t user_timeout_option_bytes = 4;

}  // namespace

Duration agreed_user_timeout(const UserTimeoutConfig& config, Duration remote) {
  return std::min(config.upper_limit, std::max({config.advertised, remote, config.lower_limit}));
}

void Connection::Parts::heed_user_timeout(const wire::Segment& segment) {
  if (!segment.user_timeout || !config.user_timeout || !config.user_timeout->changeable) return;
  config.give_up_after = agreed_user_timeout(*config.user_timeout, *segment.user_timeout);
}

/// On each SYN, and on the first segment behind it that has room (RFC 5482 §3.1 and §3.2).
void Connection::Parts::offer_user_timeout(wire::Segment& segment) {
  if (!config.user_timeout || user_timeout_told) return;
  const std::uint64_t used = segment.sender.payload.size() + user_timeout_option_bytes;
  const bool fits = used <= agreement.segment_bytes && !receive.has_holes();
  if (!segment.sender.syn && !fits) return;
  segment.user_timeout = std::chrono::ceil<std::chrono::seconds>(config.user_timeout->advertised);
  user_timeout_told = !segment.sender.syn;
}

}  // namespace acklab::transport

#pragma once

#include <cstdint>

namespace acklab::transport {

/// RFC 9293 §3.3.2. TCP's LISTEN lives in Endpoint: a Connection exists from its first SYN on.
enum class State : std::uint8_t {
  closed,
  listen,
  syn_sent,
  syn_received,
  established,
  fin_wait_1,
  fin_wait_2,
  close_wait,
  closing,
  last_ack,
  time_wait,
};

/// The name as in RFC 9293: "SYN-SENT".
[[nodiscard]] const char* to_string(State state);

}  // namespace acklab::transport

// How far buffers may fill follows from what the path carries; a ring of bytes itself grows only as
// it is used.

#include <algorithm>

#include "net/transport/connection_parts.hpp"

namespace acklab::transport {

/// Before `bytes` that arrived are taken in. An application that does not keep up gets no larger
/// buffer: what waits for it is no part of what the path needs.
void Connection::Parts::tune_receive_buffer(Instant now, std::uint64_t bytes) {
  constexpr Duration unknown_round_trip = std::chrono::milliseconds{100};
  constexpr Duration shortest = std::chrono::milliseconds{1};
  const Duration round_trip = std::max(rtt.smoothed().value_or(unknown_round_trip), shortest);
  const auto in_a_round_trip = arrivals.on_arrival(now, bytes, round_trip);
  if (!in_a_round_trip || receive.readable_bytes() > *in_a_round_trip) return;
  receive_window.grow_to(buffered_delay_products * *in_a_round_trip);
}

/// After an ACK that found `flight` outstanding: as much again may wait behind it, so that it is
/// never the buffer that ends a flight.
void Connection::Parts::tune_send_buffer(std::uint64_t flight) {
  send.grow_to(2 * flight);
}

}  // namespace acklab::transport

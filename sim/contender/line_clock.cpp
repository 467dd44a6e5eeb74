#include "sim/contender/line_clock.hpp"

#include <algorithm>

namespace acklab::contender {

std::optional<Instant> LineClock::next_timeout() const {
  const auto of_host = host_.next_timeout();
  if (!held_back_) return of_host;
  return of_host ? std::min(*of_host, line_free_at_) : line_free_at_;
}

void LineClock::handle_timeout(Instant now) {
  if (now >= line_free_at_) held_back_ = false;
  const auto of_host = host_.next_timeout();
  if (of_host && *of_host <= now) host_.handle_timeout(now);
}

std::optional<OutgoingDatagram> LineClock::poll_transmit(Instant now) {
  if (now < line_free_at_) {
    held_back_ = true;
    return std::nullopt;
  }
  held_back_ = false;
  auto datagram = host_.poll_transmit(now);
  if (datagram && rate_) {
    const std::uint64_t ip_bytes = datagram->payload.size() + header_bytes_;
    line_free_at_ = now + rate_->rate.time_for(rate_->bytes_on_line(ip_bytes));
  }
  return datagram;
}

}  // namespace acklab::contender

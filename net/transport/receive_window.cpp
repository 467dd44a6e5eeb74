#include "net/transport/receive_window.hpp"

#include <algorithm>

namespace acklab::transport {
namespace {

constexpr std::uint64_t largest_field = 65535;
constexpr std::uint8_t largest_scale = 14;  // RFC 7323 §2.3

}  // namespace

std::uint8_t ReceiveWindow::wanted_scale() const {
  std::uint8_t scale = 0;
  while (scale < largest_scale && (most_buffer_bytes_ >> scale) > largest_field) ++scale;
  return scale;
}

std::uint16_t ReceiveWindow::advertise_in_syn() {
  const std::uint64_t window = std::min(buffer_bytes_, largest_field);
  edge_ = std::max(edge_, 1 + window);
  return static_cast<std::uint16_t>(window);
}

std::uint16_t ReceiveWindow::advertise(std::uint64_t next, std::uint64_t read_until) {
  const std::uint64_t unit = std::uint64_t{1} << scale_;
  const std::uint64_t possible = possible_edge(next, read_until);
  const bool grows = possible >= edge_ + worthwhile_step();
  const std::uint64_t target = std::max(grows ? possible : edge_, next);
  std::uint64_t field = std::min((target - next) / unit, largest_field);
  // What scaling rounds off would take a promise back: round up instead, as long as that stays
  // within a unit of the buffer. (RFC 7323 §2.4 allows the rest; edge() remembers it anyway.)
  if (next + field * unit < edge_ && field < largest_field && next + field * unit < possible) {
    ++field;
  }
  edge_ = std::max(edge_, next + field * unit);
  return static_cast<std::uint16_t>(field);
}

bool ReceiveWindow::update_worthwhile(std::uint64_t next, std::uint64_t read_until) const {
  const std::uint64_t possible = possible_edge(next, read_until);
  const std::uint64_t left = edge_ > next ? edge_ - next : 0;
  if (possible < edge_ + worthwhile_step()) return false;
  // The window must at least double: a reader in small steps would else cause an ACK for each.
  return !avoids_silly_ || possible - next >= 2 * left;
}

std::uint64_t ReceiveWindow::possible_edge(std::uint64_t next, std::uint64_t read_until) const {
  return std::min(read_until + buffer_bytes_, next + (largest_field << scale_));
}

std::uint64_t ReceiveWindow::worthwhile_step() const {
  if (!avoids_silly_) return std::uint64_t{1} << scale_;  // less cannot be said
  return std::max<std::uint64_t>(std::min(buffer_bytes_ / 2, segment_bytes_), 1);
}

}  // namespace acklab::transport

#include "net/congestion/fixed_window.hpp"

#include <limits>

namespace acklab::congestion {

void FixedWindow::on_ack(const AckSample&) {}
void FixedWindow::on_loss_event(std::uint64_t) {}
void FixedWindow::on_congestion_mark(std::uint64_t) {}
void FixedWindow::on_timeout(std::uint64_t, bool) {}
void FixedWindow::on_recovered() {}
void FixedWindow::on_idle_restart() {}

std::uint64_t FixedWindow::window_bytes() const {
  // Half the range, so that adding a segment to it never overflows.
  return std::numeric_limits<std::uint64_t>::max() / 2;
}

std::optional<std::uint64_t> FixedWindow::slow_start_threshold_bytes() const {
  return std::nullopt;
}

}  // namespace acklab::congestion

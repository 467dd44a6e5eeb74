#include "sim/contender/kernel_side.hpp"

#include <utility>

namespace acklab::contender {
namespace {

constexpr std::uint8_t kernel_state_close = 7;  // TCP_CLOSE in Linux's tcp_states.h

}  // namespace

KernelSide::~KernelSide() {
  unwatch();
  if (listener_) loop_.unwatch(listener_->fd());
}

void KernelSide::connect(socket::TcpSocket socket, const SocketAddress& to) {
  adopt(std::move(socket));
  if (const auto begun = socket_->connect(to); !begun) note(begun.error());
}

void KernelSide::listen(socket::TcpListener listener) {
  listener_.emplace(std::move(listener));
  loop_.watch(listener_->fd(), false, [this](socket::Readiness) { on_waiting(); });
}

void KernelSide::adopt(socket::TcpSocket socket) {
  socket_.emplace(std::move(socket));
  stream_.emplace(*socket_);
  watched_ = true;
  loop_.watch(socket_->fd(), true, [this](socket::Readiness) { on_ready(); });
}

void KernelSide::on_waiting() {
  auto accepted = listener_->accept();
  if (!accepted) return note(accepted.error());
  if (accepted->has_value() && !socket_) adopt(std::move(**accepted));
}

void KernelSide::check_connected(Instant now) {
  const auto connected = socket_->connect_result();
  if (connected) {
    connected_at_ = now;
  } else if (connected.error().code != std::errc::not_connected) {
    note(connected.error());
  }
}

void KernelSide::on_ready() {
  const Instant now = loop_.now();
  if (!connected_at_) check_connected(now);
  if (!connected_at_ || error_) return;
  application_->progress(now, *stream_);
  if (stream_->error()) return note(*stream_->error());
  if (application_->finished()) return unwatch();
  loop_.want_writable(socket_->fd(), stream_->wants_to_write());
}

void KernelSide::note(const socket::SocketError& error) {
  if (!error_) error_ = error;
  unwatch();
}

void KernelSide::unwatch() {
  if (std::exchange(watched_, false)) loop_.unwatch(socket_->fd());
}

bool KernelSide::is_closed() const {
  if (!application_->finished() || !socket_) return false;
  const auto of_kernel = socket_->info();
  return !of_kernel || of_kernel->state == kernel_state_close;
}

std::optional<socket::TcpInfo> KernelSide::info() const {
  if (!socket_) return std::nullopt;
  const auto of_kernel = socket_->info();
  return of_kernel ? std::optional{*of_kernel} : std::nullopt;
}

std::string KernelSide::congestion_control() const {
  if (!socket_) return {};
  return socket_->congestion_control().value_or("");
}

void observe_kernel(const KernelSide& side, SeriesPoint& point) {
  const auto info = side.info();
  if (!info || !side.connected_at()) return;
  point.congestion_window_bytes = info->congestion_window_bytes;
  point.slow_start_threshold_bytes = info->slow_start_threshold_bytes;
  point.in_flight_bytes = info->in_flight_bytes;
  point.smoothed_rtt = info->smoothed_rtt;
  point.retransmission_timeout = info->retransmission_timeout;
}

}  // namespace acklab::contender

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

void KernelSide::connect(SocketSource source, const SocketAddress& to) {
  source_ = std::move(source);
  to_ = to;
  open();
}

void KernelSide::open() {
  application_->begin_connection(loop_.now());
  adopt(source_());
  if (const auto begun = socket_->connect(to_); !begun) note(begun.error());
}

void KernelSide::listen(socket::TcpListener listener) {
  listener_.emplace(std::move(listener));
  loop_.watch(listener_->fd(), false, [this](socket::Readiness) { on_waiting(); });
}

void KernelSide::adopt(socket::TcpSocket socket) {
  socket_.emplace(std::move(socket));
  if (no_delay_) socket_->set_no_delay(true);
  stream_.emplace(*socket_);
  watched_ = true;
  connected_ = false;
  loop_.watch(socket_->fd(), true, [this](socket::Readiness ready) { on_ready(ready); });
}

void KernelSide::on_waiting() {
  auto accepted = listener_->accept();
  if (!accepted) return note(accepted.error());
  if (!accepted->has_value()) return;
  waiting_.push_back(std::move(**accepted));
  const Instant now = loop_.now();
  if (!socket_ || application_->wants_next_connection(now)) take_next_connection(now);
}

void KernelSide::check_connected(Instant now) {
  const auto connected = socket_->connect_result();
  if (connected) {
    connected_ = true;
    if (!connected_at_) connected_at_ = now;
  } else if (connected.error().code != std::errc::not_connected) {
    note(connected.error());
  }
}

void KernelSide::on_ready(socket::Readiness readiness) {
  const Instant now = loop_.now();
  if (!connected_) {
    check_connected(now);
  } else if (readiness.error) {
    note_trouble();
  }
  if (connected_ && !error_) work(now);
}

/// An error, also when the application is not reading just now; or both directions are closed,
/// which would be told for ever.
void KernelSide::note_trouble() {
  const auto healthy = socket_->connect_result();
  if (!healthy && healthy.error().code != std::errc::not_connected) return note(healthy.error());
  stop_watching();
}

void KernelSide::work(Instant now) {
  stream_->begin_round();
  application_->progress(now, *stream_);
  if (stream_->error()) return note(*stream_->error());
  if (application_->finished()) return unwatch();
  if (application_->abandons_connection(now)) return abandon();
  if (application_->wants_next_connection(now)) return take_next_connection(now);
  arrange_waking();
}

void KernelSide::take_next_connection(Instant now) {
  if (source_) {
    leave_connection();
    return open();
  }
  if (waiting_.empty()) return unwatch();
  leave_connection();
  application_->begin_connection(now);
  adopt(std::move(waiting_.front()));
  waiting_.erase(waiting_.begin());
}

/// A socket is readable for as long as nobody reads, and at the end of the stream for ever: whoever
/// does not read now is woken by its own timer or by room to write.
void KernelSide::arrange_waking() {
  if (watched_) {
    loop_.want_writable(socket_->fd(), stream_->wants_to_write());
    loop_.want_readable(socket_->fd(), stream_->has_read_all() && !stream_->end_of_stream());
  }
  if (timer_) loop_.cancel(*timer_);
  timer_.reset();
  const auto wanted = application_->next_timeout();
  if (!wanted) return;
  timer_ = loop_.call_at(*wanted, [this] {
    timer_.reset();
    if (connected_ && !error_) work(loop_.now());
  });
}

/// As a machine that starts anew: no FIN, no RST; what still comes is answered as to a stranger.
void KernelSide::abandon() {
  if (const auto silent = socket_->fall_silent(); !silent) return note(silent.error());
  retransmitted_in_past_ += retransmitted_segments().value_or(0);
  unwatch();
  stream_.reset();
  socket_.reset();
  connected_ = false;
}

/// A socket that is closed too early answers what still comes with RST, so the latest are kept.
void KernelSide::leave_connection() {
  constexpr std::size_t max_past = 64;
  if (!socket_) return;
  unwatch();
  stream_.reset();
  past_.push_back(std::move(*socket_));
  socket_.reset();
  connected_ = false;
  if (past_.size() <= max_past) return;
  if (const auto info = past_.front().info()) {
    retransmitted_in_past_ += info->retransmitted_segments;
  }
  past_.erase(past_.begin());
}

void KernelSide::note(const socket::SocketError& error) {
  if (!error_) application_->note_lost(loop_.now());
  if (!error_) error_ = error;
  unwatch();
}

void KernelSide::unwatch() {
  if (timer_) loop_.cancel(*timer_);
  timer_.reset();
  stop_watching();
}

void KernelSide::stop_watching() {
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

std::optional<std::uint64_t> KernelSide::retransmitted_segments() const {
  const auto latest = info();
  if (!latest) return std::nullopt;
  std::uint64_t sum = retransmitted_in_past_ + latest->retransmitted_segments;
  for (const socket::TcpSocket& past : past_) {
    if (const auto of_past = past.info()) sum += of_past->retransmitted_segments;
  }
  return sum;
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

#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "net/socket/event_loop.hpp"
#include "net/socket/tcp_socket.hpp"
#include "sim/contender/kernel_stream.hpp"
#include "sim/contender/run_result.hpp"
#include "sim/workload/application.hpp"

namespace acklab::contender {

/// One side of a job on the kernel's TCP: a connection that it opens or accepts, and the
/// application on it.
class KernelSide {
 public:
  KernelSide(socket::EventLoop& loop, std::unique_ptr<workload::StreamApplication> application)
      : loop_(loop), application_(std::move(application)) {}
  KernelSide(const KernelSide&) = delete;
  KernelSide& operator=(const KernelSide&) = delete;
  ~KernelSide();

  void connect(socket::TcpSocket socket, const SocketAddress& to);
  /// Accepts one connection.
  void listen(socket::TcpListener listener);

  [[nodiscard]] std::optional<Instant> connected_at() const { return connected_at_; }
  [[nodiscard]] bool job_finished() const { return application_->finished(); }
  /// The application has done its part, all is acknowledged and both directions are closed.
  [[nodiscard]] bool is_closed() const;
  /// What the kernel said went wrong.
  [[nodiscard]] const std::optional<socket::SocketError>& error() const { return error_; }
  /// Nothing before there is a connection.
  [[nodiscard]] std::optional<socket::TcpInfo> info() const;
  [[nodiscard]] std::string congestion_control() const;

 private:
  void adopt(socket::TcpSocket socket);
  void on_waiting();
  void on_ready();
  void check_connected(Instant now);
  void note(const socket::SocketError& error);
  void unwatch();

  socket::EventLoop& loop_;
  std::unique_ptr<workload::StreamApplication> application_;
  std::optional<socket::TcpListener> listener_;
  std::optional<socket::TcpSocket> socket_;
  std::optional<KernelStream> stream_;
  bool watched_ = false;
  std::optional<Instant> connected_at_;
  std::optional<socket::SocketError> error_;
};

/// The connection's inner state, for the series.
void observe_kernel(const KernelSide& side, SeriesPoint& point);

}  // namespace acklab::contender

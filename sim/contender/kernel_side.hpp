#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "net/socket/event_loop.hpp"
#include "net/socket/tcp_socket.hpp"
#include "sim/contender/kernel_stream.hpp"
#include "sim/contender/run_result.hpp"
#include "sim/workload/application.hpp"

namespace acklab::contender {

/// One side of a job on the kernel's TCP: the connections that it opens or accepts, one after the
/// other, and the application on them. What is told is of the connection it has, or of the last.
class KernelSide {
 public:
  /// Where the client's sockets come from. May throw std::system_error when there are no more.
  using SocketSource = std::function<socket::TcpSocket()>;

  /// `no_delay`: Nagle's algorithm is off (TCP_NODELAY).
  KernelSide(socket::EventLoop& loop, std::unique_ptr<workload::StreamApplication> application,
             bool no_delay)
      : loop_(loop), application_(std::move(application)), no_delay_(no_delay) {}
  KernelSide(const KernelSide&) = delete;
  KernelSide& operator=(const KernelSide&) = delete;
  ~KernelSide();

  /// Opens the first connection, and further ones as the application wants them.
  void connect(SocketSource source, const SocketAddress& to);
  /// Accepts connections.
  void listen(socket::TcpListener listener);

  /// When the first connection was established.
  [[nodiscard]] std::optional<Instant> connected_at() const { return connected_at_; }
  [[nodiscard]] bool job_finished() const { return application_->finished(); }
  /// The application has done its part, all is acknowledged and both directions are closed.
  [[nodiscard]] bool is_closed() const;
  /// What the kernel said went wrong.
  [[nodiscard]] const std::optional<socket::SocketError>& error() const { return error_; }
  /// Nothing before there is a connection.
  [[nodiscard]] std::optional<socket::TcpInfo> info() const;
  /// Of all its connections; nothing before there is one.
  [[nodiscard]] std::optional<std::uint64_t> retransmitted_segments() const;
  [[nodiscard]] std::string congestion_control() const;

 private:
  void open();
  void adopt(socket::TcpSocket socket);
  void leave_connection();
  void abandon();
  void on_waiting();
  void on_ready(socket::Readiness readiness);
  void work(Instant now);
  void take_next_connection(Instant now);
  void arrange_waking();
  void check_connected(Instant now);
  void note_trouble();
  void note(const socket::SocketError& error);
  /// Of the file descriptor; the timer stays.
  void stop_watching();
  void unwatch();

  socket::EventLoop& loop_;
  std::unique_ptr<workload::StreamApplication> application_;
  bool no_delay_;
  SocketSource source_;  // of the client
  SocketAddress to_;
  std::optional<socket::TcpListener> listener_;
  std::vector<socket::TcpSocket> waiting_;  // accepted, but the application is not there yet
  std::optional<socket::TcpSocket> socket_;
  std::optional<KernelStream> stream_;
  bool watched_ = false;
  bool connected_ = false;
  std::optional<socket::TimerId> timer_;
  std::vector<socket::TcpSocket> past_;  // closed by the application, perhaps not by the peer
  std::uint64_t retransmitted_in_past_ = 0;
  std::optional<Instant> connected_at_;
  std::optional<socket::SocketError> error_;
};

/// The connection's inner state, for the series.
void observe_kernel(const KernelSide& side, SeriesPoint& point);

}  // namespace acklab::contender

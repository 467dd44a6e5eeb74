#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "net/base/bytes.hpp"
#include "net/socket/event_loop.hpp"
#include "net/socket/reliable_connection.hpp"
#include "net/socket/tcp_socket.hpp"

// Two sides of a conversation: each sends its content, closes, and keeps what it receives.
namespace acklab::test {

/// The side on the kernel's TCP.
class KernelTalker {
 public:
  KernelTalker(socket::EventLoop& loop, socket::TcpSocket socket, Bytes content)
      : loop_(loop), socket_(std::move(socket)), content_(std::move(content)) {}
  KernelTalker(const KernelTalker&) = delete;
  KernelTalker& operator=(const KernelTalker&) = delete;
  ~KernelTalker();

  /// The socket is connected, or was told to connect.
  void start();
  void connect(const SocketAddress& to);

  /// Once connecting has begun.
  [[nodiscard]] std::uint16_t local_port() const;
  [[nodiscard]] const Bytes& received() const { return received_; }
  /// Sent, acknowledged and closed both ways, as the kernel sees it.
  [[nodiscard]] bool is_closed() const;
  /// What the kernel said went wrong.
  [[nodiscard]] const std::optional<std::string>& trouble() const { return trouble_; }
  [[nodiscard]] std::string describe() const;

 private:
  void on_ready();
  void read_all();
  void write_more();
  void note(const socket::SocketError& error);

  socket::EventLoop& loop_;
  socket::TcpSocket socket_;
  Bytes content_;
  std::size_t sent_ = 0;
  Bytes received_;
  bool watched_ = false;
  bool connected_ = false;
  bool ended_ = false;
  std::optional<std::string> trouble_;
};

/// The side on our transport.
class OwnTalker {
 public:
  explicit OwnTalker(Bytes content) : content_(std::move(content)) {}
  OwnTalker(const OwnTalker&) = delete;
  OwnTalker& operator=(const OwnTalker&) = delete;

  /// Takes the connection over; it must be connected when `connected`.
  void start(socket::ReliableConnection& connection, bool connected);

  [[nodiscard]] const Bytes& received() const { return received_; }
  /// Closed, or in TIME-WAIT, which nobody has to wait out.
  [[nodiscard]] bool is_closed() const;
  [[nodiscard]] const std::optional<transport::CloseReport>& report() const { return report_; }
  [[nodiscard]] std::string describe() const;

 private:
  void write_more();
  void read_all();

  socket::ReliableConnection* connection_ = nullptr;  // nothing before start and after on_closed
  Bytes content_;
  std::size_t sent_ = 0;
  Bytes received_;
  bool ended_ = false;
  std::optional<transport::CloseReport> report_;
};

}  // namespace acklab::test

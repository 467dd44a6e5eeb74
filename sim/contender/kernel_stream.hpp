#pragma once

#include <optional>

#include "net/socket/tcp_socket.hpp"
#include "sim/workload/application.hpp"

namespace acklab::contender {

/// A connection of the kernel's TCP as an application's byte stream. An error ends the stream both
/// ways and is kept.
class KernelStream final : public workload::ByteStream {
 public:
  explicit KernelStream(socket::TcpSocket& connection) : connection_(connection) {}

  std::size_t write(Instant now, ByteView octets) override;
  std::size_t read(Instant now, MutableByteView into) override;
  [[nodiscard]] bool end_of_stream() const override { return ended_; }
  void close(Instant now) override;

  /// The application runs anew.
  void begin_round() { has_read_all_ = false; }
  /// It has read since then until there was no more.
  [[nodiscard]] bool has_read_all() const { return has_read_all_; }
  /// The last write took less than it was offered.
  [[nodiscard]] bool wants_to_write() const { return blocked_; }
  [[nodiscard]] const std::optional<socket::SocketError>& error() const { return error_; }

 private:
  socket::TcpSocket& connection_;
  std::optional<socket::SocketError> error_;
  bool blocked_ = false;
  bool ended_ = false;
  bool has_read_all_ = false;
};

}  // namespace acklab::contender

#pragma once

#include <cstdint>
#include <optional>

#include "net/base/address.hpp"
#include "net/base/bytes.hpp"
#include "net/socket/udp_socket.hpp"
#include "sim/path/packet_port.hpp"

namespace acklab::path {

/// One side of the relay: the UDP socket that stands in for the other host.
class RelayPort final : public PacketPort {
 public:
  /// `own` is where the host of this side sends to, `host` the address of that host's own socket.
  RelayPort(socket::UdpSocket own, const SocketAddress& host);

  [[nodiscard]] int fd() const override { return own_.fd(); }
  [[nodiscard]] std::optional<link::Packet> receive() override;
  void send(const link::Packet& packet) override;

  [[nodiscard]] SocketAddress own_address() const { return own_.local_address(); }
  /// Datagrams that the system would not take from the relay.
  [[nodiscard]] std::uint64_t refused() const { return refused_; }

 private:
  socket::UdpSocket own_;
  SocketAddress host_;
  std::uint32_t header_bytes_;
  Bytes buffer_;
  std::uint64_t refused_ = 0;
};

}  // namespace acklab::path

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "net/base/address.hpp"
#include "net/base/bytes.hpp"
#include "net/socket/udp_socket.hpp"
#include "sim/path/packet_port.hpp"
#include "sim/path/udp_reception.hpp"

namespace acklab::path {

/// One side of the relay: the UDP socket that stands in for the other host.
class RelayPort final : public PacketPort {
 public:
  /// `own` is where the host of this side sends to, `hosts` the addresses of that host's own
  /// sockets, one for each flow: who sent a datagram says whose it is. `envelope` is what UDP's
  /// header says on the link of what this host sends: the addresses and ports are those that it
  /// would have on TUN.
  RelayPort(socket::UdpSocket own, std::vector<SocketAddress> hosts,
            const link::UdpEnvelope& envelope);

  [[nodiscard]] int fd() const override { return own_.fd(); }
  [[nodiscard]] std::optional<link::Packet> receive(Bytes& space) override;
  void send(const link::Packet& packet) override;

  [[nodiscard]] SocketAddress own_address() const { return own_.local_address(); }
  /// From now on a flow's datagrams from this host have no UDP checksum: what they carry is a
  /// transport's segments. From any thread, before the host sends.
  [[nodiscard]] Expected<void, socket::SocketError> carry_segments(std::size_t flow);
  /// What became of datagrams that reached this host damaged.
  [[nodiscard]] const UdpReception& reception() const { return reception_; }
  /// Datagrams that the system would not take from the relay.
  [[nodiscard]] std::uint64_t refused() const { return refused_; }

 private:
  socket::UdpSocket own_;
  std::vector<SocketAddress> hosts_;
  IpAddress::Family ip_version_;
  std::uint32_t header_bytes_;
  link::UdpEnvelope envelope_;
  std::vector<std::atomic<bool>> carries_segments_;  // by flow
  UdpReception reception_;
  Bytes buffer_;
  std::uint64_t refused_ = 0;
};

}  // namespace acklab::path

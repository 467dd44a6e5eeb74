#pragma once

#include <cstdint>
#include <memory>

#include "net/base/address.hpp"
#include "net/socket/datagram_port.hpp"
#include "sim/path/packet_port.hpp"
#include "sim/path/packet_queue.hpp"

namespace acklab::path {

/// What a host in user space and the link hand each other.
struct PacketQueues {
  PacketQueue to_link;
  PacketQueue to_host;
};

/// The link's end of a host that lives in this process and speaks whole IP packets.
class UserSpaceHost final : public PacketPort {
 public:
  UserSpaceHost(const IpAddress& own, const IpAddress& peer)
      : own_(own), peer_(peer), queues_(std::make_shared<PacketQueues>()) {}

  /// The host's end: whole IP packets, in any one thread.
  [[nodiscard]] std::unique_ptr<socket::DatagramPort> open_packets() const;

  [[nodiscard]] int fd() const override { return queues_->to_link.fd(); }
  /// Takes IP packets to the peer, of its version; ignores the rest.
  [[nodiscard]] std::optional<link::Packet> receive(Bytes& space) override;
  void send(const link::Packet& packet) override { queues_->to_host.push(packet.octets); }

  /// Packets that a full queue has lost, on the way to the link and from it.
  [[nodiscard]] std::uint64_t lost_before_link() const { return queues_->to_link.refused(); }
  [[nodiscard]] std::uint64_t lost_behind_link() const { return queues_->to_host.refused(); }

 private:
  IpAddress own_;
  IpAddress peer_;
  std::shared_ptr<PacketQueues> queues_;
};

}  // namespace acklab::path

#include "sim/path/user_space_host.hpp"

#include <algorithm>
#include <utility>

#include "sim/path/ip_packet.hpp"

namespace acklab::path {

namespace {

class PacketsOfHost final : public socket::DatagramPort {
 public:
  PacketsOfHost(const IpAddress& own, std::shared_ptr<PacketQueues> queues)
      : own_(own), queues_(std::move(queues)) {}

  [[nodiscard]] int fd() const override { return queues_->to_host.fd(); }
  /// A full queue loses the packet, as an interface does.
  [[nodiscard]] Expected<bool, socket::SocketError> send(
      const OutgoingDatagram& datagram) override {
    queues_->to_link.push(datagram.payload);
    return true;
  }
  [[nodiscard]] Expected<std::optional<socket::ReceivedDatagram>, socket::SocketError> receive_into(
      MutableByteView buffer) override {
    const auto packet = queues_->to_host.pop();
    if (!packet) return std::nullopt;
    const std::size_t bytes = std::min(packet->size(), buffer.size());
    std::copy_n(packet->begin(), bytes, buffer.begin());
    return socket::ReceivedDatagram{{}, bytes, bytes < packet->size()};
  }
  [[nodiscard]] SocketAddress local_address() const override { return {own_, 0}; }

 private:
  IpAddress own_;
  std::shared_ptr<PacketQueues> queues_;
};

}  // namespace

std::unique_ptr<socket::DatagramPort> UserSpaceHost::open_packets() const {
  return std::make_unique<PacketsOfHost>(own_, queues_);
}

std::optional<link::Packet> UserSpaceHost::receive(Bytes& /*space*/) {
  while (auto octets = queues_->to_link.pop()) {
    const auto corruptible_from = transport_octets_start(*octets, peer_);
    if (!corruptible_from) {
      count_ignored();
      continue;
    }
    const auto ip_bytes = static_cast<std::uint32_t>(octets->size());
    const link::Content content = transport_content(*octets, *corruptible_from);
    return link::Packet{.octets = std::move(*octets),
                        .ip_bytes = ip_bytes,
                        .corruptible_from = *corruptible_from,
                        .layout = link::PacketLayout::ip_packet,
                        .ip_version = peer_.family(),
                        .content = content};
  }
  return std::nullopt;
}

}  // namespace acklab::path

#pragma once

#include <utility>

#include "net/socket/datagram_port.hpp"
#include "net/socket/file_descriptor.hpp"

namespace acklab::socket {

/// Whole IP packets through a TUN device (IFF_TUN with IFF_NO_PI), or another file descriptor that
/// hands over one packet a read and takes one a write: what ReliableListener::listen_on_ip and
/// ReliableClient::connect_on_ip run on.
///
/// The device's own addresses are the system's; this side is another host behind it, whose packets
/// the system must route into the device.
class PacketDevice final : public DatagramPort {
 public:
  /// `device` is open and non-blocking; `own` is the address of the host on this side.
  PacketDevice(FileDescriptor device, const IpAddress& own)
      : device_(std::move(device)), own_(own) {}

  [[nodiscard]] int fd() const override { return device_.get(); }
  [[nodiscard]] Expected<bool, SocketError> send(const OutgoingDatagram& datagram) override;
  [[nodiscard]] Expected<std::optional<ReceivedDatagram>, SocketError> receive_into(
      MutableByteView buffer) override;
  [[nodiscard]] SocketAddress local_address() const override { return {own_, 0}; }

 private:
  FileDescriptor device_;
  IpAddress own_;
};

}  // namespace acklab::socket

#pragma once

#include <optional>
#include <string>

#include "net/base/address.hpp"
#include "net/base/bytes.hpp"
#include "net/socket/file_descriptor.hpp"
#include "sim/path/flow_sorter.hpp"
#include "sim/path/packet_port.hpp"

namespace acklab::path {

inline constexpr const char* default_tun_node = "/dev/net/tun";

/// Opens the device node through which TUN devices are made. It makes them in the network namespace
/// that the calling thread is in now. Throws std::system_error.
[[nodiscard]] socket::FileDescriptor open_tun_node(const std::string& node);

/// Turns an open node into a TUN device named `interface`, which lives as long as the descriptor:
/// IP packets without any header before them and without offload, so that the kernel computes and
/// checks every checksum itself. Throws std::system_error.
void create_tun_device(const socket::FileDescriptor& node, const std::string& interface);

/// The packets of a host that come out of its TUN device, and the way back in.
class TunPort final : public PacketPort {
 public:
  /// Takes IP packets to `peer`, of its version; ignores the rest. With a `sorter` it says whose
  /// they are, and ignores what is nobody's.
  TunPort(socket::FileDescriptor device, const IpAddress& peer,
          std::optional<FlowSorter> sorter = std::nullopt);

  [[nodiscard]] int fd() const override { return device_.get(); }
  [[nodiscard]] std::optional<link::Packet> receive(Bytes& space) override;
  /// A packet the kernel does not take is in the receive_dropped of the device's statistics.
  void send(const link::Packet& packet) override;

 private:
  /// The next packet, whatever it is; false when none waits.
  [[nodiscard]] bool read_into(Bytes& space);

  socket::FileDescriptor device_;
  IpAddress peer_;
  std::optional<FlowSorter> sorter_;
  Bytes rest_;  // of a packet that is larger than usual
};

}  // namespace acklab::path

#pragma once

#include <cstdint>
#include <string>

#include "net/base/address.hpp"
#include "net/base/bytes.hpp"
#include "net/socket/file_descriptor.hpp"

namespace acklab::path {

/// What an interface counted (IFLA_STATS64).
struct InterfaceStatistics {
  std::uint64_t received_packets = 0;
  std::uint64_t sent_packets = 0;
  std::uint64_t receive_dropped = 0;
  std::uint64_t send_dropped = 0;
};

/// How an interface is to be; the queue length is in packets.
struct InterfaceSetting {
  bool up = true;
  std::uint32_t mtu_bytes = 1500;
  std::uint32_t transmit_queue_packets = 1000;
};

/// The kernel's interface for interfaces (rtnetlink), of the network namespace of the thread that
/// makes it. Every call throws std::system_error when the kernel refuses.
class Netlink {
 public:
  Netlink();

  void bring_up(const std::string& interface);
  void configure(const std::string& interface, const InterfaceSetting& setting);
  /// The network of the address becomes reachable through the interface.
  void add_address(const std::string& interface, const IpAddress& address,
                   std::uint8_t prefix_bits);
  /// Whether a packet to the address would stay on this host. An IPv6 address does not count at
  /// once: the kernel makes its route a little later, in the background.
  [[nodiscard]] bool is_local(const IpAddress& address);
  [[nodiscard]] InterfaceStatistics statistics(const std::string& interface);

 private:
  /// Sends a request and returns the kernel's answer, which is empty for a bare acknowledgement.
  [[nodiscard]] Bytes exchange(Bytes request, const std::string& operation);

  socket::FileDescriptor socket_;
};

}  // namespace acklab::path

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <system_error>

#include "net/base/address.hpp"
#include "sim/path/device_mtu.hpp"
#include "sim/path/kernel_counters.hpp"
#include "sim/path/netlink.hpp"
#include "sim/path/network_namespace.hpp"
#include "sim/path/tun_device.hpp"

namespace acklab::path {

/// What is needed for a TUN host, in the order it is tried.
enum class TunStep : std::uint8_t {
  node,               // opening /dev/net/tun
  network_namespace,  // making one
  device,             // making a TUN device in it
  configuration,      // its address, queue and state
  ipv6_address,       // the address, where it is one of IPv6
};

/// The step at which setting up a TUN host failed, and the system's error.
class TunSetupError : public std::system_error {
 public:
  TunSetupError(TunStep step, const std::system_error& cause)
      : std::system_error(cause), step_(step) {}
  [[nodiscard]] TunStep step() const { return step_; }

 private:
  TunStep step_;
};

/// A host: a network namespace whose only way out is a TUN device.
///
/// IPv6 is off there unless the host's own address is one, and then it asks for nothing by itself,
/// so that nothing but the application's packets crosses the link; nothing of earlier connections
/// is remembered; TCP's buffers may grow until a long fat link is full.
class TunHost {
 public:
  /// Throws TunSetupError.
  TunHost(const IpAddress& own, const IpAddress& peer, const std::string& tun_node,
          std::uint32_t mtu_bytes = default_device_mtu_bytes,
          std::optional<FlowSorter> sorter = std::nullopt);

  [[nodiscard]] const NetworkNamespace& network() const { return *network_; }
  [[nodiscard]] TunPort& port() { return *port_; }
  [[nodiscard]] const TunPort& port() const { return *port_; }

  struct Drops {
    InterfaceStatistics interface;
    HostDrops kernel;
  };
  /// What the host has lost so far; zero where the system does not say.
  [[nodiscard]] Drops drops() const;

 private:
  void configure(const IpAddress& own, std::uint32_t mtu_bytes) const;

  std::optional<NetworkNamespace> network_;
  std::optional<TunPort> port_;
};

}  // namespace acklab::path

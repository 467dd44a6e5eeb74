#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "sim/path/link_thread.hpp"
#include "sim/path/real_path.hpp"
#include "sim/path/tun_host.hpp"
#include "sim/path/user_space_host.hpp"

namespace acklab::path {

/// Two hosts that exchange IP packets across the link, each this process or a kernel's stack in a
/// network namespace of its own.
class IpPath final : public RealPath {
 public:
  /// Throws TunSetupError, and std::system_error.
  IpPath(const link::LinkSettings& settings, std::uint64_t seed, const HostKinds& hosts,
         const std::string& tun_node, IpVersion version,
         std::uint32_t device_mtu_bytes = default_device_mtu_bytes, std::size_t flows = 1);

  /// Runs `action` in a thread inside the network namespace of a host that is a kernel.
  void run_on(Host host, const std::function<void()>& action) const;
  /// The namespace of a host that is a kernel.
  [[nodiscard]] const NetworkNamespace& network(Host host) const;

  [[nodiscard]] PathKind kind() const override;
  [[nodiscard]] Expected<socket::UdpSocket, PathError> open_udp(Host host,
                                                                std::size_t flow = 0) override;
  [[nodiscard]] Expected<socket::UdpSocket, PathError> open_udp_without_checksum(
      Host host, std::size_t flow = 0) override;
  [[nodiscard]] SocketAddress server_udp_address(std::size_t flow = 0) const override;
  [[nodiscard]] Expected<std::unique_ptr<socket::DatagramPort>, PathError> open_packets(
      Host host) override;
  [[nodiscard]] std::optional<PathError> refuses_tcp() const override;
  [[nodiscard]] Expected<void, PathError> set_tcp(const ChangedTcpSettings& settings) override;
  [[nodiscard]] Expected<socket::TcpListener, PathError> listen_tcp(std::size_t flow = 0) override;
  [[nodiscard]] Expected<socket::TcpSocket, PathError> open_tcp_client() override;
  [[nodiscard]] SocketAddress server_tcp_address(std::size_t flow = 0) const override;
  /// Of the host that is a kernel; empty when neither is.
  [[nodiscard]] TcpSettings tcp_settings() const override;
  void record_fates(link::Link::FateSink sink) override;
  void record_releases(link::Link::ReleaseSink sink) override;
  void record_crossings(link::Link::CrossingSink sink) override;
  [[nodiscard]] bool idle() const override { return thread_.idle(); }
  [[nodiscard]] PathTruth stop() override;

 private:
  /// One side; exactly one of the two is there.
  struct Side {
    Side(HostKind kind, const IpAddress& own, const IpAddress& peer, const std::string& tun_node,
         std::uint32_t device_mtu_bytes, std::optional<FlowSorter> sorter);
    [[nodiscard]] PacketPort& port();
    [[nodiscard]] std::uint64_t ignored() const;
    /// On their way to the link, and behind it.
    struct Lost {
      std::uint64_t before = 0;
      std::uint64_t behind = 0;
      std::uint64_t at_sockets = 0;  // of those behind: a receive buffer was full
      std::uint64_t bad_checksum = 0;
      std::uint64_t no_port = 0;
    };
    [[nodiscard]] Lost lost() const;

    std::optional<TunHost> kernel;
    std::optional<UserSpaceHost> user_space;
  };
  [[nodiscard]] const Side& side(Host host) const {
    return host == Host::client ? client_ : server_;
  }
  template <typename Socket, typename Open>
  [[nodiscard]] Expected<Socket, PathError> on_kernel(Host host, Open open) const;

  [[nodiscard]] HostAddresses addresses(std::size_t flow) const {
    return flow_addresses(addresses_.client.ip.family(), flow);
  }

  HostAddresses addresses_;
  Side client_;
  Side server_;
  LinkThread thread_;  // last: it uses the ports
};

/// open_ip with another device node than /dev/net/tun, and all that an IpPath offers.
[[nodiscard]] Expected<std::unique_ptr<IpPath>, PathError> open_ip_at(
    const std::string& tun_node, const link::LinkSettings& settings, std::uint64_t seed,
    const HostKinds& hosts, IpVersion version = IpVersion::v4,
    std::uint32_t device_mtu_bytes = default_device_mtu_bytes, std::size_t flows = 1);

}  // namespace acklab::path

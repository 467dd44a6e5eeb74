#include <cassert>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>

#include "sim/path/ipv6_obstacle.hpp"
#include "sim/path/link_thread.hpp"
#include "sim/path/real_path.hpp"
#include "sim/path/relay_port.hpp"
#include "sim/path/socket_drops.hpp"
#include "sim/path/system_call.hpp"

namespace acklab::path {

namespace {

using link::Direction;

constexpr std::uint32_t relay_buffer_bytes = 8U << 20U;
socket::UdpSocket bind_with_large_buffers(IpVersion version) {
  const IpAddress loopback =
      version == IpVersion::v4 ? IpAddress::loopback_v4() : IpAddress::loopback_v6();
  auto bound = socket::UdpSocket::bind({loopback, 0});
  if (!bound) throw std::system_error(bound.error().code, bound.error().operation);
  bound->request_buffer_bytes(relay_buffer_bytes, relay_buffer_bytes);
  return std::move(*bound);
}

PathError kernel_tcp_refusal() {
  return PathError{
      .reason =
          "The relay carries UDP datagrams between two sockets; the packets of the kernel's "
          "own TCP can only be led across the link by a TUN device.",
      .remedy = "Run `acklab doctor` to see what this machine lacks for TUN, then use --path tun."};
}

/// A host's own socket until the application takes it, and a second hold on it, so that what the
/// system dropped there can be asked for at the end.
struct Endpoint {
  explicit Endpoint(socket::UdpSocket own)
      : address(own.local_address()),
        observed(::fcntl(own.fd(), F_DUPFD_CLOEXEC, 0)),
        socket(std::move(own)) {
    if (!observed.valid()) throw_system_failure("fcntl F_DUPFD_CLOEXEC");
  }

  SocketAddress address;
  socket::FileDescriptor observed;
  std::optional<socket::UdpSocket> socket;
};

std::vector<Endpoint> endpoints(IpVersion version, std::size_t flows) {
  std::vector<Endpoint> opened;
  opened.reserve(flows);
  for (std::size_t flow = 0; flow < flows; ++flow) {
    opened.emplace_back(bind_with_large_buffers(version));
  }
  return opened;
}

std::vector<SocketAddress> addresses_of(const std::vector<Endpoint>& endpoints) {
  std::vector<SocketAddress> addresses;
  addresses.reserve(endpoints.size());
  for (const Endpoint& endpoint : endpoints) addresses.push_back(endpoint.address);
  return addresses;
}

class Relay final : public RealPath {
 public:
  Relay(const link::LinkSettings& settings, std::uint64_t seed, IpVersion version,
        std::size_t flows)
      : clients_(endpoints(version, flows)),
        servers_(endpoints(version, flows)),
        client_port_(bind_with_large_buffers(version), addresses_of(clients_),
                     udp_envelope(host_addresses(version).client, host_addresses(version).server)),
        server_port_(bind_with_large_buffers(version), addresses_of(servers_),
                     udp_envelope(host_addresses(version).server, host_addresses(version).client)),
        server_udp_address_(client_port_.own_address()),
        thread_(settings, seed, client_port_, server_port_) {}

  [[nodiscard]] PathKind kind() const override { return PathKind::relay; }

  [[nodiscard]] Expected<socket::UdpSocket, PathError> open_udp(Host host,
                                                                std::size_t flow) override {
    Endpoint& endpoint = (host == Host::client ? clients_ : servers_)[flow];
    assert(endpoint.socket && "each host has one UDP socket a flow");
    socket::UdpSocket taken = std::move(*endpoint.socket);
    endpoint.socket.reset();
    return taken;
  }
  [[nodiscard]] Expected<socket::UdpSocket, PathError> open_udp_without_checksum(
      Host host, std::size_t flow) override {
    RelayPort& port = host == Host::client ? client_port_ : server_port_;
    if (const auto set = port.carry_segments(flow); !set)
      return failure(no_checksum_off(set.error()));
    return without_checksum(open_udp(host, flow));
  }
  [[nodiscard]] SocketAddress server_udp_address(std::size_t) const override {
    return server_udp_address_;
  }

  [[nodiscard]] std::optional<PathError> refuses_tcp() const override {
    return kernel_tcp_refusal();
  }
  [[nodiscard]] Expected<socket::TcpListener, PathError> listen_tcp(std::size_t) override {
    return failure(kernel_tcp_refusal());
  }
  [[nodiscard]] Expected<socket::TcpSocket, PathError> open_tcp_client() override {
    return failure(kernel_tcp_refusal());
  }
  [[nodiscard]] SocketAddress server_tcp_address(std::size_t) const override {
    return server_udp_address_;
  }
  [[nodiscard]] TcpSettings tcp_settings() const override { return {}; }

  void record_fates(link::Link::FateSink sink) override { thread_.record_fates(std::move(sink)); }
  void record_releases(link::Link::ReleaseSink sink) override {
    thread_.record_releases(std::move(sink));
  }
  void record_crossings(link::Link::CrossingSink sink) override {
    thread_.record_crossings(std::move(sink));
  }
  [[nodiscard]] bool idle() const override { return thread_.idle(); }

  [[nodiscard]] PathTruth stop() override {
    thread_.stop();
    return PathTruth{.forward = truth(Direction::forward, client_port_, server_port_, servers_),
                     .reverse = truth(Direction::reverse, server_port_, client_port_, clients_)};
  }

 private:
  [[nodiscard]] DirectionTruth truth(Direction direction, const RelayPort& entrance,
                                     const RelayPort& exit,
                                     const std::vector<Endpoint>& receivers) const {
    DirectionTruth told;
    told.counters = thread_.counters(direction);
    told.queue_delay = thread_.queue_delay(direction);
    told.lateness = thread_.lateness(direction).summary();
    told.intake = thread_.intake(direction).summary();
    told.overloaded = told.intake.max >= IntakeWatch::overload;
    for (const Endpoint& receiver : receivers) {
      told.dropped_by_receiver += dropped_at_socket(receiver.observed.get());
    }
    told.dropped_by_system =
        dropped_at_socket(entrance.fd()) + exit.refused() + told.dropped_by_receiver;
    told.discarded_bad_checksum = exit.reception().bad_checksum();
    told.discarded_no_port = exit.reception().no_port();
    told.ignored = entrance.ignored();
    return told;
  }

  std::vector<Endpoint> clients_;  // by flow
  std::vector<Endpoint> servers_;
  RelayPort client_port_;
  RelayPort server_port_;
  SocketAddress server_udp_address_;
  LinkThread thread_;  // last: it uses the ports
};

}  // namespace

Expected<std::unique_ptr<RealPath>, PathError> open_relay(const link::LinkSettings& settings,
                                                          std::uint64_t seed, IpVersion version,
                                                          std::size_t flows) {
  try {
    return std::make_unique<Relay>(settings, seed, version, flows);
  } catch (const std::system_error& error) {
    if (version == IpVersion::v6 && is_lack_of_ipv6(error.code().value())) {
      return failure(lack_of_ipv6("The UDP relay", error.code().value()));
    }
    return failure(PathError{
        .reason = std::string("The UDP relay could not be set up: ") + error.what() + ".",
        .remedy = "Check that the loopback interface is up and that the limit on open files "
                  "(ulimit -n) leaves room for a dozen more."});
  }
}

}  // namespace acklab::path

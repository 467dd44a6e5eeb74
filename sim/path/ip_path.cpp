#include "sim/path/ip_path.hpp"

#include <cassert>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "sim/path/system_setting.hpp"
#include "sim/path/tun_obstacle.hpp"

namespace acklab::path {

namespace {

using link::Direction;

constexpr std::uint32_t ip_socket_buffer_bytes = 8U << 20U;

/// One flow needs no telling apart.
std::optional<FlowSorter> sorter_for(std::size_t flows, std::uint16_t first_port,
                                     bool from_server) {
  if (flows <= 1) return std::nullopt;
  return FlowSorter{first_port, flows, from_server};
}

PathError no_kernel_there() {
  return PathError{
      .reason = "That host lives in user space: it has no kernel to open a socket with.",
      .remedy = "Exchange IP packets with it."};
}

}  // namespace

IpPath::Side::Side(HostKind kind, const IpAddress& own, const IpAddress& peer,
                   const std::string& tun_node, std::uint32_t device_mtu_bytes,
                   std::optional<FlowSorter> sorter) {
  switch (kind) {
    case HostKind::kernel:
      kernel.emplace(own, peer, tun_node, device_mtu_bytes, sorter);
      break;
    case HostKind::user_space:
      user_space.emplace(own, peer);
      break;
  }
}

PacketPort& IpPath::Side::port() {
  if (kernel) return kernel->port();
  return *user_space;
}

std::uint64_t IpPath::Side::ignored() const {
  return kernel ? kernel->port().ignored() : user_space->ignored();
}

IpPath::Side::Lost IpPath::Side::lost() const {
  if (user_space) return {user_space->lost_before_link(), user_space->lost_behind_link(), 0, 0, 0};
  const TunHost::Drops drops = kernel->drops();
  return {drops.interface.send_dropped, drops.interface.receive_dropped + drops.kernel.full_buffers,
          drops.kernel.full_buffers, drops.kernel.bad_checksum, drops.kernel.no_port};
}

IpPath::IpPath(const link::LinkSettings& settings, std::uint64_t seed, const HostKinds& hosts,
               const std::string& tun_node, IpVersion version, std::uint32_t device_mtu_bytes,
               std::size_t flows)
    : addresses_(host_addresses(version)),
      client_(hosts.client, addresses_.client.ip, addresses_.server.ip, tun_node, device_mtu_bytes,
              sorter_for(flows, addresses_.server.port, false)),
      server_(hosts.server, addresses_.server.ip, addresses_.client.ip, tun_node, device_mtu_bytes,
              sorter_for(flows, addresses_.server.port, true)),
      thread_(settings, seed, client_.port(), server_.port()) {}

const NetworkNamespace& IpPath::network(Host host) const {
  assert(side(host).kernel && "a host in user space has no namespace");
  return side(host).kernel->network();
}

void IpPath::run_on(Host host, const std::function<void()>& action) const {
  network(host).run(action);
}

PathKind IpPath::kind() const {
  return client_.kernel || server_.kernel ? PathKind::tun : PathKind::relay;
}

/// Opens a socket in a host's namespace, where it stays for its life.
template <typename Socket, typename Open>
Expected<Socket, PathError> IpPath::on_kernel(Host host, Open open) const {
  if (!side(host).kernel) return failure(no_kernel_there());
  std::optional<Expected<Socket, socket::SocketError>> opened;
  std::string refusal;
  try {
    run_on(host, [&] { opened.emplace(open()); });
    if (*opened) return std::move(**opened);
    refusal = socket::to_string(opened->error());
  } catch (const std::system_error& error) {
    refusal = error.what();
  }
  return failure(PathError{.reason = "A socket could not be opened on the host: " + refusal + ".",
                           .remedy = "Run `acklab doctor` to see what this machine allows."});
}

Expected<socket::UdpSocket, PathError> IpPath::open_udp(Host host, std::size_t flow) {
  const SocketAddress local =
      host == Host::client ? addresses(flow).client : addresses(flow).server;
  auto opened =
      on_kernel<socket::UdpSocket>(host, [&local] { return socket::UdpSocket::bind(local); });
  if (opened) opened->request_buffer_bytes(ip_socket_buffer_bytes, ip_socket_buffer_bytes);
  return opened;
}

Expected<socket::UdpSocket, PathError> IpPath::open_udp_without_checksum(Host host,
                                                                         std::size_t flow) {
  return without_checksum(open_udp(host, flow));
}

SocketAddress IpPath::server_udp_address(std::size_t flow) const {
  return addresses(flow).server;
}

Expected<std::unique_ptr<socket::DatagramPort>, PathError> IpPath::open_packets(Host host) {
  if (side(host).kernel) return RealPath::open_packets(host);
  return side(host).user_space->open_packets();
}

std::optional<PathError> IpPath::refuses_tcp() const {
  if (client_.kernel && server_.kernel) return std::nullopt;
  return no_kernel_there();
}

Expected<void, PathError> IpPath::set_tcp(const ChangedTcpSettings& settings) {
  for (const Host host : {Host::client, Host::server}) {
    if (!side(host).kernel) continue;
    for (const auto& [setting, value] : settings) {
      bool done = false;
      run_on(host, [&done, name = "net/ipv4/" + setting, &wanted = value] {
        done = change_system_setting(name, wanted) && system_setting(name) == wanted;
      });
      if (done) continue;
      return failure(PathError{
          .reason = fmt::format("This kernel does not let net.ipv4.{} be {}.", setting, value),
          .remedy =
              "Leave out what the contender asks of the kernel's TCP, or see that this can be "
              "set in a network namespace."});
    }
  }
  return {};
}

Expected<socket::TcpListener, PathError> IpPath::listen_tcp(std::size_t flow) {
  return on_kernel<socket::TcpListener>(
      Host::server, [this, flow] { return socket::TcpListener::listen(addresses(flow).server); });
}

Expected<socket::TcpSocket, PathError> IpPath::open_tcp_client() {
  return on_kernel<socket::TcpSocket>(
      Host::client, [this] { return socket::TcpSocket::open(addresses_.client.ip.family()); });
}

SocketAddress IpPath::server_tcp_address(std::size_t flow) const {
  return addresses(flow).server;
}

TcpSettings IpPath::tcp_settings() const {
  TcpSettings settings;
  if (kind() != PathKind::tun) return settings;
  run_on(client_.kernel ? Host::client : Host::server, [&] { settings = read_tcp_settings(); });
  return settings;
}

void IpPath::record_fates(link::Link::FateSink sink) {
  thread_.record_fates(std::move(sink));
}

void IpPath::record_releases(link::Link::ReleaseSink sink) {
  thread_.record_releases(std::move(sink));
}

void IpPath::record_crossings(link::Link::CrossingSink sink) {
  thread_.record_crossings(std::move(sink));
}

PathTruth IpPath::stop() {
  thread_.stop();
  const Side::Lost client = client_.lost();
  const Side::Lost server = server_.lost();
  const auto truth = [this](Direction direction, const Side& sender, const Side::Lost& sent,
                            const Side::Lost& received) {
    DirectionTruth told;
    told.counters = thread_.counters(direction);
    told.queue_delay = thread_.queue_delay(direction);
    told.lateness = thread_.lateness(direction).summary();
    told.intake = thread_.intake(direction).summary();
    told.overloaded = told.intake.max >= IntakeWatch::overload;
    told.dropped_by_system = sent.before + received.behind;
    told.dropped_by_receiver = received.at_sockets;
    told.discarded_bad_checksum = received.bad_checksum;
    told.discarded_no_port = received.no_port;
    told.ignored = sender.ignored();
    return told;
  };
  return PathTruth{.forward = truth(Direction::forward, client_, client, server),
                   .reverse = truth(Direction::reverse, server_, server, client)};
}

Expected<std::unique_ptr<IpPath>, PathError> open_ip_at(
    const std::string& tun_node, const link::LinkSettings& settings, std::uint64_t seed,
    const HostKinds& hosts, IpVersion version, std::uint32_t device_mtu_bytes, std::size_t flows) {
  try {
    return std::make_unique<IpPath>(settings, seed, hosts, tun_node, version, device_mtu_bytes,
                                    flows);
  } catch (const TunSetupError& error) {
    return failure(explain(error, tun_node));
  } catch (const std::system_error& error) {
    return failure(PathError{
        .reason = std::string("The hosts and the link could not be set up: ") + error.what() + ".",
        .remedy = "Raise the limits on threads and open files (ulimit -u, ulimit -n)."});
  }
}

Expected<std::unique_ptr<RealPath>, PathError> open_ip(const link::LinkSettings& settings,
                                                       std::uint64_t seed, const HostKinds& hosts,
                                                       IpVersion version) {
  auto opened = open_ip_at(default_tun_node, settings, seed, hosts, version);
  if (!opened) return failure(opened.error());
  return *std::move(opened);
}

}  // namespace acklab::path

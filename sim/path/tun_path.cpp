#include "sim/path/tun_path.hpp"

#include <optional>
#include <system_error>
#include <utility>

#include "sim/path/link_thread.hpp"
#include "sim/path/tun_host.hpp"
#include "sim/path/tun_obstacle.hpp"

namespace acklab::path {

namespace {

using link::Direction;

constexpr std::uint32_t endpoint_buffer_bytes = 8U << 20U;

PathError socket_failure(const std::string& cause) {
  return PathError{.reason = "A socket could not be opened on the host: " + cause + ".",
                   .remedy = "Run `acklab doctor` to see what this machine allows."};
}

class TunPath final : public RealPath {
 public:
  TunPath(const std::string& tun_node, const link::LinkSettings& settings, std::uint64_t seed,
          IpVersion version)
      : addresses_(host_addresses(version)),
        client_(addresses_.client.ip, addresses_.server.ip, tun_node),
        server_(addresses_.server.ip, addresses_.client.ip, tun_node),
        thread_(settings, seed, client_.port(), server_.port()) {}

  [[nodiscard]] PathKind kind() const override { return PathKind::tun; }

  [[nodiscard]] Expected<socket::UdpSocket, PathError> open_udp(Host host) override {
    const SocketAddress& local = host == Host::client ? addresses_.client : addresses_.server;
    auto opened =
        on_host<socket::UdpSocket>(host, [&local] { return socket::UdpSocket::bind(local); });
    if (opened) opened->request_buffer_bytes(endpoint_buffer_bytes, endpoint_buffer_bytes);
    return opened;
  }
  [[nodiscard]] SocketAddress server_udp_address() const override { return addresses_.server; }

  [[nodiscard]] std::optional<PathError> refuses_tcp() const override { return std::nullopt; }
  [[nodiscard]] Expected<socket::TcpListener, PathError> listen_tcp() override {
    return on_host<socket::TcpListener>(
        Host::server, [this] { return socket::TcpListener::listen(addresses_.server); });
  }
  [[nodiscard]] Expected<socket::TcpSocket, PathError> open_tcp_client() override {
    return on_host<socket::TcpSocket>(
        Host::client, [this] { return socket::TcpSocket::open(addresses_.client.ip.family()); });
  }
  [[nodiscard]] SocketAddress server_tcp_address() const override { return addresses_.server; }
  [[nodiscard]] TcpSettings tcp_settings() const override {
    TcpSettings settings;
    client_.network().run([&] { settings = read_tcp_settings(); });
    return settings;
  }

  void record_fates(link::Link::FateSink sink) override { thread_.record_fates(std::move(sink)); }
  [[nodiscard]] bool idle() const override { return thread_.idle(); }

  [[nodiscard]] PathTruth stop() override {
    thread_.stop();
    const TunHost::Drops client = client_.drops();
    const TunHost::Drops server = server_.drops();
    return PathTruth{.forward = truth(Direction::forward, client_.port(), client, server),
                     .reverse = truth(Direction::reverse, server_.port(), server, client)};
  }

 private:
  /// Opens a socket in a host's namespace, where it stays for its life.
  template <typename Socket, typename Open>
  [[nodiscard]] Expected<Socket, PathError> on_host(Host host, Open open) const {
    std::optional<Expected<Socket, socket::SocketError>> opened;
    try {
      (host == Host::client ? client_ : server_).network().run([&] { opened.emplace(open()); });
    } catch (const std::system_error& error) {
      return failure(socket_failure(error.what()));
    }
    if (!*opened) return failure(socket_failure(socket::to_string(opened->error())));
    return std::move(**opened);
  }

  [[nodiscard]] DirectionTruth truth(Direction direction, const TunPort& entrance,
                                     const TunHost::Drops& sender,
                                     const TunHost::Drops& receiver) const {
    DirectionTruth told;
    told.counters = thread_.counters(direction);
    told.lateness = thread_.lateness(direction).summary();
    told.dropped_by_system = sender.interface.send_dropped + receiver.interface.receive_dropped +
                             receiver.kernel.full_buffers;
    told.discarded_bad_checksum = receiver.kernel.bad_checksum;
    told.ignored = entrance.ignored();
    return told;
  }

  HostAddresses addresses_;
  TunHost client_;
  TunHost server_;
  LinkThread thread_;  // last: it uses the hosts' ports
};

}  // namespace

Expected<std::unique_ptr<RealPath>, PathError> open_tun_at(const std::string& tun_node,
                                                           const link::LinkSettings& settings,
                                                           std::uint64_t seed, IpVersion version) {
  try {
    return std::make_unique<TunPath>(tun_node, settings, seed, version);
  } catch (const TunSetupError& error) {
    return failure(explain(error, tun_node));
  } catch (const std::system_error& error) {
    return failure(PathError{
        .reason = std::string("The hosts and the link could not be set up: ") + error.what() + ".",
        .remedy = "Raise the limits on threads and open files (ulimit -u, ulimit -n)."});
  }
}

Expected<std::unique_ptr<RealPath>, PathError> open_tun(const link::LinkSettings& settings,
                                                        std::uint64_t seed, IpVersion version) {
  return open_tun_at(default_tun_node, settings, seed, version);
}

}  // namespace acklab::path

#include "tests/bench/transport_contest.hpp"

#include <array>
#include <memory>
#include <utility>

#include "net/socket/actor_driver.hpp"
#include "net/socket/event_loop.hpp"
#include "tests/bench/transport_hosts.hpp"

namespace acklab::bench {
namespace {

constexpr std::uint32_t socket_buffer_bytes = 4U << 20U;

path::PathError refused(const socket::SocketError& error) {
  return {to_string(error), ""};
}

/// An endless flow of the kernel's TCP from one host to the other.
class KernelFlow {
 public:
  KernelFlow(socket::EventLoop& loop, socket::TcpListener listener, socket::TcpSocket client)
      : loop_(loop), listener_(std::move(listener)), client_(std::move(client)) {}

  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

  Expected<void, socket::SocketError> start(const SocketAddress& server) {
    loop_.watch(listener_.fd(), false, [this](socket::Readiness) { accept(); });
    if (auto begun = client_.connect(server); !begun) return begun;
    loop_.watch(client_.fd(), true, [this](socket::Readiness) { write(); });
    return {};
  }

 private:
  void accept() {
    auto accepted = listener_.accept();
    if (!accepted || !accepted->has_value() || server_) return;
    server_.emplace(std::move(**accepted));
    loop_.watch(server_->fd(), false, [this](socket::Readiness) { read(); });
  }
  void write() {
    if (!client_.connect_result()) return;
    static constexpr std::array<std::uint8_t, 65'536> zeros{};
    while (client_.write(zeros).value_or(0) > 0) {
    }
  }
  void read() {
    std::array<std::uint8_t, 65'536> into;
    while (true) {
      const auto count = server_->read(into);
      if (!count || !count->has_value() || **count == 0) return;
      bytes_ += **count;
    }
  }

  socket::EventLoop& loop_;
  socket::TcpListener listener_;
  socket::TcpSocket client_;
  std::optional<socket::TcpSocket> server_;
  std::uint64_t bytes_ = 0;
};

/// An endless flow of our transport from one host to the other.
class OurFlow {
 public:
  OurFlow(socket::EventLoop& loop, socket::UdpSocket server, socket::UdpSocket client,
          const transport::ConnectionConfig& config, std::uint64_t seed)
      : loop_(loop),
        server_socket_(std::move(server)),
        client_socket_(std::move(client)),
        receiver_(bench_endpoint(config, seed)),
        sender_(bench_endpoint(config, seed + 1)),
        server_(loop, server_socket_, receiver_),
        client_(loop, client_socket_, sender_) {
    receiver_.listen();
  }

  void start(const SocketAddress& server, const transport::ConnectionConfig& config) {
    id_ = sender_.connect(loop_.now(), server, config);
    client_.poke();
  }
  [[nodiscard]] std::uint64_t bytes() const {
    const transport::Connection* const connection = id_ ? sender_.find(*id_) : nullptr;
    return connection == nullptr ? 0 : receiver_.bytes_of(connection->ports().local);
  }

 private:
  socket::EventLoop& loop_;
  socket::UdpSocket server_socket_;
  socket::UdpSocket client_socket_;
  CountingReceiver receiver_;
  EndlessSender sender_;
  socket::ActorDriver server_;
  socket::ActorDriver client_;
  std::optional<transport::ConnectionId> id_;
};

Expected<std::unique_ptr<KernelFlow>, path::PathError> open_kernel_flow(
    socket::EventLoop& loop, path::RealPath& path, const std::string& congestion) {
  auto listener = path.listen_tcp();
  if (!listener) return failure(listener.error());
  auto client = path.open_tcp_client();
  if (!client) return failure(client.error());
  if (auto pinned = client->set_congestion_control(congestion); !pinned) {
    return failure(refused(pinned.error()));
  }
  auto flow = std::make_unique<KernelFlow>(loop, std::move(*listener), std::move(*client));
  if (auto begun = flow->start(path.server_tcp_address()); !begun) {
    return failure(refused(begun.error()));
  }
  return flow;
}

Expected<std::unique_ptr<OurFlow>, path::PathError> open_our_flow(
    socket::EventLoop& loop, path::RealPath& path, const transport::ConnectionConfig& config,
    std::uint64_t seed) {
  auto server = path.open_udp(path::Host::server);
  if (!server) return failure(server.error());
  auto client = path.open_udp(path::Host::client);
  if (!client) return failure(client.error());
  for (auto* socket : {&*server, &*client}) {
    socket->request_buffer_bytes(socket_buffer_bytes, socket_buffer_bytes);
  }
  auto flow = std::make_unique<OurFlow>(loop, std::move(*server), std::move(*client), config, seed);
  flow->start(path.server_udp_address(), config);
  return flow;
}

}  // namespace

Expected<ContestResult, path::PathError> run_contest(const Contest& contest) {
  auto path = path::open_tun(contest.link, contest.seed);
  if (!path) return failure(path.error());
  socket::EventLoop loop;
  std::unique_ptr<OurFlow> ours;
  std::unique_ptr<KernelFlow> kernel;
  if (contest.ours) {
    auto flow = open_our_flow(loop, **path, *contest.ours, contest.seed);
    if (!flow) return failure(flow.error());
    ours = std::move(*flow);
  }
  if (!contest.kernel.empty()) {
    auto flow = open_kernel_flow(loop, **path, contest.kernel);
    if (!flow) return failure(flow.error());
    kernel = std::move(*flow);
  }
  const auto counted = [&] {
    return std::pair{ours ? ours->bytes() : 0, kernel ? kernel->bytes() : 0};
  };
  const auto never = [] { return false; };
  const Instant began = loop.now();
  loop.run_until(never, began + contest.judged_from);
  const auto before = counted();
  loop.run_until(never, began + contest.length);
  const auto after = counted();
  const double seconds = to_seconds(contest.length - contest.judged_from);
  ContestResult result;
  result.ours = static_cast<double>(after.first - before.first) * 8 / seconds;
  result.kernel = static_cast<double>(after.second - before.second) * 8 / seconds;
  return result;
}

}  // namespace acklab::bench

#include "net/socket/reliable_host.hpp"

#include <algorithm>
#include <cassert>
#include <utility>
#include <variant>

#include "net/socket/clock.hpp"
#include "net/socket/entropy.hpp"
#include "net/socket/udp_socket.hpp"

namespace acklab::socket {
namespace {

/// What the system is asked to buffer: about what two windows of the default size need.
constexpr std::uint32_t socket_buffer_bytes = 4U << 20U;

constexpr std::uint16_t mtu_bytes = 1500;

transport::ConnectionConfig fitted_to(const transport::Carriage& carriage, IpAddress::Family family,
                                      transport::ConnectionConfig config) {
  const std::uint16_t fits = carriage.max_segment_bytes(mtu_bytes, family);
  const transport::ConnectionConfig by_default;
  const bool believes_default = config.believed_segment_bytes == by_default.believed_segment_bytes;
  if (believes_default || config.believed_segment_bytes > fits) {
    config.believed_segment_bytes = fits;
  }
  // Who asks for more than the default knows of larger packets; the others need not be probed for.
  const bool default_size = config.max_segment_bytes <= by_default.max_segment_bytes;
  if (default_size || carriage.is_ip()) {
    config.max_segment_bytes = std::min(config.max_segment_bytes, fits);
  }
  return config;
}

}  // namespace

Expected<std::shared_ptr<ReliableHost>, SocketError> ReliableHost::open(
    EventLoop& loop, const SocketAddress& local, transport::EndpointConfig config) {
  auto socket = UdpSocket::bind(local);
  if (!socket) return failure(std::move(socket).error());
  socket->request_buffer_bytes(socket_buffer_bytes, socket_buffer_bytes);
  if (const auto set = socket->set_dont_fragment(true); !set) return failure(set.error());
  config.carriage = transport::Carriage::udp();
  return open_on(loop, std::make_unique<UdpSocket>(*std::move(socket)), config);
}

std::shared_ptr<ReliableHost> ReliableHost::open_on(EventLoop& loop,
                                                    std::unique_ptr<DatagramPort> port,
                                                    transport::EndpointConfig config) {
  config.secret = unpredictable_bits();
  config.accepted = fitted_to(config.carriage, port->local_address().ip.family(), config.accepted);
  return std::make_shared<ReliableHost>(loop, std::move(port), config);
}

ReliableHost::ReliableHost(EventLoop& loop, std::unique_ptr<DatagramPort> port,
                           const transport::EndpointConfig& config)
    : loop_(loop), port_(std::move(port)), carriage_(config.carriage), endpoint_(config) {
  if (const auto& local = carriage_.local()) {
    ip_layer_.emplace(transport::IpLayerConfig{*local, std::nullopt, mtu_bytes}, endpoint_);
    ip_layer_->on_network_report([this](Instant now, const transport::NetworkReport& report) {
      endpoint_.note_network_report(now, report);
    });
  }
  driver_ = std::make_unique<ActorDriver>(loop_, *port_, actor());
  driver_->on_activity([this](Instant) { dispatch_events(); });
}

DatagramActor& ReliableHost::actor() {
  if (ip_layer_) return *ip_layer_;
  return endpoint_;
}

ReliableHost::~ReliableHost() {
  stop();
}

void ReliableHost::listen(std::uint16_t port, AcceptCallback on_accept) {
  on_accept_ = std::move(on_accept);
  endpoint_.listen(port);
}

std::shared_ptr<ReliableConnection> ReliableHost::connect(
    const SocketAddress& to, std::uint16_t remote_port, const transport::ConnectionConfig& config) {
  const transport::ConnectionId id = endpoint_.connect(
      monotonic_now(), to, remote_port, fitted_to(carriage_, to.ip.family(), config));
  auto connection = std::make_shared<ReliableConnection>(
      *this, id, carriage_.is_ip() ? SocketAddress{to.ip, remote_port} : to);
  connections_.emplace(id, connection);
  changed();
  return connection;
}

void ReliableHost::stop() {
  if (stopped_) return;
  stopped_ = true;
  driver_.reset();
  if (dispatch_timer_) loop_.cancel(*dispatch_timer_);
  const Instant now = monotonic_now();
  for (const auto& [id, connection] : connections_) {
    transport::Connection* live = endpoint_.find(id);
    if (live != nullptr && !live->is_closed()) live->abort(now);
  }
  // The last words, past the driver. What does not get through, the peers' own timers make up for.
  while (const auto datagram = actor().poll_transmit(now)) {
    const auto sent = port_->send(*datagram);
    if (!sent || !*sent) break;
  }
}

transport::Connection& ReliableHost::connection(transport::ConnectionId id) {
  transport::Connection* found = endpoint_.find(id);
  assert(found != nullptr && "the connection was used after on_closed");
  return *found;
}

void ReliableHost::changed() {
  if (stopped_) return;
  driver_->poke();
  if (dispatching_ || dispatch_timer_) return;
  dispatch_timer_ = loop_.call_at(loop_.now(), [this] {
    dispatch_timer_.reset();
    dispatch_events();
  });
}

std::optional<SocketError> ReliableHost::last_error() const {
  return driver_ ? driver_->last_error() : std::nullopt;
}

void ReliableHost::dispatch_events() {
  // A callback may let go of the last one who holds this host.
  const std::shared_ptr<ReliableHost> alive = shared_from_this();
  struct Dispatching {
    explicit Dispatching(bool& flag) : flag_(flag) { flag_ = true; }
    Dispatching(const Dispatching&) = delete;
    Dispatching& operator=(const Dispatching&) = delete;
    ~Dispatching() { flag_ = false; }
    bool& flag_;
  };
  const Dispatching guard(dispatching_);
  while (!stopped_) {
    const auto event = endpoint_.poll_event();
    if (!event) return;
    dispatch(*event);
  }
}

void ReliableHost::dispatch(const transport::EndpointEvent& event) {
  const bool closed = std::holds_alternative<transport::Closed>(event.event);
  std::shared_ptr<ReliableConnection> connection;
  if (const auto found = connections_.find(event.connection); found != connections_.end()) {
    connection = found->second;
  } else if (!closed) {
    connection = accepted(event.connection);
  }
  // A handshake that never became a connection concerns nobody here.
  if (connection == nullptr) return endpoint_.forget(event.connection);
  if (stopped_) return;

  const bool announced =
      event.accepted && std::holds_alternative<transport::Connected>(event.event);
  if (!announced) connection->tell(event.event);
  if (!closed) return;
  // Callbacks often hold the one who holds them.
  connection->set_callbacks({});
  if (!stopped_ && on_accept_) release_closed(event.connection);
}

std::shared_ptr<ReliableConnection> ReliableHost::accepted(transport::ConnectionId id) {
  auto peer = endpoint_.peer_address(id);
  if (!on_accept_ || !peer) return nullptr;
  if (carriage_.is_ip()) peer->port = connection(id).ports().remote;
  auto made = std::make_shared<ReliableConnection>(*this, id, *peer);
  connections_.emplace(id, made);
  const AcceptCallback held = on_accept_;
  held(*made);
  return made;
}

void ReliableHost::release_closed(transport::ConnectionId id) {
  connections_.erase(id);
  endpoint_.forget(id);
}

}  // namespace acklab::socket

#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "net/base/datagram_actor.hpp"
#include "net/transport/endpoint.hpp"
#include "net/transport/ip_layer.hpp"
#include "sim/contender/host_event.hpp"
#include "sim/workload/application.hpp"

namespace acklab::contender {

/// One host of our transport: an endpoint, and the application on its connections, which has one at
/// a time. What is told is of the one it has, or of the last.
class ReliableHost final : public DatagramActor {
 public:
  ReliableHost(const transport::EndpointConfig& config,
               std::unique_ptr<workload::StreamApplication> application);

  /// From now on `sink` is told what this host's transport tells.
  void tell(path::Host host, const HostSink& sink);

  void listen(std::uint16_t port) { endpoint_.listen(port); }
  void connect(Instant now, const SocketAddress& to, std::uint16_t port,
               const transport::ConnectionConfig& config);

  /// Takes in what the IP layer below hears from the network. This host must outlive its use.
  void listen_to(transport::IpLayer& ip_layer);

  /// Nullptr before there is one.
  [[nodiscard]] const transport::Connection* connection() const;
  /// When the first connection was established.
  [[nodiscard]] std::optional<Instant> connected_at() const { return connected_at_; }
  /// How the connection ended; nothing while it has not.
  [[nodiscard]] const std::optional<transport::CloseReport>& close_report() const {
    return close_report_;
  }
  /// What its connections have counted, one after the other.
  [[nodiscard]] std::vector<transport::Statistics> statistics() const;
  [[nodiscard]] bool job_finished() const { return application_->finished(); }
  [[nodiscard]] std::uint64_t stray_datagrams() const { return endpoint_.stray_datagrams(); }

  void handle_datagram(Instant now, const SocketAddress& from, ByteView payload) override {
    handle_marked_datagram(now, from, payload, not_ect);
  }
  void handle_marked_datagram(Instant now, const SocketAddress& from, ByteView payload,
                              std::uint8_t ecn) override;
  [[nodiscard]] std::optional<Instant> next_timeout() const override;
  void handle_timeout(Instant now) override;
  std::optional<OutgoingDatagram> poll_transmit(Instant now) override;
  void take_back(Bytes&& payload) override { endpoint_.take_back(std::move(payload)); }

 private:
  /// What the client connects to.
  struct Target {
    SocketAddress to;
    std::uint16_t port = 0;
    transport::ConnectionConfig config;
  };
  /// Accepted, but the application is not there yet.
  struct Waiting {
    transport::ConnectionId id{};
    std::optional<transport::CloseReport> close_report;
  };

  std::optional<OutgoingDatagram> next_datagram(Instant now);
  bool take_events(Instant now);
  void take_event(Instant now, const transport::EndpointEvent& event);
  void pump(Instant now);
  void progress(Instant now);
  void open(Instant now);
  bool adopt_waiting(Instant now);
  void leave_connection();
  void abandon(Instant now);

  // find() of an Endpoint changes nothing, but hands out what may be changed.
  mutable transport::Endpoint endpoint_;
  std::unique_ptr<workload::StreamApplication> application_;
  std::uint64_t datagrams_sent_ = 0;
  std::optional<Target> target_;  // of the client
  std::optional<transport::ConnectionId> id_;
  bool connected_ = false;
  std::deque<Waiting> waiting_;
  std::deque<transport::ConnectionId> past_;  // closed by the application
  std::vector<transport::Statistics> forgotten_;
  std::optional<Instant> connected_at_;
  std::optional<transport::CloseReport> close_report_;
};

}  // namespace acklab::contender

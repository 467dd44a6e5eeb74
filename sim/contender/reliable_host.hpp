#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "net/base/datagram_actor.hpp"
#include "net/transport/endpoint.hpp"
#include "net/transport/ip_layer.hpp"
#include "sim/contender/host_event.hpp"
#include "sim/workload/application.hpp"

namespace acklab::contender {

/// One host of our transport: an endpoint with one connection, and the application on it.
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

  /// The one connection; nullptr before there is one.
  [[nodiscard]] const transport::Connection* connection() const;
  [[nodiscard]] std::optional<Instant> connected_at() const { return connected_at_; }
  /// How the connection ended; nothing while it has not.
  [[nodiscard]] const std::optional<transport::CloseReport>& close_report() const {
    return close_report_;
  }
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

 private:
  std::optional<OutgoingDatagram> next_datagram(Instant now);
  bool take_events(Instant now);
  void pump(Instant now);
  void progress(Instant now);

  // find() of an Endpoint changes nothing, but hands out what may be changed.
  mutable transport::Endpoint endpoint_;
  std::unique_ptr<workload::StreamApplication> application_;
  std::uint64_t datagrams_sent_ = 0;
  std::optional<transport::ConnectionId> id_;
  std::optional<Instant> connected_at_;
  std::optional<transport::CloseReport> close_report_;
};

}  // namespace acklab::contender

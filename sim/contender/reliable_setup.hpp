#pragma once

#include <cstdint>
#include <optional>

#include "net/transport/endpoint.hpp"
#include "net/transport/ip_layer.hpp"
#include "sim/contender/contender.hpp"
#include "sim/contender/reliable_host.hpp"

namespace acklab::contender {

// What a request means for our transport, and what its hosts have to tell: the same whoever the
// peer is. The client is host 0, the server host 1.

/// The TCP port that the server listens to.
inline constexpr std::uint16_t transport_port = 7000;

[[nodiscard]] transport::ConnectionConfig connection_config(const RunRequest& request);
[[nodiscard]] transport::EndpointConfig endpoint_config(const RunRequest& request,
                                                        std::uint64_t host);
/// For a host whose segments travel directly in IP packets.
[[nodiscard]] transport::IpLayerConfig ip_layer_config(const RunRequest& request,
                                                       std::uint64_t host);
/// Where the client reaches the server, which a path knows as `server`.
[[nodiscard]] SocketAddress address_to_connect(const RunRequest& request,
                                               const SocketAddress& server);

/// As scenarios write it.
[[nodiscard]] const char* congestion_name(transport::CongestionControl control);
/// In TIME-WAIT nothing is left but waiting, which no run does.
[[nodiscard]] bool in_time_wait(const ReliableHost& host);
/// How the host's connection ended, or what will be said of one in TIME-WAIT; nothing before.
[[nodiscard]] std::optional<transport::CloseReport> close_report_of(const ReliableHost& host);
/// The connection's inner state, for the series.
void observe_connection(const ReliableHost& host, SeriesPoint& point);
/// Adds what the host has counted.
void add_counts(Cost& cost, const ReliableHost& host);

}  // namespace acklab::contender

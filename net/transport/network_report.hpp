#pragma once

#include <cstdint>
#include <optional>

#include "net/base/address.hpp"
#include "net/base/seq32.hpp"
#include "net/transport/connection.hpp"
#include "net/wire/icmp.hpp"

namespace acklab::transport {

/// What follows from trouble in the network (RFC 9293 §3.9.2.2).
enum class NetworkTrouble : std::uint8_t {
  soft,            // may pass: told to the application, never a reason to abort (MUST-56)
  hard,            // protocol or port unreachable: a reason to abort (SHLD-26)
  packet_too_big,  // path MTU discovery's business (RFC 1191)
};

/// Nothing for what has to be ignored: Source Quench (MUST-55).
[[nodiscard]] std::optional<NetworkTrouble> trouble_of(wire::IcmpKind kind);

/// What the network says about a segment of ours that did not arrive. Anybody may have sent it: it
/// is only worth something when `sequence` is under way (RFC 5927 §4.1).
struct NetworkReport {
  NetworkTrouble trouble = NetworkTrouble::soft;
  wire::IcmpKind said = wire::IcmpKind::net_unreachable;
  std::optional<std::uint16_t> next_hop_mtu;  // of packet_too_big, where the router says it
  SocketAddress peer;                         // where the segment was to go
  PortPair ports;
  Seq32 sequence;  // the first one of the segment
};

/// Nothing for what has to be ignored: Source Quench (MUST-55).
[[nodiscard]] std::optional<NetworkReport> network_report(const wire::IcmpMessage& message);

}  // namespace acklab::transport

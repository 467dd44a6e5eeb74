#include "net/transport/network_report.hpp"

namespace acklab::transport {

std::optional<NetworkTrouble> trouble_of(wire::IcmpKind kind) {
  switch (kind) {
    case wire::IcmpKind::net_unreachable:
    case wire::IcmpKind::host_unreachable:
    case wire::IcmpKind::source_route_failed:
    case wire::IcmpKind::administratively_refused:
    case wire::IcmpKind::time_exceeded:
    case wire::IcmpKind::parameter_problem:
      return NetworkTrouble::soft;
    case wire::IcmpKind::protocol_unreachable:
    case wire::IcmpKind::port_unreachable:
      return NetworkTrouble::hard;
    case wire::IcmpKind::fragmentation_needed:
      return NetworkTrouble::packet_too_big;
    case wire::IcmpKind::source_quench:
      break;
  }
  return std::nullopt;
}

std::optional<NetworkReport> network_report(const wire::IcmpMessage& message) {
  const auto trouble = trouble_of(message.kind);
  if (!trouble) return std::nullopt;
  const wire::QuotedSegment& quoted = message.quoted;
  return NetworkReport{*trouble,
                       message.kind,
                       message.next_hop_mtu,
                       {quoted.destination, 0},
                       {quoted.source_port, quoted.destination_port},
                       quoted.sequence};
}

}  // namespace acklab::transport

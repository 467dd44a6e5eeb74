#include "net/wire/icmp.hpp"

#include "net/wire/byte_order.hpp"
#include "net/wire/internet_checksum.hpp"
#include "net/wire/segment_checksum.hpp"

namespace acklab::wire {
namespace {

// RFC 792.
constexpr std::size_t icmp_header_bytes = 8;
constexpr std::size_t quoted_transport_bytes = 8;
constexpr std::uint8_t type_unreachable = 3;
constexpr std::uint8_t type_source_quench = 4;
constexpr std::uint8_t type_time_exceeded = 11;
constexpr std::uint8_t type_parameter_problem = 12;

IcmpKind kind_of_unreachable(std::uint8_t code) {
  switch (code) {
    case 0:
    case 6:
    case 8:
    case 11:
      return IcmpKind::net_unreachable;
    case 1:
    case 7:
    case 12:
      return IcmpKind::host_unreachable;
    case 2:
      return IcmpKind::protocol_unreachable;
    case 3:
      return IcmpKind::port_unreachable;
    case 4:
      return IcmpKind::fragmentation_needed;
    case 5:
      return IcmpKind::source_route_failed;
    default:
      return IcmpKind::administratively_refused;
  }
}

std::optional<IcmpKind> kind_of(std::uint8_t type, std::uint8_t code) {
  switch (type) {
    case type_unreachable:
      return kind_of_unreachable(code);
    case type_source_quench:
      return IcmpKind::source_quench;
    case type_time_exceeded:
      return IcmpKind::time_exceeded;
    case type_parameter_problem:
      return IcmpKind::parameter_problem;
    default:
      return std::nullopt;
  }
}

IpAddress quoted_address(ByteView octets, std::size_t at) {
  return IpAddress::v4(octets[at], octets[at + 1], octets[at + 2], octets[at + 3]);
}

/// Routers may have changed the quoted header and quote only its beginning: neither its checksum
/// nor its length can be held against it.
std::optional<QuotedSegment> read_quoted(ByteView octets) {
  constexpr std::size_t smallest_header = 20;
  constexpr std::uint16_t fragment_offset_bits = 0x1fff;
  if (octets.size() < smallest_header || octets[0] >> 4U != 4U) return std::nullopt;
  const std::size_t header = std::size_t{4} * (octets[0] & 0xfU);
  if (header < smallest_header || octets.size() < header + quoted_transport_bytes) {
    return std::nullopt;
  }
  const bool first_fragment = (read_u16(octets, 6) & fragment_offset_bits) == 0;
  if (octets[9] != tcp_protocol || !first_fragment) return std::nullopt;
  QuotedSegment quoted;
  quoted.source = quoted_address(octets, 12);
  quoted.destination = quoted_address(octets, 16);
  quoted.source_port = read_u16(octets, header);
  quoted.destination_port = read_u16(octets, header + 2);
  quoted.sequence = Seq32{read_u32(octets, header + 4)};
  return quoted;
}

}  // namespace

const char* to_string(IcmpKind kind) {
  switch (kind) {
    case IcmpKind::net_unreachable:
      return "network unreachable";
    case IcmpKind::host_unreachable:
      return "host unreachable";
    case IcmpKind::protocol_unreachable:
      return "protocol unreachable";
    case IcmpKind::port_unreachable:
      return "port unreachable";
    case IcmpKind::fragmentation_needed:
      return "fragmentation needed";
    case IcmpKind::source_route_failed:
      return "source route failed";
    case IcmpKind::administratively_refused:
      return "administratively refused";
    case IcmpKind::source_quench:
      return "source quench";
    case IcmpKind::time_exceeded:
      return "time exceeded";
    case IcmpKind::parameter_problem:
      return "parameter problem";
  }
  return "unknown";
}

const char* to_string(IcmpError error) {
  switch (error) {
    case IcmpError::too_short:
      return "shorter than an ICMP header";
    case IcmpError::bad_checksum:
      return "wrong checksum";
    case IcmpError::no_error:
      return "about no packet";
    case IcmpError::no_such_segment:
      return "about no TCP segment";
  }
  return "unknown";
}

Expected<IcmpMessage, IcmpError> decode_icmpv4(ByteView octets) {
  if (octets.size() < icmp_header_bytes) return failure(IcmpError::too_short);
  if (InternetChecksum{}.add(octets).sum() != 0xffffU) return failure(IcmpError::bad_checksum);
  const auto kind = kind_of(octets[0], octets[1]);
  if (!kind) return failure(IcmpError::no_error);
  const auto quoted = read_quoted(octets.subspan(icmp_header_bytes));
  if (!quoted) return failure(IcmpError::no_such_segment);
  IcmpMessage message{*kind, std::nullopt, *quoted};
  const std::uint16_t mtu = read_u16(octets, 6);
  if (*kind == IcmpKind::fragmentation_needed && mtu != 0) message.next_hop_mtu = mtu;
  return message;
}

}  // namespace acklab::wire

#include "net/wire/icmpv6.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "net/wire/byte_order.hpp"
#include "net/wire/segment_checksum.hpp"

namespace acklab::wire {
namespace {

// RFC 4443 §3.
constexpr std::size_t icmpv6_header_bytes = 8;
constexpr std::uint8_t type_v6_unreachable = 1;
constexpr std::uint8_t type_v6_too_big = 2;
constexpr std::uint8_t type_v6_time_exceeded = 3;
constexpr std::uint8_t type_v6_parameter_problem = 4;

IcmpKind kind_of_v6_unreachable(std::uint8_t code) {
  switch (code) {
    case 0:  // no route
      return IcmpKind::net_unreachable;
    case 2:  // beyond the scope of the source address
    case 3:  // address unreachable
      return IcmpKind::host_unreachable;
    case 4:
      return IcmpKind::port_unreachable;
    default:
      return IcmpKind::administratively_refused;
  }
}

std::optional<IcmpKind> kind_of_v6(std::uint8_t type, std::uint8_t code) {
  switch (type) {
    case type_v6_unreachable:
      return kind_of_v6_unreachable(code);
    case type_v6_too_big:
      return IcmpKind::fragmentation_needed;
    case type_v6_time_exceeded:
      return IcmpKind::time_exceeded;
    case type_v6_parameter_problem:
      // Code 1: the next header is unknown there.
      return code == 1 ? IcmpKind::protocol_unreachable : IcmpKind::parameter_problem;
    default:
      return std::nullopt;
  }
}

IpAddress quoted_v6_address(ByteView octets, std::size_t at) {
  std::array<std::uint8_t, 16> address{};
  std::ranges::copy(octets.subspan(at, address.size()), address.begin());
  return IpAddress::v6(address);
}

std::optional<QuotedSegment> read_quoted_v6(ByteView octets) {
  constexpr std::size_t header = 40;
  constexpr std::size_t transport = 8;
  if (octets.size() < header + transport || octets[0] >> 4U != 6U) return std::nullopt;
  if (octets[6] != tcp_protocol) return std::nullopt;
  QuotedSegment quoted;
  quoted.source = quoted_v6_address(octets, 8);
  quoted.destination = quoted_v6_address(octets, 24);
  quoted.source_port = read_u16(octets, header);
  quoted.destination_port = read_u16(octets, header + 2);
  quoted.sequence = Seq32{read_u32(octets, header + 4)};
  return quoted;
}

}  // namespace

Expected<IcmpMessage, IcmpError> decode_icmpv6(ByteView octets, const PseudoHeader& pseudo_header) {
  if (octets.size() < icmpv6_header_bytes) return failure(IcmpError::too_short);
  InternetChecksum sum = pseudo_header_sum(pseudo_header, icmpv6_protocol, octets.size());
  if (sum.add(octets).sum() != 0xffffU) return failure(IcmpError::bad_checksum);
  const auto kind = kind_of_v6(octets[0], octets[1]);
  if (!kind) return failure(IcmpError::no_error);
  const auto quoted = read_quoted_v6(octets.subspan(icmpv6_header_bytes));
  if (!quoted) return failure(IcmpError::no_such_segment);
  IcmpMessage message{*kind, std::nullopt, *quoted};
  if (*kind == IcmpKind::fragmentation_needed) {
    constexpr std::uint32_t most = std::numeric_limits<std::uint16_t>::max();
    message.next_hop_mtu = static_cast<std::uint16_t>(std::min(read_u32(octets, 4), most));
  }
  return message;
}

}  // namespace acklab::wire

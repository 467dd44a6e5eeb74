#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "net/base/address.hpp"
#include "net/base/bytes.hpp"
#include "sim/link/packet.hpp"

namespace acklab::path {

/// Where the transport's own octets begin in an IP packet to `destination`, of its IP
/// version: behind the IP header with what extends it and, for the first or only fragment of a UDP
/// datagram, behind the UDP header. Nothing for anything else, a malformed packet included.
[[nodiscard]] std::optional<std::size_t> transport_octets_start(ByteView octets,
                                                                const IpAddress& destination);

/// What stands there, behind `start` as transport_octets_start says: TCP on IP and what UDP
/// datagrams without a checksum carry is a segment; without a checksum leave those of a transport
/// that has one itself (RealPath::open_udp_without_checksum).
[[nodiscard]] link::Content transport_content(ByteView octets, std::size_t start);

/// What the header of TCP or UDP says.
struct TransportPorts {
  std::uint16_t source = 0;
  std::uint16_t destination = 0;
};

/// The ports in an IP packet, `start` as transport_octets_start says; nothing where it has none: in
/// later fragments and of other protocols.
[[nodiscard]] std::optional<TransportPorts> transport_ports(ByteView octets, std::size_t start);

}  // namespace acklab::path

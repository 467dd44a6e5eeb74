#pragma once

#include <cstddef>
#include <optional>

#include "sim/link/packet.hpp"

namespace acklab::link {

/// Where the octets of the transport stand in a packet.
struct TransportOctets {
  std::size_t begin = 0;  // of its header
  std::size_t header_end = 0;
  std::size_t end = 0;
  std::optional<std::size_t> checksum_at;  // of the Internet checksum's field, if it is there
};

/// Where they stand in `packet` as it is. What is no whole TCP header where one should be counts as
/// payload.
[[nodiscard]] TransportOctets transport_octets(const Packet& packet);

/// Puts the header of UDP before a Content::datagram_payload, as the sender's kernel would have
/// made it; any other packet stays as it is.
void show_udp_header(Packet& packet);

/// Makes the checksum of a damaged packet right again, if it was right `before`: it stays exactly
/// as wrong as it was (RFC 1624). Both must be of one size, and the checksum's field undamaged.
void repair_checksum(Packet& packet, const Packet& before);

}  // namespace acklab::link

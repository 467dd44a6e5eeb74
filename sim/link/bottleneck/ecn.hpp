#pragma once

#include "sim/link/packet.hpp"

namespace acklab::link {

/// The congestion notification of a packet: what its IP header says where the link sees one, else
/// what the carrier put into Packet::ecn.
[[nodiscard]] Ecn ecn_of(const Packet& packet);

/// Whether its sender understands marks (RFC 3168 §5: ECT or already CE).
[[nodiscard]] inline bool ecn_capable(const Packet& packet) {
  return ecn_of(packet) != Ecn::not_ect;
}

/// Sets Congestion Experienced, in the IP header and its checksum too where there is one. Only for
/// packets that are ecn_capable.
void mark_congestion(Packet& packet);

}  // namespace acklab::link

#pragma once

#include <cstdint>

#include "net/base/bytes.hpp"
#include "net/wire/segment_codec.hpp"
#include "sim/path/host_addresses.hpp"

namespace acklab::capture {

/// The hosts that a flow has in captures: its number stands in the network's part of their
/// addresses. The first flow's are those of every run.
[[nodiscard]] path::HostAddresses hosts_of(path::IpVersion version, std::uint32_t flow);

/// Of addresses that all flows share, as on TUN, those of this flow's hosts; others stay.
[[nodiscard]] wire::PseudoHeader in_network_of(std::uint32_t flow,
                                               const wire::PseudoHeader& addresses);

/// The checksum of UDP after the addresses below it have changed (RFC 1624); 0 says that there is
/// none, and stays.
[[nodiscard]] std::uint16_t udp_checksum_after(std::uint16_t checksum,
                                               const wire::PseudoHeader& before,
                                               const wire::PseudoHeader& after);

/// A whole IP packet with the addresses of that flow's hosts, every checksum that covers them
/// changed by as much. What cannot be read stays as it is.
void move_to_network(Bytes& packet, std::uint32_t flow);

}  // namespace acklab::capture

#pragma once

#include "net/base/bytes.hpp"
#include "sim/link/link.hpp"
#include "sim/link/packet.hpp"

namespace acklab::capture {

/// The IP packet that stands for what crosses a link.
///
/// On TUN that is the packet itself. Where the octets begin behind UDP's header, IP and UDP are put
/// before them, with the addresses that virtual time has. Of the flows that share a link each has
/// its own network, 10.77.FLOW.0 or fd00:77:FLOW::, whatever carries them. Our transport's segments
/// lose their UDP carriage and stand in IP as TCP: their checksum is converted by how the
/// pseudo-header changes (RFC 1624), so that a right one is right in the image, and a wrong one
/// wrong by exactly as much.
[[nodiscard]] Bytes ip_image(const link::Packet& packet, link::Direction direction);

}  // namespace acklab::capture

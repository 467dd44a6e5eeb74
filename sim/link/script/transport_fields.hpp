#pragma once

#include <cstdint>
#include <optional>

#include "net/base/seq32.hpp"
#include "sim/link/packet.hpp"
#include "sim/link/script/packet_contents.hpp"
#include "sim/link/script/packet_reading.hpp"
#include "sim/link/script/tcp_option_fields.hpp"

namespace acklab::link {

/// The ports of a packet, as its sender sees them.
struct PortPair {
  std::uint16_t source = 0;
  std::uint16_t destination = 0;
};

/// What the transport header of a single packet says.
struct TransportFields {
  Protocol protocol = Protocol::other;
  PortPair ports;  // both 0 where the link does not see them
  std::uint32_t payload_bytes = 0;
  TcpFlags flags;
  Seq32 sequence;
  Seq32 acknowledgment;
  std::uint16_t window = 0;  // not scaled
  TcpOptionFields options;
};

/// Never reads past the end. What is cut short, malformed or a fragment without its datagram's
/// header is Protocol::other; checksums are not looked at.
[[nodiscard]] TransportFields read_transport_fields(const Packet& packet,
                                                    const PacketContents& contents);

}  // namespace acklab::link

#pragma once

#include <cstdint>

#include "sim/contender/contender.hpp"
#include "sim/contender/packet_size.hpp"

namespace acklab::contender {

/// What a contender sends when it sends as much as it can at once.
struct FullPacket {
  std::uint32_t payload_bytes = 0;
  DatagramSize size;
};

/// The packet that this contender fills a link with.
[[nodiscard]] FullPacket full_packet(const RunRequest& request);

}  // namespace acklab::contender

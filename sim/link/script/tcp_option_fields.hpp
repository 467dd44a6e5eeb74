#pragma once

#include <cstdint>
#include <optional>

#include "net/base/bytes.hpp"
#include "net/wire/segment.hpp"

namespace acklab::link {

/// What the options of a TCP header say about windows and holes.
struct TcpOptionFields {
  std::optional<std::uint8_t> window_scale;  // of a SYN (RFC 7323 §2.2); above 14 means 14
  wire::SackBlocks sack;                     // RFC 2018 §3
};

/// Never reads past the end; what is malformed ends it.
[[nodiscard]] TcpOptionFields read_tcp_options(ByteView options);

}  // namespace acklab::link

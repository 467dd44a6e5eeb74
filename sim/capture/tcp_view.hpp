#pragma once

#include <cstddef>
#include <optional>

#include "net/base/bytes.hpp"
#include "net/wire/segment.hpp"

namespace acklab::capture {

/// The TCP segment in an IP packet.
struct TcpView {
  wire::Segment segment;
  std::size_t tcp_bytes = 0;  // header, options and payload
  bool is_intact = true;      // its checksum is right
};

/// Nothing for what is no TCP, or too damaged to be read as it.
[[nodiscard]] std::optional<TcpView> tcp_view(ByteView ip_packet);

}  // namespace acklab::capture

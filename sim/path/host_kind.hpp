#pragma once

#include <cstdint>

namespace acklab::path {

/// What a host on a path of IP packets is.
enum class HostKind : std::uint8_t {
  user_space,  // this process: it exchanges IP packets with the link directly (open_packets)
  kernel,      // a network namespace with a TUN device: Linux's own IP and TCP
};

/// Both hosts of a path of IP packets.
struct HostKinds {
  HostKind client = HostKind::user_space;
  HostKind server = HostKind::user_space;
  friend constexpr bool operator==(const HostKinds&, const HostKinds&) = default;
};

}  // namespace acklab::path

#pragma once

#include <cstdint>

#include "sim/path/path_kind.hpp"

namespace acklab::contender {

inline constexpr std::uint32_t ipv4_header_bytes = 20;
inline constexpr std::uint32_t udp_header_bytes = 8;
inline constexpr std::uint32_t tcp_header_bytes = 20;
inline constexpr std::uint32_t tcp_timestamps_bytes = 12;  // RFC 7323, with its two NOPs
inline constexpr std::uint32_t mtu_bytes = 1500;

/// What a UDP payload becomes on the link.
struct DatagramSize {
  std::uint32_t ip_bytes = 0;  // of all its packets, IP headers included
  std::uint32_t packets = 1;
};

/// On TUN a datagram larger than the MTU is cut by IP (RFC 791 §3.2); the other carriers move it in
/// one piece.
[[nodiscard]] constexpr DatagramSize size_on_link(std::uint32_t payload_bytes,
                                                  path::PathKind path) {
  const std::uint32_t ip_payload = payload_bytes + udp_header_bytes;
  if (path != path::PathKind::tun || ip_payload + ipv4_header_bytes <= mtu_bytes) {
    return {ip_payload + ipv4_header_bytes, 1};
  }
  const std::uint32_t room = (mtu_bytes - ipv4_header_bytes) / 8U * 8U;
  const std::uint32_t packets = (ip_payload + room - 1) / room;
  return {ip_payload + packets * ipv4_header_bytes, packets};
}

}  // namespace acklab::contender

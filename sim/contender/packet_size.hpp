#pragma once

#include <cstdint>

#include "net/transport/carriage.hpp"
#include "net/wire/experimental_option.hpp"
#include "sim/contender/contender_spec.hpp"
#include "sim/path/host_addresses.hpp"
#include "sim/path/path_kind.hpp"

namespace acklab::contender {

/// Of an IP header without options or extension headers.
[[nodiscard]] constexpr std::uint32_t ip_header_bytes(path::IpVersion version) {
  return version == path::IpVersion::v4 ? 20 : 40;
}
inline constexpr std::uint32_t ipv6_fragment_header_bytes = 8;  // RFC 8200 §4.5
inline constexpr std::uint32_t udp_header_bytes = 8;
inline constexpr std::uint32_t tcp_header_bytes = 20;
inline constexpr std::uint32_t tcp_timestamps_bytes = 12;  // RFC 7323, with its two NOPs
inline constexpr std::uint16_t mtu_bytes = 1500;

/// What a UDP payload becomes on the link.
struct DatagramSize {
  std::uint32_t ip_bytes = 0;  // of all its packets, IP headers included
  std::uint32_t packets = 1;
};

/// On TUN a datagram larger than the MTU is cut by IP (RFC 791 §3.2, RFC 8200 §4.5); the other
/// carriers move it in one piece.
[[nodiscard]] constexpr DatagramSize size_on_link(std::uint32_t payload_bytes, path::PathKind path,
                                                  path::IpVersion version) {
  const std::uint32_t ip_payload = payload_bytes + udp_header_bytes;
  const std::uint32_t header = ip_header_bytes(version);
  if (path != path::PathKind::tun || ip_payload + header <= mtu_bytes) {
    return {ip_payload + header, 1};
  }
  const std::uint32_t fragment_header =
      header + (version == path::IpVersion::v4 ? 0 : ipv6_fragment_header_bytes);
  const std::uint32_t room = (mtu_bytes - fragment_header) / 8U * 8U;
  const std::uint32_t packets = (ip_payload + room - 1) / room;
  return {ip_payload + packets * fragment_header, packets};
}

/// The MSS of our transport on such a path.
[[nodiscard]] inline std::uint16_t reliable_segment_bytes(CarriageKind carriage,
                                                          path::IpVersion version) {
  const auto on = carriage == CarriageKind::ip ? transport::Carriage::ip(IpAddress{})
                                               : transport::Carriage::udp();
  return on.max_segment_bytes(mtu_bytes, version);
}

/// What a full segment of reliable-udp carries, the options of every data segment taken off.
[[nodiscard]] inline std::uint32_t reliable_payload_bytes(const Spec& spec,
                                                          path::IpVersion version) {
  const bool crc = spec.mechanisms.checksum == transport::Checksum::crc32c;
  const auto options =
      static_cast<std::uint32_t>((spec.mechanisms.timestamps ? tcp_timestamps_bytes : 0) +
                                 (crc ? wire::acklab_option_length : 0));
  return reliable_segment_bytes(spec.carriage, version) - options;
}

}  // namespace acklab::contender

#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

#include "net/transport/carriage.hpp"
#include "net/wire/experimental_option.hpp"
#include "sim/contender/contender_spec.hpp"
#include "sim/link/mtu/fragments.hpp"
#include "sim/link/mtu/mtu_settings.hpp"
#include "sim/path/host_addresses.hpp"
#include "sim/path/path_kind.hpp"

namespace acklab::contender {

using link::ip_header_bytes;
inline constexpr std::uint32_t udp_header_bytes = 8;
inline constexpr std::uint32_t tcp_header_bytes = 20;
inline constexpr std::uint32_t tcp_timestamps_bytes = 12;  // RFC 7323, with its two NOPs
inline constexpr std::uint16_t mtu_bytes = 1500;

/// What a UDP payload becomes on the link.
struct DatagramSize {
  std::uint32_t ip_bytes = 0;      // of all its packets, IP headers included
  std::uint32_t packets = 1;       // for the link
  std::uint32_t line_packets = 1;  // for its line
};

/// Where the link's own MTU cuts, a datagram is one packet of the link, many of its line, and as
/// large as all its fragments. Elsewhere one larger than 1500 bytes is cut by the host's IP on TUN,
/// before it comes to the link; the other carriers move it in one piece.
[[nodiscard]] constexpr DatagramSize size_on_link(
    std::uint32_t payload_bytes, path::PathKind path, path::IpVersion version,
    const std::optional<link::MtuSettings>& mtu = std::nullopt) {
  const std::uint32_t ip_bytes = payload_bytes + udp_header_bytes + ip_header_bytes(version);
  if (link::cuts_large_packets(mtu)) {
    const link::Fragments cut = link::fragments_of(ip_bytes, mtu->bytes, version);
    return {cut.ip_bytes, 1, cut.count};
  }
  if (path != path::PathKind::tun) return {ip_bytes};
  const link::Fragments cut = link::fragments_of(ip_bytes, mtu_bytes, version);
  return {cut.ip_bytes, cut.count, cut.count};
}

/// The MSS of our transport on such a path.
[[nodiscard]] inline std::uint16_t reliable_segment_bytes(CarriageKind carriage,
                                                          path::IpVersion version) {
  const auto on = carriage == CarriageKind::ip ? transport::Carriage::ip(IpAddress{})
                                               : transport::Carriage::udp();
  return on.max_segment_bytes(mtu_bytes, version);
}

/// The options of every data segment of reliable-udp.
[[nodiscard]] inline std::uint32_t reliable_option_bytes(const Spec& spec) {
  const bool crc = spec.mechanisms.checksum == transport::Checksum::crc32c;
  return static_cast<std::uint32_t>((spec.mechanisms.timestamps ? tcp_timestamps_bytes : 0) +
                                    (crc ? wire::acklab_option_length : 0));
}

/// What a full segment of reliable-udp carries, the options of every data segment taken off.
[[nodiscard]] inline std::uint32_t reliable_payload_bytes(const Spec& spec,
                                                          path::IpVersion version) {
  const std::uint16_t fits = reliable_segment_bytes(spec.carriage, version);
  return std::min(fits, spec.tuning.max_segment_bytes.value_or(fits)) - reliable_option_bytes(spec);
}

}  // namespace acklab::contender

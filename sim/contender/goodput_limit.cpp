#include "sim/contender/contender.hpp"

namespace acklab::contender {
namespace {

constexpr std::uint32_t ipv4_header_bytes = 20;
constexpr std::uint32_t udp_header_bytes = 8;
constexpr std::uint32_t tcp_header_bytes = 20;
constexpr std::uint32_t timestamps_option_bytes = 12;  // RFC 7323, with its two NOPs
constexpr std::uint32_t tun_mtu_bytes = 1500;

/// A full packet of a contender: what is of use in it, what it takes on the link, and in how many
/// IP packets it travels.
struct FullPacket {
  std::uint32_t payload_bytes = 0;
  std::uint32_t ip_bytes = 0;
  std::uint32_t fragments = 1;
};

/// On TUN a large datagram is cut by IP (RFC 791); the other carriers move it in one piece.
FullPacket datagram(std::uint32_t payload_bytes, path::PathKind path) {
  const std::uint32_t ip_payload = payload_bytes + udp_header_bytes;
  std::uint32_t fragments = 1;
  if (path == path::PathKind::tun && ip_payload + ipv4_header_bytes > tun_mtu_bytes) {
    const std::uint32_t room = (tun_mtu_bytes - ipv4_header_bytes) / 8U * 8U;
    fragments = (ip_payload + room - 1) / room;
  }
  return {payload_bytes, ip_payload + fragments * ipv4_header_bytes, fragments};
}

FullPacket full_packet(const RunRequest& request) {
  switch (request.contender.kind) {
    case Kind::udp:
      return datagram(std::get<workload::Bulk>(request.workload).message_bytes, request.path);
    case Kind::reliable_udp: {
      const transport::ConnectionConfig config;
      const std::uint32_t options = config.timestamps ? timestamps_option_bytes : 0;
      return {config.max_segment_bytes - options,
              config.max_segment_bytes + tcp_header_bytes + udp_header_bytes + ipv4_header_bytes};
    }
    case Kind::kernel_tcp:
      return {tun_mtu_bytes - ipv4_header_bytes - tcp_header_bytes - timestamps_option_bytes,
              tun_mtu_bytes};
  }
  return {};
}

}  // namespace

std::optional<double> goodput_limit(const RunRequest& request) {
  const link::DirectionSettings& forward = request.link.forward;
  if (!forward.rate) return std::nullopt;
  const FullPacket packet = full_packet(request);
  const double duplicate = forward.duplicate.as_double();
  const double corrupt = forward.corrupt.as_double();
  // A packet helps when one of its copies, or the only one, is whole; every copy takes its time.
  double whole = 1 - corrupt * (1 - duplicate * (1 - corrupt));
  for (std::uint32_t fragment = 1; fragment < packet.fragments; ++fragment) whole *= 1 - corrupt;
  return static_cast<double>(forward.rate->bits_per_s()) * packet.payload_bytes / packet.ip_bytes *
         whole / (1 + duplicate);
}

}  // namespace acklab::contender

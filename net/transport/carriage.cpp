#include "net/transport/carriage.hpp"

#include <cassert>

namespace acklab::transport {
namespace {

constexpr std::uint16_t ipv4_bytes = 20;
constexpr std::uint16_t ipv6_bytes = 40;
constexpr std::uint16_t udp_bytes = 8;
constexpr std::uint16_t tcp_bytes = 20;

}  // namespace

wire::PseudoHeader Carriage::pseudo_header(const SocketAddress& peer) const {
  return local_ ? wire::PseudoHeader{*local_, peer.ip} : wire::PseudoHeader{};
}

bool Carriage::reaches(const SocketAddress& peer) const {
  return !local_ || (peer.ip.family() == local_->family() && peer.port == 0);
}

std::uint16_t Carriage::header_bytes(IpAddress::Family family) const {
  const std::uint16_t ip_bytes = family == IpAddress::Family::v4 ? ipv4_bytes : ipv6_bytes;
  return is_ip() ? ip_bytes : static_cast<std::uint16_t>(ip_bytes + udp_bytes);
}

std::uint16_t Carriage::max_segment_bytes(std::uint16_t mtu_bytes, IpAddress::Family family) const {
  const int headers = header_bytes(family) + tcp_bytes;
  assert(mtu_bytes > headers && "no packet is that small (RFC 791: 68 octets at least)");
  return static_cast<std::uint16_t>(mtu_bytes - headers);
}

}  // namespace acklab::transport

#include "sim/path/udp_reception.hpp"

#include "net/wire/byte_order.hpp"
#include "net/wire/internet_checksum.hpp"
#include "net/wire/segment_checksum.hpp"

namespace acklab::path {

namespace {

// RFC 768.
constexpr std::size_t destination_port_at = 2;
constexpr std::size_t length_at = 4;
constexpr std::size_t checksum_at = 6;

bool is_right(ByteView datagram, std::uint16_t addresses_sum, IpVersion version) {
  if (wire::read_u16(datagram, checksum_at) == 0) return version == IpVersion::v4;  // none
  wire::InternetChecksum sum;
  sum.add_u16(addresses_sum).add_u16(wire::udp_protocol);
  return sum.add_u32(static_cast<std::uint32_t>(datagram.size())).add(datagram).sum() == 0xffffU;
}

}  // namespace

link::UdpEnvelope udp_envelope(const SocketAddress& from, const SocketAddress& to) {
  wire::InternetChecksum addresses;
  // Beyond its four octets an IPv4 address holds zeros, which add nothing.
  addresses.add(from.ip.octets()).add(to.ip.octets());
  return {addresses.sum(), from.port, to.port};
}

std::optional<UdpReception::Datagram> UdpReception::receive(const link::Packet& packet) {
  if (packet.content != link::Content::datagram) return Datagram{packet.octets, std::nullopt};
  ByteView datagram = packet.octets;
  const std::size_t length = wire::read_u16(datagram, length_at);
  if (length < link::udp_header_bytes || length > datagram.size() ||
      !is_right(datagram.first(length), packet.udp.addresses_sum, version_)) {
    ++bad_checksum_;
    return std::nullopt;
  }
  if (wire::read_u16(datagram, destination_port_at) != packet.udp.destination_port) {
    ++no_port_;
    return std::nullopt;
  }
  datagram = datagram.first(length);
  return Datagram{datagram.subspan(link::udp_header_bytes), wire::read_u16(datagram, 0)};
}

}  // namespace acklab::path

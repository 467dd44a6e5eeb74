#include "net/wire/udp_header.hpp"

#include <cassert>
#include <cstddef>

#include "net/wire/byte_order.hpp"
#include "net/wire/segment_checksum.hpp"

namespace acklab::wire {
namespace {

constexpr std::size_t header_size = 8;
constexpr std::size_t max_datagram_bytes = 65535;

InternetChecksum sum_over(ByteView datagram, const PseudoHeader& pseudo_header) {
  return pseudo_header_sum(pseudo_header, udp_protocol, datagram.size()).add(datagram);
}

}  // namespace

const char* to_string(UdpError error) {
  switch (error) {
    case UdpError::too_short:
      return "shorter than a UDP header";
    case UdpError::bad_length:
      return "length outside the datagram";
    case UdpError::bad_checksum:
      return "wrong checksum";
    case UdpError::missing_checksum:
      return "no checksum over IPv6";
  }
  return "unknown";
}

Bytes encode(const UdpHeader& header, ByteView payload, const PseudoHeader& pseudo_header) {
  const std::size_t total = header_size + payload.size();
  assert(total <= max_datagram_bytes);
  Bytes octets;
  octets.reserve(total);
  octets.resize(header_size);
  write_u16(octets, 0, header.source_port);
  write_u16(octets, 2, header.destination_port);
  write_u16(octets, 4, static_cast<std::uint16_t>(total));
  octets.insert(octets.end(), payload.begin(), payload.end());
  if (header.has_checksum) {
    const std::uint16_t checksum = sum_over(octets, pseudo_header).checksum();
    // 0 means "none", so its other spelling in ones' complement goes on the wire (RFC 768).
    write_u16(octets, 6, checksum == 0 ? 0xffff : checksum);
  }
  return octets;
}

Expected<UdpDatagram, UdpError> decode_udp(ByteView octets, const PseudoHeader& pseudo_header,
                                           ChecksumPolicy policy) {
  if (octets.size() < header_size) return failure(UdpError::too_short);
  const std::size_t length = read_u16(octets, 4);
  if (length < header_size || length > octets.size()) return failure(UdpError::bad_length);
  const ByteView datagram = octets.first(length);
  const bool has_checksum = read_u16(datagram, 6) != 0;
  const bool over_ipv6 = pseudo_header.source.family() == IpAddress::Family::v6;
  if (policy == ChecksumPolicy::verify) {
    if (!has_checksum && over_ipv6) return failure(UdpError::missing_checksum);
    if (has_checksum && sum_over(datagram, pseudo_header).sum() != 0xffffU) {
      return failure(UdpError::bad_checksum);
    }
  }
  const UdpHeader header{read_u16(datagram, 0), read_u16(datagram, 2), has_checksum};
  return UdpDatagram{header, datagram.subspan(header_size)};
}

}  // namespace acklab::wire

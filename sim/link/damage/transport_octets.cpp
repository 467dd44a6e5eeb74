#include "sim/link/damage/transport_octets.hpp"

#include <algorithm>
#include <array>

#include "net/wire/byte_order.hpp"
#include "net/wire/internet_checksum.hpp"

namespace acklab::link {
namespace {

// RFC 9293 §3.1 and RFC 768.
constexpr std::size_t smallest_tcp_header_bytes = 20;
constexpr std::size_t tcp_data_offset_at = 12;
constexpr std::size_t tcp_checksum_at = 16;
constexpr std::size_t udp_length_at = 4;
constexpr std::size_t udp_checksum_at = 6;
constexpr std::uint8_t udp_protocol_number = 17;

TransportOctets octets_of_segment(ByteView octets, std::size_t begin) {
  TransportOctets found{
      .begin = begin, .header_end = begin, .end = octets.size(), .checksum_at = {}};
  if (octets.size() - begin < smallest_tcp_header_bytes) return found;
  const std::size_t header_bytes =
      static_cast<std::size_t>(octets[begin + tcp_data_offset_at] >> 4U) * 4;
  if (header_bytes < smallest_tcp_header_bytes || header_bytes > octets.size() - begin)
    return found;
  found.header_end = begin + header_bytes;
  found.checksum_at = begin + tcp_checksum_at;
  return found;
}

TransportOctets octets_of_datagram(ByteView octets, std::size_t payload) {
  const std::size_t begin = payload - udp_header_bytes;
  TransportOctets found{
      .begin = begin, .header_end = payload, .end = octets.size(), .checksum_at = {}};
  const std::size_t field = begin + udp_checksum_at;
  if (wire::read_u16(octets, field) != 0) found.checksum_at = field;
  return found;
}

/// The octets that a checksum covers, with the length in the pseudo-header: UDP's ends where the
/// header says, if that can be (RFC 768).
wire::InternetChecksum covered_sum(const Packet& packet, const TransportOctets& transport) {
  ByteView covered = ByteView(packet.octets).subspan(transport.begin);
  if (packet.content == Content::datagram) {
    const std::size_t said = wire::read_u16(covered, udp_length_at);
    if (said >= udp_header_bytes && said <= covered.size()) covered = covered.first(said);
  }
  wire::InternetChecksum sum;
  sum.add_u32(static_cast<std::uint32_t>(covered.size())).add(covered);
  return sum;
}

}  // namespace

TransportOctets transport_octets(const Packet& packet) {
  const ByteView octets = packet.octets;
  const std::size_t begin = std::min(packet.corruptible_from, octets.size());
  switch (packet.content) {
    case Content::segment:
      return octets_of_segment(octets, begin);
    case Content::datagram:
      if (begin >= udp_header_bytes) return octets_of_datagram(octets, begin);
      break;
    case Content::opaque:
    case Content::datagram_payload:
      break;
  }
  return {.begin = begin, .header_end = begin, .end = octets.size(), .checksum_at = {}};
}

void show_udp_header(Packet& packet) {
  if (packet.content != Content::datagram_payload) return;
  const auto length = static_cast<std::uint16_t>(packet.octets.size() + udp_header_bytes);
  std::array<std::uint8_t, udp_header_bytes> header{};
  wire::write_u16(header, 0, packet.udp.source_port);
  wire::write_u16(header, 2, packet.udp.destination_port);
  wire::write_u16(header, udp_length_at, length);
  wire::InternetChecksum sum;
  sum.add_u16(packet.udp.addresses_sum).add_u16(udp_protocol_number).add_u16(length);
  const std::uint16_t checksum = sum.add(header).add(packet.octets).checksum();
  wire::write_u16(header, udp_checksum_at, checksum == 0 ? 0xffffU : checksum);
  packet.octets.insert(packet.octets.begin(), header.begin(), header.end());
  packet.corruptible_from = udp_header_bytes;
  packet.content = Content::datagram;
}

void repair_checksum(Packet& packet, const Packet& before) {
  const TransportOctets transport = transport_octets(before);
  if (!transport.checksum_at) return;
  const std::uint16_t field = wire::read_u16(before.octets, *transport.checksum_at);
  std::uint16_t repaired = wire::checksum_after_change(field, covered_sum(before, transport),
                                                       covered_sum(packet, transport));
  if (before.content == Content::datagram && repaired == 0) repaired = 0xffffU;
  wire::write_u16(packet.octets, *transport.checksum_at, repaired);
}

}  // namespace acklab::link

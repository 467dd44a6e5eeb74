#include "sim/capture/flow_network.hpp"

#include <algorithm>
#include <optional>

#include "net/wire/byte_order.hpp"
#include "net/wire/internet_checksum.hpp"
#include "net/wire/ipv4_header.hpp"
#include "net/wire/ipv6_header.hpp"
#include "net/wire/segment_checksum.hpp"

namespace acklab::capture {
namespace {

/// The sum of a pseudo-header's addresses, which are all that changes in it.
wire::InternetChecksum sum_of(const wire::PseudoHeader& addresses) {
  return wire::pseudo_header_sum(addresses, wire::udp_protocol, 0);
}

/// Where the checksum stands in what has one over the addresses, and what that is.
std::optional<std::size_t> checksum_place(std::uint8_t protocol) {
  constexpr std::uint8_t icmp_v6 = 58;
  constexpr std::size_t in_tcp = 16;     // RFC 9293
  constexpr std::size_t in_udp = 6;      // RFC 768
  constexpr std::size_t in_icmp_v6 = 2;  // RFC 4443
  if (protocol == wire::tcp_protocol) return in_tcp;
  if (protocol == wire::udp_protocol) return in_udp;
  if (protocol == icmp_v6) return in_icmp_v6;
  return std::nullopt;
}

/// What of a packet depends on its addresses.
struct Covered {
  wire::PseudoHeader addresses;
  std::uint8_t protocol = 0;
  std::size_t payload_at = 0;
  bool begins_payload = true;  // and not the middle of a fragmented one
};

std::optional<Covered> covered_by(ByteView packet) {
  constexpr unsigned version_6 = 6;
  const auto place = [&packet](ByteView payload) {
    return static_cast<std::size_t>(payload.data() - packet.data());
  };
  if (packet.empty()) return std::nullopt;
  if (packet[0] >> 4U == version_6) {
    const auto read = wire::decode_ipv6(packet);
    if (!read) return std::nullopt;
    return Covered{read->header.pseudo_header(), read->header.protocol, place(read->payload),
                   !read->fragment || read->fragment->offset == 0};
  }
  const auto read = wire::decode_ipv4(packet, wire::ChecksumPolicy::ignore);
  if (!read) return std::nullopt;
  return Covered{read->header.pseudo_header(), read->header.protocol, place(read->payload),
                 read->header.fragment_offset == 0};
}

void write_addresses(MutableByteView packet, const wire::PseudoHeader& addresses) {
  const bool is_v4 = addresses.source.family() == IpAddress::Family::v4;
  const std::size_t bytes = is_v4 ? 4 : 16;
  std::size_t at = is_v4 ? 12 : 8;  // RFC 791, RFC 8200
  for (const IpAddress& address : {addresses.source, addresses.destination}) {
    const auto octets = address.octets();
    std::copy_n(octets.begin(), bytes, packet.begin() + static_cast<std::ptrdiff_t>(at));
    at += bytes;
  }
}

}  // namespace

path::HostAddresses hosts_of(path::IpVersion version, std::uint32_t flow) {
  path::HostAddresses hosts = path::host_addresses(version);
  for (SocketAddress* const host : {&hosts.client, &hosts.server}) {
    auto octets = host->ip.octets();
    if (version == IpAddress::Family::v4) {
      host->ip = IpAddress::v4(octets[0], octets[1], static_cast<std::uint8_t>(flow), octets[3]);
    } else {
      octets[4] = static_cast<std::uint8_t>(flow >> 8U);
      octets[5] = static_cast<std::uint8_t>(flow);
      host->ip = IpAddress::v6(octets);
    }
  }
  return hosts;
}

wire::PseudoHeader in_network_of(std::uint32_t flow, const wire::PseudoHeader& addresses) {
  const path::IpVersion version = addresses.source.family();
  const path::HostAddresses shared = path::host_addresses(version);
  const path::HostAddresses own = hosts_of(version, flow);
  const auto moved = [&](const IpAddress& address) {
    if (address == shared.client.ip) return own.client.ip;
    return address == shared.server.ip ? own.server.ip : address;
  };
  return {moved(addresses.source), moved(addresses.destination)};
}

std::uint16_t udp_checksum_after(std::uint16_t checksum, const wire::PseudoHeader& before,
                                 const wire::PseudoHeader& after) {
  if (checksum == 0) return 0;
  const std::uint16_t changed =
      wire::checksum_after_change(checksum, sum_of(before), sum_of(after));
  return changed == 0 ? 0xffff : changed;
}

void move_to_network(Bytes& packet, std::uint32_t flow) {
  const auto covered = covered_by(packet);
  if (!covered) return;
  const wire::PseudoHeader& before = covered->addresses;
  const wire::PseudoHeader after = in_network_of(flow, before);
  write_addresses(packet, after);
  const auto change = [&](std::size_t at) {
    const std::uint16_t checksum = wire::read_u16(packet, at);
    wire::write_u16(packet, at,
                    wire::checksum_after_change(checksum, sum_of(before), sum_of(after)));
  };
  constexpr std::size_t header_checksum_at = 10;  // of IPv4
  if (before.source.family() == IpAddress::Family::v4) change(header_checksum_at);
  const auto place = checksum_place(covered->protocol);
  if (!place || !covered->begins_payload) return;
  const std::size_t at = covered->payload_at + *place;
  if (at + 2 > packet.size()) return;
  if (covered->protocol == wire::udp_protocol) {
    wire::write_u16(packet, at, udp_checksum_after(wire::read_u16(packet, at), before, after));
  } else {
    change(at);
  }
}

}  // namespace acklab::capture

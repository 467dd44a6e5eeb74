#include "sim/path/relay_port.hpp"

#include <utility>

namespace acklab::path {

namespace {
constexpr std::size_t largest_datagram_bytes = 65'535;
}

RelayPort::RelayPort(socket::UdpSocket own, const SocketAddress& host,
                     const link::UdpEnvelope& envelope)
    : own_(std::move(own)),
      host_(host),
      header_bytes_(host.ip.family() == IpAddress::Family::v4 ? link::ipv4_udp_header_bytes
                                                              : link::ipv6_udp_header_bytes),
      envelope_(envelope),
      reception_(host.ip.family()),
      buffer_(largest_datagram_bytes) {}

Expected<void, socket::SocketError> RelayPort::carry_segments() {
  carries_segments_.store(true);
  return own_.set_checksum(false);  // over IPv6 it would not receive them otherwise
}

std::optional<link::Packet> RelayPort::receive(Bytes& space) {
  for (;;) {
    const auto received = own_.receive_into(buffer_);
    // An error is about an earlier datagram; whatever waits is read when poll says so again.
    if (!received || !*received) return std::nullopt;
    const socket::ReceivedDatagram& datagram = **received;
    if (datagram.from != host_) {
      count_ignored();
      continue;
    }
    link::Packet packet;
    packet.octets = std::move(space);
    packet.octets.assign(buffer_.begin(),
                         buffer_.begin() + static_cast<std::ptrdiff_t>(datagram.bytes));
    packet.ip_bytes = static_cast<std::uint32_t>(datagram.bytes) + header_bytes_;
    packet.content = carries_segments_.load(std::memory_order_relaxed)
                         ? link::Content::segment
                         : link::Content::datagram_payload;
    packet.udp = envelope_;
    packet.ip_version = host_.ip.family();
    packet.ecn = static_cast<link::Ecn>(datagram.ecn);
    return packet;
  }
}

void RelayPort::send(const link::Packet& packet) {
  const auto datagram = reception_.receive(packet);
  if (!datagram) return;
  const auto sent = own_.send_to(host_, datagram->payload, static_cast<std::uint8_t>(packet.ecn));
  if (!sent || !*sent) ++refused_;
}

}  // namespace acklab::path

#include "sim/path/relay_port.hpp"

#include <algorithm>
#include <utility>

namespace acklab::path {

namespace {
constexpr std::size_t largest_datagram_bytes = 65'535;
}

RelayPort::RelayPort(socket::UdpSocket own, std::vector<SocketAddress> hosts,
                     const link::UdpEnvelope& envelope)
    : own_(std::move(own)),
      hosts_(std::move(hosts)),
      ip_version_(hosts_.front().ip.family()),
      header_bytes_(ip_version_ == IpAddress::Family::v4 ? link::ipv4_udp_header_bytes
                                                         : link::ipv6_udp_header_bytes),
      envelope_(envelope),
      carries_segments_(hosts_.size()),
      reception_(ip_version_),
      buffer_(largest_datagram_bytes) {}

Expected<void, socket::SocketError> RelayPort::carry_segments(std::size_t flow) {
  carries_segments_[flow].store(true);
  return own_.take_without_checksum();
}

std::optional<link::Packet> RelayPort::receive(Bytes& space) {
  for (;;) {
    const auto received = own_.receive_into(buffer_);
    // An error is about an earlier datagram; whatever waits is read when poll says so again.
    if (!received || !*received) return std::nullopt;
    const socket::ReceivedDatagram& datagram = **received;
    const auto sender = std::find(hosts_.begin(), hosts_.end(), datagram.from);
    if (sender == hosts_.end()) {
      count_ignored();
      continue;
    }
    const auto flow = static_cast<std::size_t>(sender - hosts_.begin());
    link::Packet packet;
    packet.octets = std::move(space);
    packet.octets.assign(buffer_.begin(),
                         buffer_.begin() + static_cast<std::ptrdiff_t>(datagram.bytes));
    packet.ip_bytes = static_cast<std::uint32_t>(datagram.bytes) + header_bytes_;
    packet.content = carries_segments_[flow].load(std::memory_order_relaxed)
                         ? link::Content::segment
                         : link::Content::datagram_payload;
    packet.udp = envelope_;
    packet.ip_version = ip_version_;
    packet.flow = static_cast<std::uint32_t>(flow);
    packet.ecn = static_cast<link::Ecn>(datagram.ecn);
    return packet;
  }
}

void RelayPort::send(const link::Packet& packet) {
  const auto datagram = reception_.receive(packet);
  if (!datagram) return;
  const auto sent =
      own_.send_to(hosts_[packet.flow], datagram->payload, static_cast<std::uint8_t>(packet.ecn));
  if (!sent || !*sent) ++refused_;
}

}  // namespace acklab::path

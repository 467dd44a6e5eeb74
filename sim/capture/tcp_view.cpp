#include "sim/capture/tcp_view.hpp"

#include <utility>

#include "net/wire/ipv4_header.hpp"
#include "net/wire/ipv6_header.hpp"
#include "net/wire/segment_checksum.hpp"

namespace acklab::capture {
namespace {

std::optional<TcpView> in_payload(std::uint8_t protocol, const wire::PseudoHeader& pseudo_header,
                                  ByteView payload) {
  if (protocol != wire::tcp_protocol) return std::nullopt;
  auto segment = wire::decode(payload, pseudo_header, wire::ChecksumPolicy::ignore);
  if (!segment) return std::nullopt;
  return TcpView{.segment = std::move(*segment),
                 .tcp_bytes = payload.size(),
                 .is_intact = wire::checksum_is_right(payload, pseudo_header)};
}

}  // namespace

std::optional<TcpView> tcp_view(ByteView ip_packet) {
  constexpr unsigned version_6 = 6;
  if (ip_packet.empty()) return std::nullopt;
  if (ip_packet[0] >> 4U == version_6) {
    const auto packet = wire::decode_ipv6(ip_packet);
    if (!packet || packet->is_fragment()) return std::nullopt;
    return in_payload(packet->header.protocol, packet->header.pseudo_header(), packet->payload);
  }
  const auto packet = wire::decode_ipv4(ip_packet);
  if (!packet || packet->header.is_fragment()) return std::nullopt;
  return in_payload(packet->header.protocol, packet->header.pseudo_header(), packet->payload);
}

}  // namespace acklab::capture

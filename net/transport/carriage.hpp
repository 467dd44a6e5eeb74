#pragma once

#include <cstdint>
#include <optional>

#include "net/base/address.hpp"
#include "net/wire/segment_codec.hpp"

namespace acklab::transport {

/// What carries the segments of an Endpoint; its connections do not know. Default-constructed: UDP.
///
/// In UDP datagrams a peer is an address and a UDP port, and the checksum leaves addresses out, so
/// that address translation on the way does not break it. Directly in IP a peer is an address with
/// port 0, and the checksum covers both addresses (RFC 9293 §3.1): such an Endpoint has one address
/// of its own.
class Carriage {
 public:
  constexpr Carriage() = default;
  [[nodiscard]] static constexpr Carriage udp() { return {}; }
  /// From and to the host whose address is `local`.
  [[nodiscard]] static constexpr Carriage ip(const IpAddress& local) {
    Carriage carriage;
    carriage.local_ = local;
    return carriage;
  }

  [[nodiscard]] constexpr bool is_ip() const { return local_.has_value(); }
  /// This side's address; nothing in UDP, where it does not matter.
  [[nodiscard]] constexpr const std::optional<IpAddress>& local() const { return local_; }

  /// What checksums cover beside the segment, to a peer and from it: the sum is the same both ways.
  [[nodiscard]] wire::PseudoHeader pseudo_header(const SocketAddress& peer) const;
  /// Whether an Endpoint may exchange segments with `peer`: on IP, one of its own address family
  /// and without a port.
  [[nodiscard]] bool reaches(const SocketAddress& peer) const;

  /// How many octets stand in front of the TCP header in a packet between such addresses, without
  /// IP options.
  [[nodiscard]] std::uint16_t header_bytes(IpAddress::Family family) const;
  /// The largest segment, TCP options included, that fits a packet of `mtu_bytes`.
  [[nodiscard]] std::uint16_t max_segment_bytes(std::uint16_t mtu_bytes,
                                                IpAddress::Family family) const;

 private:
  std::optional<IpAddress> local_;
};

}  // namespace acklab::transport

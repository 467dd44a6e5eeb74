#pragma once

#include <cstdint>
#include <optional>

#include "sim/link/packet.hpp"
#include "sim/path/host_addresses.hpp"

namespace acklab::path {

/// What the header of a UDP datagram says on its way between two hosts.
[[nodiscard]] link::UdpEnvelope udp_envelope(const SocketAddress& from, const SocketAddress& to);

/// What a receiving host's UDP does with a datagram, where no kernel does it: on the relay, whose
/// datagrams leave in fresh ones with a right checksum, and in virtual time. It looks at the very
/// octets that left the link, so that damage meets the same end as on TUN.
///
/// Only a datagram whose header the link has shown, because damage struck it, needs any looking at.
class UdpReception {
 public:
  explicit UdpReception(IpVersion version) : version_(version) {}

  struct Datagram {
    ByteView payload;
    std::optional<std::uint16_t> source_port;  // where the header was looked at
  };
  /// The datagram that reaches the application; nothing when its header or checksum is wrong, or
  /// nobody listens at its port, and then it is counted (RFC 768, RFC 8200 §8.1).
  [[nodiscard]] std::optional<Datagram> receive(const link::Packet& packet);

  [[nodiscard]] std::uint64_t bad_checksum() const { return bad_checksum_; }
  [[nodiscard]] std::uint64_t no_port() const { return no_port_; }

 private:
  IpVersion version_;
  std::uint64_t bad_checksum_ = 0;
  std::uint64_t no_port_ = 0;
};

}  // namespace acklab::path

#pragma once

#include <array>
#include <cstdint>

#include "net/base/address.hpp"
#include "net/base/bytes.hpp"
#include "net/base/seq32.hpp"
#include "net/base/time.hpp"
#include "net/transport/connection.hpp"

namespace acklab::transport {

/// SipHash-2-4 (Aumasson and Bernstein): a keyed hash whose results tell nothing about the key.
[[nodiscard]] std::uint64_t sip_hash(const std::array<std::uint64_t, 2>& key, ByteView message);

/// ISN = M + F(addresses, ports, secret), RFC 6528 §3: M is a timer that ticks every 4 µs, so that
/// successive connections of one pair of ports do not overlap; F keeps others from guessing.
[[nodiscard]] Seq32 initial_sequence(Instant now, const SocketAddress& peer, PortPair ports,
                                     std::uint64_t secret);

/// What to add to the timestamps of connections between these ports: others cannot guess it, and it
/// does not change from one connection to the next (RFC 7323 §5.4).
[[nodiscard]] std::uint32_t timestamp_offset(const SocketAddress& peer, PortPair ports,
                                             std::uint64_t secret);

}  // namespace acklab::transport

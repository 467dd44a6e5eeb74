#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>

#include "net/base/bytes.hpp"

namespace acklab::wire {

/// Reading and writing numbers in network order (RFC 9293 §3.1: most significant octet first). The
/// caller has checked that the octets are there.
[[nodiscard]] inline std::uint16_t read_u16(ByteView octets, std::size_t at) {
  assert(at + 2 <= octets.size());
  return static_cast<std::uint16_t>((octets[at] << 8U) | octets[at + 1]);
}

/// Four octets.
[[nodiscard]] inline std::uint32_t read_u32(ByteView octets, std::size_t at) {
  return (static_cast<std::uint32_t>(read_u16(octets, at)) << 16U) | read_u16(octets, at + 2);
}

/// Two octets.
inline void write_u16(MutableByteView octets, std::size_t at, std::uint16_t value) {
  assert(at + 2 <= octets.size());
  octets[at] = static_cast<std::uint8_t>(value >> 8U);
  octets[at + 1] = static_cast<std::uint8_t>(value & 0xffU);
}

/// Four octets.
inline void write_u32(MutableByteView octets, std::size_t at, std::uint32_t value) {
  write_u16(octets, at, static_cast<std::uint16_t>(value >> 16U));
  write_u16(octets, at + 2, static_cast<std::uint16_t>(value & 0xffffU));
}

}  // namespace acklab::wire

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "net/base/bytes.hpp"
#include "net/base/time.hpp"

namespace acklab::capture {

// Blocks of a pcapng file (draft-ietf-opsawg-pcapng): little-endian, one section. Comments and
// names are UTF-8; beyond 65535 octets they are cut.

/// The block that a file begins with.
[[nodiscard]] std::string section_header(std::string_view program, std::string_view comment);

/// An interface whose packets begin with an IP header, with instants in nanoseconds. Interfaces
/// are numbered in the order of their blocks, from 0.
[[nodiscard]] std::string interface_description(std::string_view name,
                                                std::string_view description);

/// A packet as an interface has seen it.
struct CapturedPacket {
  std::uint32_t interface_number = 0;
  Duration at{};  // since what the file calls the beginning of 1970; not negative
  bool is_received = false;
  ByteView octets;
  std::string_view comment;
};
[[nodiscard]] std::string enhanced_packet(const CapturedPacket& packet);

}  // namespace acklab::capture

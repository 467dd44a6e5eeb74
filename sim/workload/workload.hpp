#pragma once

#include <cstdint>
#include <variant>

namespace acklab::workload {

/// Smallest record: 8 octets for its number at either end, so that damage to one is seen by the
/// other.
inline constexpr std::uint32_t min_message_bytes = 16;
/// Largest record: what one UDP datagram holds over IPv4.
inline constexpr std::uint32_t max_message_bytes = 65'507;

/// Moves `bytes` from the client to the server, cut into records of `message_bytes`; the last may
/// be shorter.
struct Bulk {
  std::uint64_t bytes = 0;
  std::uint32_t message_bytes = 1200;
};

/// What the application wants done.
using Workload = std::variant<Bulk>;

}  // namespace acklab::workload

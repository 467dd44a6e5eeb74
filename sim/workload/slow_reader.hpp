#pragma once

#include <cstdint>
#include <optional>

#include "net/base/time.hpp"

namespace acklab::workload {

/// The client sends as fast as it can, as in Bulk; the server reads nothing for a while, and then
/// at its own pace. Measures what that does to the sender, in how many reads the octets came, and
/// what was cut or lost for want of room.
struct SlowReader {
  std::uint64_t bytes = 0;
  std::uint32_t message_bytes = 1200;
  Duration wait{};  // before the first read, from the connection on (over datagrams: the start)
  /// What one read takes at most; nothing: all there is. Over datagrams the rest of a longer one is
  /// lost.
  std::optional<std::uint32_t> read_bytes = std::nullopt;
  Duration every{};  // from one read to the next; 0: as fast as they come
  /// Over datagrams: how much may wait to be read, as the system counts it; nothing: its choice.
  std::optional<std::uint32_t> receive_buffer_bytes = std::nullopt;
  bool no_delay = false;  // Nagle's algorithm off at the sender

  friend bool operator==(const SlowReader&, const SlowReader&) = default;
};

}  // namespace acklab::workload

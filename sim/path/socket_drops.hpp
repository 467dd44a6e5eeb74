#pragma once

#include <cstdint>

namespace acklab::path {

/// How many packets the system has dropped at this socket because its receive buffer was full, as
/// of now; 0 where the system cannot say (Linux before 4.12).
[[nodiscard]] std::uint64_t dropped_at_socket(int fd);

}  // namespace acklab::path

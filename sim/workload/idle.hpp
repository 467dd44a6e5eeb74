#pragma once

#include <cstdint>
#include <optional>

#include "net/base/time.hpp"
#include "sim/workload/server_fate.hpp"

namespace acklab::workload {

/// The lines of the client.
inline constexpr std::uint64_t idle_lines = 2;

/// The client says a line, waits, and says another; the server repeats each. Measures whether and
/// when either side notices what became of the other.
struct Idle {
  Duration quiet = std::chrono::seconds{10};  // from the first answer to the second line
  std::uint32_t line_bytes = 80;
  ServerFate server = ServerFate::stays;
  /// The server stops in the middle of its second answer, for so long.
  std::optional<Duration> stop_in_answer = std::nullopt;
  /// How long one read of the client waits before it says so; it goes on waiting then.
  Duration read_timeout = std::chrono::seconds{1};

  friend bool operator==(const Idle&, const Idle&) = default;
};

}  // namespace acklab::workload

#pragma once

#include <cstdint>
#include <optional>

#include "net/base/time.hpp"
#include "sim/workload/server_fate.hpp"

namespace acklab::workload {

/// A message every `interval` from the client to the server: a voice, a game, a sensor. Measures
/// how old each is when it arrives, counted from the instant at which it was due to be sent: the
/// first when the client is connected (over datagrams: at once).
struct Periodic {
  std::uint64_t count = 0;
  std::uint32_t message_bytes = 160;
  Duration interval = std::chrono::milliseconds{20};
  /// Older than this a message is of no use; nothing: there is no such age.
  std::optional<Duration> deadline = std::nullopt;
  bool no_delay = true;                   // Nagle's algorithm off
  std::uint32_t copies = 1;               // over datagrams: how often each message is sent
  ServerFate server = ServerFate::stays;  // or absent

  friend bool operator==(const Periodic&, const Periodic&) = default;
};

}  // namespace acklab::workload

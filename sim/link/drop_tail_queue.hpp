#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "net/base/time.hpp"

namespace acklab::link {

/// The queue before the rate: first in, first out, and what does not fit is dropped at the tail.
///
/// It counts IP bytes as `bfifo` of tc does. The packet being sent has left the queue: the limit is
/// on what waits behind it. A packet that finds the line idle never waits, so it passes even if it
/// is larger than the whole limit; and a limit of 0 bytes means "sent at once or not at all".
///
/// Nothing runs here: when a packet will begin to be sent is known on its arrival, so the queue is
/// a list of those instants, and whoever has begun by `now` has left.
class DropTailQueue {
 public:
  /// No limit: everything waits as long as it must.
  explicit DropTailQueue(std::optional<std::uint64_t> limit_bytes) : limit_bytes_(limit_bytes) {}

  /// What waits at `now`, in bytes. Instants never go backwards.
  [[nodiscard]] std::uint64_t waiting_bytes(Instant now);

  /// Takes in a packet that arrives at `now` and would begin to be sent at `start`, or refuses it.
  [[nodiscard]] bool admit(Instant now, Instant start, std::uint64_t bytes);

 private:
  struct Waiting {
    Instant start;
    std::uint64_t bytes;
  };

  std::optional<std::uint64_t> limit_bytes_;
  std::deque<Waiting> waiting_;
  std::uint64_t waiting_bytes_ = 0;
};

}  // namespace acklab::link

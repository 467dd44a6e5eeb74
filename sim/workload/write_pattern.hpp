#pragma once

#include <cstdint>
#include <vector>

#include "net/base/time.hpp"

namespace acklab::workload {

/// One step of the client.
struct PatternStep {
  enum class Kind : std::uint8_t {
    write,  // one call that sends `bytes`
    read,   // waits for `bytes`, which the server sends once it has all that was written before
    pause,  // does nothing for a while
  };
  Kind kind = Kind::write;
  std::uint32_t bytes = 0;
  Duration pause{};

  friend bool operator==(const PatternStep&, const PatternStep&) = default;
};

/// The steps of a client, all of them `repeat` times: write-write-read and the like. Measures how
/// long each round takes, pauses included, and in how many reads the octets came.
///
/// Over datagrams a write is a datagram, and the server answers the last one before a read; after
/// `timeout` the client goes on without the answer.
struct WritePattern {
  std::vector<PatternStep> steps;
  std::uint64_t repeat = 1;
  bool no_delay = false;  // Nagle's algorithm off
  Duration timeout = std::chrono::seconds{1};

  friend bool operator==(const WritePattern&, const WritePattern&) = default;
};

}  // namespace acklab::workload

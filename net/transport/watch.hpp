#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <utility>

#include "net/transport/observation.hpp"
#include "net/transport/scoreboard.hpp"

namespace acklab::transport {

/// What a connection that is observed remembers for its observer: what it has told last, and which
/// ACKs stand for a loss. A connection that nobody observes has none.
struct Watch {
  static constexpr std::size_t most_acks = 16;

  Observer observer;
  Scoreboard::Losses losses;                // found since they were told last
  std::deque<std::uint64_t> behind_a_hole;  // received segments that told of something behind one
  std::optional<std::uint64_t> arriving;    // the segment that is being handled

  // The segment that leaves.
  Sending why = Sending::first;
  std::optional<RetransmissionCause> cause;
  std::uint32_t transmission = 1;

  // As told last.
  std::array<std::optional<Instant>, timer_count> timers{};
  std::pair<std::uint64_t, std::optional<std::uint64_t>> window{};
  std::optional<State> state;
};

}  // namespace acklab::transport

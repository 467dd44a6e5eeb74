#pragma once

#include <cstdint>
#include <string>

#include "net/base/expected.hpp"
#include "net/base/rate.hpp"
#include "sim/link/bottleneck/trace.hpp"

namespace acklab::link {

// Traces made up, in integers alone: the same on every machine. An opportunity stands for a packet
// of 1500 bytes, so a millisecond with one is 12 Mbit/s. Lengths and periods are in milliseconds;
// a trace is as long as its last opportunity says, so there is always one at the very end. The
// error is a clause for a sentence.
using MadeTrace = Expected<Trace, std::string>;

/// The shortest trace of at least a second with exactly that rate.
[[nodiscard]] MadeTrace constant_trace(BitRate rate);
/// Opportunities as evenly as milliseconds allow. A length in which the rate is no whole number of
/// opportunities is refused with the next that will do.
[[nodiscard]] MadeTrace constant_trace(BitRate rate, std::uint32_t length_ms);

/// Two rates between which a trace varies, and how long it takes from one time at the same to the
/// next.
struct Swing {
  BitRate low;
  BitRate high;
  std::uint32_t period_ms = 0;
};

/// The longest period and length of a trace that swings: a day.
inline constexpr std::uint32_t max_swing_period_ms = 86'400'000;

/// The rate grows evenly from low to high, then falls back at once.
[[nodiscard]] MadeTrace sawtooth_trace(const Swing& swing, std::uint32_t length_ms);
/// The rate begins high, fades to low and comes back, smoothly (3x² − 2x³ of each half period).
[[nodiscard]] MadeTrace fade_trace(const Swing& swing, std::uint32_t length_ms);

/// Opportunities at random, independent of each other (a Poisson process, given how many there are
/// in all and that the last is at the end): the mean rate is that of a constant trace rounded to a
/// whole number of opportunities.
[[nodiscard]] MadeTrace poisson_trace(BitRate rate, std::uint32_t length_ms, std::uint64_t seed);

}  // namespace acklab::link

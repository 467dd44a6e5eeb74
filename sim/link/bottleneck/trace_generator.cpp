#include "sim/link/bottleneck/trace_generator.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "net/base/random.hpp"

namespace acklab::link {
namespace {

__extension__ using Amount = unsigned __int128;

/// What a rate of 1 bit/s must last, in milliseconds, for one opportunity.
constexpr std::uint64_t opportunity_bit_ms = std::uint64_t{1500} * 8 * 1000;
constexpr std::uint64_t shortest_ms = 1000;

std::uint64_t bits_of(BitRate rate) {
  return static_cast<std::uint64_t>(rate.bits_per_s());
}

std::string too_many(Amount opportunities) {
  return fmt::format("the trace would have {} lines, more than {}",
                     static_cast<std::uint64_t>(std::min<Amount>(opportunities, UINT64_MAX)),
                     max_trace_opportunities);
}

/// `count` opportunities, the last at the end, each as late as it may be for an even rate.
std::vector<std::uint32_t> evenly(std::uint64_t count, std::uint64_t length_ms) {
  std::vector<std::uint32_t> milliseconds;
  milliseconds.reserve(count);
  for (std::uint64_t k = 1; k <= count; ++k) {
    const Amount at = (static_cast<Amount>(k) * length_ms + count - 1) / count;
    milliseconds.push_back(static_cast<std::uint32_t>(at));
  }
  return milliseconds;
}

/// Opportunities whenever the rate so far makes up a whole one. What is missing to a whole number
/// of them in all is given at the beginning: less than one. `rate_at` is the rate in a millisecond,
/// times `denominator`.
template <typename RateAt>
MadeTrace along(RateAt rate_at, Amount denominator, std::uint32_t length_ms) {
  const Amount one = denominator * opportunity_bit_ms;
  Amount rest = 0;  // what all of the length makes up beyond whole opportunities
  Amount count = 0;
  for (std::uint32_t ms = 0; ms < length_ms; ++ms) {
    rest += rate_at(ms);
    count += rest / one;
    rest %= one;
  }
  if (rest > 0) ++count;
  if (count > max_trace_opportunities) return failure(too_many(count));
  Amount credit = rest > 0 ? one - rest : 0;
  std::vector<std::uint32_t> milliseconds;
  milliseconds.reserve(static_cast<std::size_t>(count));
  for (std::uint32_t ms = 0; ms < length_ms; ++ms) {
    credit += rate_at(ms);
    for (; credit >= one; credit -= one) milliseconds.push_back(ms + 1);
  }
  return Trace{std::move(milliseconds)};
}

Expected<void, std::string> check_swing(const Swing& swing, std::uint32_t length_ms) {
  if (swing.high < swing.low) return failure(std::string{"the high rate is below the low one"});
  if (swing.period_ms < 2) return failure(std::string{"the period is below 2 milliseconds"});
  if (length_ms < 1) return failure(std::string{"the length is below 1 millisecond"});
  if (swing.period_ms > max_swing_period_ms || length_ms > max_swing_period_ms) {
    return failure(fmt::format("period or length is above {} milliseconds", max_swing_period_ms));
  }
  return {};
}

}  // namespace

MadeTrace constant_trace(BitRate rate) {
  const std::uint64_t unit_ms = opportunity_bit_ms / std::gcd(bits_of(rate), opportunity_bit_ms);
  return constant_trace(
      rate, static_cast<std::uint32_t>((shortest_ms + unit_ms - 1) / unit_ms * unit_ms));
}

MadeTrace constant_trace(BitRate rate, std::uint32_t length_ms) {
  const std::uint64_t unit_ms = opportunity_bit_ms / std::gcd(bits_of(rate), opportunity_bit_ms);
  if (length_ms == 0 || length_ms % unit_ms != 0) {
    return failure(fmt::format(
        "the rate makes no whole number of packets in {} ms; a multiple of {} ms is exact",
        length_ms, unit_ms));
  }
  const Amount count = static_cast<Amount>(bits_of(rate)) * length_ms / opportunity_bit_ms;
  if (count > max_trace_opportunities) return failure(too_many(count));
  return Trace{evenly(static_cast<std::uint64_t>(count), length_ms)};
}

MadeTrace sawtooth_trace(const Swing& swing, std::uint32_t length_ms) {
  if (const auto right = check_swing(swing, length_ms); !right) return failure(right.error());
  const Amount low = bits_of(swing.low);
  const Amount span = bits_of(swing.high) - bits_of(swing.low);
  const Amount denominator = Amount{2} * swing.period_ms;
  const auto rate_at = [&](std::uint32_t ms) {  // in the middle of the millisecond
    return low * denominator + span * (2 * Amount{ms % swing.period_ms} + 1);
  };
  return along(rate_at, denominator, length_ms);
}

MadeTrace fade_trace(const Swing& swing, std::uint32_t length_ms) {
  if (const auto right = check_swing(swing, length_ms); !right) return failure(right.error());
  if (swing.period_ms % 2 != 0) {
    return failure(std::string{"the period is not an even number of milliseconds"});
  }
  const std::uint32_t half = swing.period_ms / 2;
  const Amount low = bits_of(swing.low);
  const Amount span = bits_of(swing.high) - bits_of(swing.low);
  const Amount whole = Amount{2} * half;  // x is (2 ms + 1) / whole
  const Amount denominator = whole * whole * whole;
  const auto rate_at = [&](std::uint32_t ms) {
    const Amount x = 2 * Amount{ms % half} + 1;
    const Amount risen = 3 * x * x * whole - 2 * x * x * x;
    const Amount share = ms % swing.period_ms < half ? denominator - risen : risen;
    return low * denominator + span * share;
  };
  return along(rate_at, denominator, length_ms);
}

MadeTrace poisson_trace(BitRate rate, std::uint32_t length_ms, std::uint64_t seed) {
  if (length_ms == 0) return failure(std::string{"the length is below 1 millisecond"});
  const Amount bit_ms = static_cast<Amount>(bits_of(rate)) * length_ms;
  const Amount count = std::max<Amount>((bit_ms + opportunity_bit_ms / 2) / opportunity_bit_ms, 1);
  if (count > max_trace_opportunities) return failure(too_many(count));
  const RandomStream random{seed, "poisson trace"};
  std::vector<std::uint32_t> milliseconds;
  milliseconds.reserve(static_cast<std::size_t>(count));
  for (std::uint64_t k = 1; k < count; ++k) {
    milliseconds.push_back(1 + static_cast<std::uint32_t>(random.below(length_ms, k)));
  }
  std::sort(milliseconds.begin(), milliseconds.end());
  milliseconds.push_back(length_ms);
  return Trace{std::move(milliseconds)};
}

}  // namespace acklab::link

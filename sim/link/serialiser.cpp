#include "sim/link/serialiser.hpp"

#include <algorithm>

#include "sim/link/later.hpp"

namespace acklab::link {
namespace {

__extension__ using Wide = unsigned __int128;
constexpr std::uint64_t bit_nanoseconds_per_byte = 8'000'000'000U;

}  // namespace

Instant Serialiser::later_nanosecond(Instant instant) {
  return later_by(instant, Duration{1});
}

Instant Serialiser::send(Instant arrival, std::uint64_t bytes) {
  if (!rate_) return arrival;
  if (free_at() <= arrival) {
    free_since_ = arrival;
    excess_ = 0;
  }
  const auto rate = static_cast<std::uint64_t>(rate_->bits_per_s());
  const Wide work = static_cast<Wide>(bytes) * bit_nanoseconds_per_byte + excess_;
  const Wide whole = std::min<Wide>(work / rate, static_cast<Wide>(Duration::max().count()));
  free_since_ = later_by(free_since_, Duration{static_cast<std::int64_t>(whole)});
  excess_ = static_cast<std::uint64_t>(work % rate);
  return free_at();
}

}  // namespace acklab::link

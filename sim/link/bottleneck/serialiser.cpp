#include "sim/link/bottleneck/serialiser.hpp"

#include <algorithm>

#include "sim/link/later.hpp"

namespace acklab::link {
namespace {

__extension__ using Wide = unsigned __int128;
constexpr std::uint64_t bit_nanoseconds_per_byte = 8'000'000'000U;
constexpr auto longest = static_cast<Wide>(Duration::max().count());

}  // namespace

Instant Serialiser::free_at() const {
  return excess_ > 0 ? later_by(free_since_, Duration{1}) : free_since_;
}

Instant Serialiser::ready(Instant arrival, std::uint64_t /*bytes*/) const {
  return std::max(arrival, free_at());
}

Instant Serialiser::send(Instant arrival, Instant start, std::uint64_t bytes) {
  if (!rate_) return start;
  if (free_at() <= arrival || free_at() < start) {
    free_since_ = start;
    excess_ = 0;
  }
  const auto rate = static_cast<std::uint64_t>(rate_->rate.bits_per_s());
  const Wide work =
      static_cast<Wide>(rate_->bytes_on_line(bytes)) * bit_nanoseconds_per_byte + excess_;
  const Wide whole = std::min(work / rate, longest);
  free_since_ = later_by(free_since_, Duration{static_cast<std::int64_t>(whole)});
  excess_ = static_cast<std::uint64_t>(work % rate);
  return free_at();
}

Duration Serialiser::waiting_time(Instant now, const Backlog& ahead) const {
  const Instant free = std::max(now, free_at());
  if (!rate_) return free - now;
  const auto rate = static_cast<std::uint64_t>(rate_->rate.bits_per_s());
  // Overhead and cells as if all that waits were of one size.
  const std::uint64_t packets = std::max<std::uint64_t>(ahead.packets, 1);
  const std::uint64_t on_line = packets * rate_->bytes_on_line(ahead.bytes / packets);
  const Wide work = static_cast<Wide>(on_line) * bit_nanoseconds_per_byte;
  const Wide whole = std::min((work + rate - 1) / rate, longest);
  return later_by(free, Duration{static_cast<std::int64_t>(whole)}) - now;
}

bool Serialiser::change(Instant /*now*/, const DirectionSettings& settings) {
  const auto* fixed = settings.rate ? std::get_if<FixedRate>(&settings.rate->kind()) : nullptr;
  if (settings.rate && fixed == nullptr) return false;
  const std::optional<FixedRate> asked = fixed != nullptr ? std::optional{*fixed} : std::nullopt;
  if (asked == rate_) return true;
  free_since_ = free_at();
  excess_ = 0;
  rate_ = asked;
  return true;
}

}  // namespace acklab::link

#include "sim/link/bottleneck/token_bucket.hpp"

#include <algorithm>

#include "sim/link/later.hpp"

namespace acklab::link {

TokenBucket::TokenBucket(BitRate rate, std::uint64_t burst_bytes)
    : rate_(rate), capacity_(worth(burst_bytes)), tokens_(capacity_) {}

TokenBucket::Tokens TokenBucket::worth(std::uint64_t bytes) {
  return static_cast<Tokens>(bytes) * 8 * 1'000'000'000;
}

TokenBucket::Tokens TokenBucket::needed(std::uint64_t bytes) const {
  return std::min(worth(bytes), capacity_);
}

TokenBucket::Tokens TokenBucket::at(Instant now) const {
  return at(now, capacity_);
}

TokenBucket::Tokens TokenBucket::at(Instant now, Tokens most) const {
  const Tokens span = std::max<Tokens>(static_cast<Tokens>(now.time_since_epoch().count()) -
                                           static_cast<Tokens>(since_.time_since_epoch().count()),
                                       0);
  return std::min(most, tokens_ + span * rate_.bits_per_s());
}

bool TokenBucket::holds(Instant now, std::uint64_t bytes) const {
  return at(now) >= needed(bytes);
}

Instant TokenBucket::ready_at(Instant now, std::uint64_t bytes) const {
  return when(now, needed(bytes));
}

Instant TokenBucket::all_at(Instant now, std::uint64_t bytes) const {
  return when(now, worth(bytes));
}

Instant TokenBucket::when(Instant now, Tokens tokens) const {
  const Instant from = std::max(now, since_);
  const Tokens missing = tokens - at(from);
  if (missing <= 0) return from;
  const Tokens rate = rate_.bits_per_s();
  const Tokens wait = std::min<Tokens>((missing + rate - 1) / rate, Duration::max().count());
  return later_by(from, Duration{static_cast<std::int64_t>(wait)});
}

void TokenBucket::take(Instant now, std::uint64_t bytes, bool waited) {
  const Tokens within_a_nanosecond = waited ? rate_.bits_per_s() - 1 : 0;
  tokens_ = at(now, capacity_ + within_a_nanosecond) - worth(bytes);
  since_ = std::max(since_, now);
}

void TokenBucket::change(Instant now, BitRate rate, std::uint64_t burst_bytes) {
  tokens_ = at(now);
  since_ = std::max(since_, now);
  rate_ = rate;
  capacity_ = worth(burst_bytes);
  tokens_ = std::min(tokens_, capacity_);
}

}  // namespace acklab::link

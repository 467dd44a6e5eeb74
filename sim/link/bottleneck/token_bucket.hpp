#pragma once

#include <cstdint>

#include "net/base/rate.hpp"
#include "net/base/time.hpp"

namespace acklab::link {

/// Tokens for bytes that may pass: they come in at a rate and at most `burst` of them are kept.
///
/// Exact: tokens are counted in bits × nanoseconds per second, so that nothing is rounded however
/// often one looks. Full at the beginning. What is larger than the bucket needs a full one and
/// leaves it in debt.
class TokenBucket {
 public:
  TokenBucket(BitRate rate, std::uint64_t burst_bytes);

  /// Whether there are tokens for that many bytes at `now`. Instants never go backwards here and
  /// below.
  [[nodiscard]] bool holds(Instant now, std::uint64_t bytes) const;
  /// The first nanosecond from `now` on at which there are.
  [[nodiscard]] Instant ready_at(Instant now, std::uint64_t bytes) const;
  /// The first from `now` on until which tokens for that many bytes have come in all, however many
  /// more than the bucket holds.
  [[nodiscard]] Instant all_at(Instant now, std::uint64_t bytes) const;
  /// Takes the tokens of a packet that passes at `now`. `waited`: it passes when ready_at() says
  /// so; what rounding up to a nanosecond let come in beyond a full bucket then is kept, so that no
  /// error adds up.
  void take(Instant now, std::uint64_t bytes, bool waited = false);

  /// From `now` on another rate and burst; tokens are kept as far as they fit in.
  void change(Instant now, BitRate rate, std::uint64_t burst_bytes);

 private:
  __extension__ using Tokens = __int128;  // 10^9 for a bit; below 0: in debt

  [[nodiscard]] static Tokens worth(std::uint64_t bytes);
  [[nodiscard]] Tokens needed(std::uint64_t bytes) const;
  [[nodiscard]] Tokens at(Instant now) const;
  [[nodiscard]] Tokens at(Instant now, Tokens most) const;
  [[nodiscard]] Instant when(Instant now, Tokens tokens) const;

  BitRate rate_;
  Tokens capacity_;
  Tokens tokens_;
  Instant since_ = Instant::min();
};

}  // namespace acklab::link

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "net/base/rate.hpp"
#include "sim/link/bottleneck/trace.hpp"

namespace acklab::link {

/// A line of one rate (netem `rate RATE PACKETOVERHEAD CELLSIZE CELLOVERHEAD`).
struct FixedRate {
  BitRate rate;
  /// Added to each packet before anything else: framing that IP does not see. May be negative; a
  /// packet is never below 0.
  std::int32_t packet_overhead_bytes = 0;
  /// The packet goes in whole cells of that size, the last one filled up (ATM: 48); nothing: none.
  std::optional<std::uint32_t> cell_bytes = std::nullopt;
  /// Added to each cell (ATM: 5). More than -cell_bytes.
  std::int32_t cell_overhead_bytes = 0;

  /// What a packet occupies on the line.
  [[nodiscard]] std::uint64_t bytes_on_line(std::uint64_t ip_bytes) const;
  friend bool operator==(const FixedRate&, const FixedRate&) = default;
};

/// Shaping by tokens, as `tc … tbf` does it: a packet leaves in no time as soon as there are tokens
/// for all of it; tokens come in at the rate, and `burst_bytes` of them are kept while nothing is
/// sent. With a peak rate a second bucket, a full packet deep (tbf: `mtu 1500`), must have enough
/// too.
struct TokenBucketRate {
  BitRate rate;
  std::uint64_t burst_bytes = 0;
  std::optional<BitRate> peak_rate = std::nullopt;  // above `rate`; nothing: a burst takes no time

  friend bool operator==(const TokenBucketRate&, const TokenBucketRate&) = default;
};
inline constexpr std::uint64_t peak_bucket_bytes = 1500;

/// A rate that varies as it was recorded, or made up, in a file.
struct TraceRate {
  std::shared_ptr<const Trace> trace;  // never null
  std::string file;                    // as the scenario names it
  bool repeat = true;                  // false: after the end nothing is delivered any more

  friend bool operator==(const TraceRate& a, const TraceRate& b) {
    return a.file == b.file && a.repeat == b.repeat && (a.trace == b.trace || *a.trace == *b.trace);
  }
};

/// How fast packets leave the queue.
class RateModel {
 public:
  using Kind = std::variant<FixedRate, TokenBucketRate, TraceRate>;

  RateModel(BitRate rate) : kind_(FixedRate{.rate = rate}) {}
  RateModel(FixedRate rate) : kind_(rate) {}
  RateModel(TokenBucketRate rate) : kind_(rate) {}
  RateModel(TraceRate rate) : kind_(std::move(rate)) {}

  [[nodiscard]] const Kind& kind() const { return kind_; }

  /// The rate as one says it: without what overhead takes; of a trace, nominal().
  [[nodiscard]] BitRate configured() const;

  /// How many bits of IP packets a second go through in the long run, if each has `ip_bytes`: what
  /// a sender paces itself by that wants to send at the link's rate. Rounded down.
  [[nodiscard]] BitRate nominal(std::uint64_t ip_bytes = 1500) const;

  /// The line of one rate that carries as much in the long run.
  [[nodiscard]] FixedRate steady() const;

  friend bool operator==(const RateModel&, const RateModel&) = default;

 private:
  Kind kind_;
};

/// The same of what may be absent: nothing for an unlimited rate.
[[nodiscard]] std::optional<BitRate> nominal_rate(const std::optional<RateModel>& rate,
                                                  std::uint64_t ip_bytes = 1500);
[[nodiscard]] std::optional<FixedRate> steady_line(const std::optional<RateModel>& rate);

}  // namespace acklab::link

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/base/expected.hpp"
#include "net/base/rate.hpp"
#include "net/base/time.hpp"

namespace acklab::link {

/// Limits on a trace.
inline constexpr std::size_t max_trace_bytes = 64U << 20U;
inline constexpr std::size_t max_trace_opportunities = 10'000'000;
inline constexpr std::uint32_t max_trace_ms = 1'000'000'000;  // eleven and a half days

/// What one opportunity carries, as mahimahi counts: an IP packet of 1500 bytes and the 4 octets
/// that its TUN device puts before each.
inline constexpr std::uint32_t trace_opportunity_bytes = 1504;
inline constexpr std::uint32_t trace_packet_header_bytes = 4;

/// When a link whose rate varies can deliver packets: mahimahi's packet-delivery trace. Each
/// opportunity is a millisecond, counted from the first packet that is offered to the link.
///
/// The trace begins anew at its last millisecond, so that one is its length.
class Trace {
 public:
  /// `milliseconds` must not go backwards, not be empty, and not end at 0.
  explicit Trace(std::vector<std::uint32_t> milliseconds);

  [[nodiscard]] const std::vector<std::uint32_t>& milliseconds() const { return milliseconds_; }
  [[nodiscard]] std::uint64_t opportunities() const { return milliseconds_.size(); }
  [[nodiscard]] Duration length() const;

  /// How many opportunities lie within `span` of the beginning, that instant included, if the trace
  /// goes on for ever when `repeats`.
  [[nodiscard]] std::uint64_t opportunities_within(Duration span, bool repeats) const;
  /// When opportunity number `index`, from 0, comes; nothing: after the end.
  [[nodiscard]] std::optional<Duration> at(std::uint64_t index, bool repeats) const;
  /// The mean rate in bytes of full IP packets, 1500 an opportunity, rounded down to a bit/s.
  [[nodiscard]] BitRate mean_rate() const;

  friend bool operator==(const Trace&, const Trace&) = default;

 private:
  std::vector<std::uint32_t> milliseconds_;
};

/// What is wrong with the text of a trace: the line, from 1 (0: no line in particular), and a
/// clause for a sentence.
struct TraceProblem {
  std::uint64_t line = 0;
  std::string what;
};

/// Reads mahimahi's format and nothing else: a whole number of milliseconds a line.
[[nodiscard]] Expected<Trace, TraceProblem> parse_trace(std::string_view text);
/// Writes what parse_trace reads back as the same trace.
[[nodiscard]] std::string format_trace(const Trace& trace);

}  // namespace acklab::link

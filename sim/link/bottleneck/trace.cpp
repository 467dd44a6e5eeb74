#include "sim/link/bottleneck/trace.hpp"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <utility>

#include <fmt/format.h>

namespace acklab::link {
namespace {

constexpr std::int64_t nanoseconds_per_ms = 1'000'000;
constexpr std::uint64_t full_packet_bits = std::uint64_t{1500} * 8;

/// What was found instead of a number, so that a sentence can show it.
std::string shown(std::string_view line) {
  constexpr std::size_t most = 20;
  std::string text{"\""};
  for (const char letter : line.substr(0, most)) {
    text += letter >= ' ' && letter <= '~' && letter != '"' ? letter : '?';
  }
  return text + (line.size() > most ? "…\"" : "\"");
}

Expected<std::uint32_t, std::string> parse_millisecond(std::string_view line) {
  if (line.empty()) return failure(std::string{"the line is empty"});
  if (line.back() == '\r') {
    return failure(
        std::string{"the line ends in a carriage return; lines end in a line feed only"});
  }
  std::uint32_t value = 0;
  const char* end = line.data() + line.size();
  const auto [stopped, error] = std::from_chars(line.data(), end, value);
  const bool digits = line.find_first_not_of("0123456789") == std::string_view::npos;
  if (digits && (error == std::errc::result_out_of_range || value > max_trace_ms)) {
    return failure(
        fmt::format("expected at most {} milliseconds, found {}", max_trace_ms, shown(line)));
  }
  if (!digits || error != std::errc{} || stopped != end) {
    return failure(fmt::format("expected a whole number of milliseconds, found {}", shown(line)));
  }
  return value;
}

}  // namespace

Trace::Trace(std::vector<std::uint32_t> milliseconds) : milliseconds_(std::move(milliseconds)) {
  assert(!milliseconds_.empty() && milliseconds_.back() > 0);
  assert(std::is_sorted(milliseconds_.begin(), milliseconds_.end()));
}

Duration Trace::length() const {
  return Duration{std::int64_t{milliseconds_.back()} * nanoseconds_per_ms};
}

std::uint64_t Trace::opportunities_within(Duration span, bool repeats) const {
  if (span < Duration::zero()) return 0;
  const auto ms = static_cast<std::uint64_t>(span.count() / nanoseconds_per_ms);
  const std::uint64_t period = milliseconds_.back();
  // At the seam the last opportunity of one round and the first of the next, if that is at 0, come
  // together: the round has not ended before its length is over.
  const std::uint64_t rounds = repeats ? ms / period : 0;
  const std::uint64_t rest = ms - rounds * period;
  const auto end = std::upper_bound(milliseconds_.begin(), milliseconds_.end(), rest);
  return rounds * opportunities() + static_cast<std::uint64_t>(end - milliseconds_.begin());
}

std::optional<Duration> Trace::at(std::uint64_t index, bool repeats) const {
  const std::uint64_t round = index / opportunities();
  if (round > 0 && !repeats) return std::nullopt;
  const std::uint64_t within = milliseconds_[static_cast<std::size_t>(index % opportunities())];
  constexpr auto last_ms = static_cast<std::uint64_t>(Duration::max().count() / nanoseconds_per_ms);
  std::uint64_t ms = 0;
  if (__builtin_mul_overflow(round, std::uint64_t{milliseconds_.back()}, &ms) ||
      __builtin_add_overflow(ms, within, &ms) || ms > last_ms) {
    return std::nullopt;
  }
  return Duration{static_cast<std::int64_t>(ms) * nanoseconds_per_ms};
}

BitRate Trace::mean_rate() const {
  const std::uint64_t bits_ms = opportunities() * full_packet_bits * 1000;
  return BitRate::from_bits_per_s(static_cast<std::int64_t>(bits_ms / milliseconds_.back()));
}

Expected<Trace, TraceProblem> parse_trace(std::string_view text) {
  std::vector<std::uint32_t> milliseconds;
  std::uint64_t line_number = 0;
  while (!text.empty()) {
    ++line_number;
    const std::size_t end = std::min(text.find('\n'), text.size());
    const auto value = parse_millisecond(text.substr(0, end));
    if (!value) return failure(TraceProblem{line_number, value.error()});
    if (!milliseconds.empty() && *value < milliseconds.back()) {
      return failure(TraceProblem{line_number,
                                  fmt::format("the time goes backwards, from {} to {} milliseconds",
                                              milliseconds.back(), *value)});
    }
    if (milliseconds.size() == max_trace_opportunities) {
      return failure(TraceProblem{
          line_number, fmt::format("a trace has at most {} lines", max_trace_opportunities)});
    }
    milliseconds.push_back(*value);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (milliseconds.empty()) {
    return failure(TraceProblem{0,
                                "the trace is empty; each line is a millisecond at which a "
                                "packet can be delivered"});
  }
  if (milliseconds.back() == 0) {
    return failure(TraceProblem{line_number,
                                "the trace ends at millisecond 0, so it would begin anew without "
                                "any time passing; its last line is its length"});
  }
  return Trace{std::move(milliseconds)};
}

std::string format_trace(const Trace& trace) {
  std::string text;
  for (const std::uint32_t ms : trace.milliseconds())
    fmt::format_to(std::back_inserter(text), "{}\n", ms);
  return text;
}

}  // namespace acklab::link

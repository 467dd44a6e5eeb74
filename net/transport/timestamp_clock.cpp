#include "net/transport/timestamp_clock.hpp"

#include <chrono>

#include "net/base/random.hpp"

namespace acklab::transport {
namespace {

using std::chrono::milliseconds;

std::int64_t tick_of(Instant now) {
  return std::chrono::floor<milliseconds>(now.time_since_epoch()).count();
}

std::int32_t signed_distance(std::uint32_t from, std::uint32_t to) {
  return static_cast<std::int32_t>(to - from);
}

}  // namespace

TimestampClock TimestampClock::for_connection(Seq32 initial_sequence) {
  return TimestampClock{static_cast<std::uint32_t>(mix64(initial_sequence.value()))};
}

std::uint32_t TimestampClock::value_at(Instant now) const {
  return static_cast<std::uint32_t>(tick_of(now)) + offset_;
}

bool TimestampClock::is_old(Instant now, std::uint32_t peer_value) const {
  constexpr auto memory = std::chrono::hours{24 * 24};
  if (!recent_ || now - recent_at_ > memory) return false;
  return signed_distance(*recent_, peer_value) < 0;
}

bool TimestampClock::is_newer(std::uint32_t peer_value) const {
  return !recent_ || signed_distance(*recent_, peer_value) > 0;
}

void TimestampClock::remember(Instant now, std::uint32_t peer_value) {
  recent_ = peer_value;
  recent_at_ = now;
}

std::optional<Duration> TimestampClock::round_trip(Instant now, std::uint32_t echoed,
                                                   Instant opened) const {
  const std::int32_t ticks = signed_distance(echoed, value_at(now));
  if (ticks < 0 || milliseconds{ticks} > now - opened + milliseconds{1}) return std::nullopt;
  return milliseconds{ticks};
}

Instant TimestampClock::end_of_tick(Instant now, std::uint32_t echoed) const {
  const std::int64_t tick = tick_of(now) - signed_distance(echoed, value_at(now));
  return Instant{milliseconds{tick + 1}};
}

}  // namespace acklab::transport

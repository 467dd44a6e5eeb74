#include "tests/net/properties/application.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "tests/net/properties/property_runner.hpp"
#include "tests/support/transport_pair.hpp"

namespace acklab::properties {

using support::stream_byte;
using transport::Connection;

namespace {

Duration roll_span(const Dice& dice, std::string_view name, Duration most) {
  const auto bound = static_cast<std::uint64_t>(std::max<std::int64_t>(most.count(), 1));
  return Duration{static_cast<std::int64_t>(dice.below(name, bound))};
}

}  // namespace

ApplicationPlan ApplicationPlan::roll(const Dice& dice, std::uint64_t most_bytes,
                                      Duration round_trip, Instant begin) {
  using std::chrono::milliseconds;
  ApplicationPlan plan;
  const std::uint64_t wanted = dice.one_of("bytes", {0, 1, 3000, 20'000, 60'000, 60'000, 300'000});
  plan.bytes = std::min(wanted, most_bytes);
  // Chunks so small that there would be thousands of them prove nothing more.
  const std::uint64_t least = plan.bytes / 400 + 1;
  plan.write_chunk = std::max(least, dice.one_of("write chunk", {1 << 20, 1 << 20, 1, 100, 5000}));
  plan.write_pause = milliseconds{dice.one_of("write pause", {0, 0, 1, 50})};
  plan.read_chunk = std::max(least, dice.one_of("read chunk", {1 << 20, 1 << 20, 1, 100, 5000}));
  plan.read_pause = milliseconds{dice.one_of("read pause", {0, 0, 1, 50})};
  if (dice.once_in("stall", 4)) {
    plan.stall_at = dice.below("stall at", 20'000);
    plan.stall_for = std::chrono::seconds{dice.one_of("stall for", {1, 10, 300})};
  }
  const std::uint64_t ending = dice.below("ending", 16);
  plan.ending = ending == 0   ? Ending::abort
                : ending == 1 ? Ending::release
                : ending < 5  ? Ending::close_after_peer
                              : Ending::close;
  plan.end_at = begin + roll_span(dice, "end at", 30 * round_trip);
  return plan;
}

std::string ApplicationPlan::to_text() const {
  std::string text =
      fmt::format("writes {} bytes, {} every {} ms; reads {} every {} ms", bytes, write_chunk,
                  to_milliseconds(write_pause), read_chunk, to_milliseconds(read_pause));
  if (stall_at)
    text += fmt::format(", looks away at {} for {} s", *stall_at, to_seconds(stall_for));
  const double at = to_milliseconds(end_at.time_since_epoch());
  switch (ending) {
    case Ending::close:
      return text + "; closes";
    case Ending::close_after_peer:
      return text + "; closes after the peer";
    case Ending::abort:
      return text + fmt::format("; aborts at {} ms", at);
    case Ending::release:
      return text + fmt::format("; releases at {} ms", at);
  }
  return text;
}

std::optional<Instant> Application::run(Connection& connection, Instant now) {
  write(connection, now);
  read(connection, now);
  end(connection, now);
  std::optional<Instant> next;
  const auto consider = [&](Instant at) {
    if (at > now) next = next ? std::min(*next, at) : at;
  };
  if (written_ < plan_.bytes && connection.writable_bytes() > 0) consider(next_write_);
  if (connection.readable_bytes() > 0) consider(next_read_);
  if (!over_ && !plan_.orderly()) consider(plan_.end_at);
  return next;
}

void Application::write(Connection& connection, Instant now) {
  std::array<std::uint8_t, 8192> chunk{};
  std::uint64_t left = plan_.write_chunk;
  while (!over_ && now >= next_write_ && written_ < plan_.bytes && left > 0) {
    const std::uint64_t beyond = connection.writable_bytes() + 1;  // so that it asks for Writable
    const std::uint64_t offered =
        std::min<std::uint64_t>({chunk.size(), plan_.bytes - written_, left, beyond});
    for (std::uint64_t index = 0; index < offered; ++index) {
      chunk[index] = stream_byte(own_stream_, written_ + index);
    }
    const std::size_t taken = connection.write(now, ByteView{chunk}.first(offered));
    written_ += taken;
    left -= taken;
    if (taken < offered) return;  // the buffer is full: no pause counts
  }
  if (left == 0 && plan_.write_pause.count() > 0) next_write_ = now + plan_.write_pause;
}

void Application::read(Connection& connection, Instant now) {
  std::array<std::uint8_t, 8192> chunk{};
  std::uint64_t left = plan_.read_chunk;
  while (now >= next_read_ && left > 0) {
    const auto into = MutableByteView{chunk}.first(std::min<std::uint64_t>(chunk.size(), left));
    const std::size_t taken = connection.read(now, into);
    for (std::size_t index = 0; index < taken; ++index) {
      must(chunk[index] == stream_byte(peer_stream_, received_ + index),
           [&] { return fmt::format("byte {} was delivered wrong", received_ + index); });
    }
    received_ += taken;
    left -= taken;
    if (plan_.stall_at && received_ >= *plan_.stall_at) {
      next_read_ = now + plan_.stall_for;
      plan_.stall_at.reset();
    }
    if (taken == 0) break;
    if (left == 0 && plan_.read_pause.count() > 0) next_read_ = now + plan_.read_pause;
    if (left == 0 && plan_.read_pause.count() == 0) left = plan_.read_chunk;
  }
  ended_ = connection.end_of_stream();
}

void Application::end(Connection& connection, Instant now) {
  if (over_) return;
  if (plan_.orderly()) {
    const bool waits = plan_.ending == ApplicationPlan::Ending::close_after_peer && !ended_;
    if (written_ < plan_.bytes || waits) return;
    connection.close(now);
  } else {
    if (now < plan_.end_at) return;
    plan_.ending == ApplicationPlan::Ending::abort ? connection.abort(now)
                                                   : connection.release(now);
  }
  over_ = true;
}

}  // namespace acklab::properties

#include "sim/link/bottleneck/codel.hpp"

#include <algorithm>
#include <cassert>

#include "sim/link/later.hpp"

namespace acklab::link {
namespace {

__extension__ using Wide = unsigned __int128;
constexpr std::uint64_t full_packet_bytes = 1500;

}  // namespace

std::uint64_t codel_spacing(std::uint64_t interval, std::uint64_t count) {
  assert(count > 0);
  const Wide square = static_cast<Wide>(interval) * interval / count;
  if (square == 0) return 0;
  // Newton's method from above: it falls until it is at the root. The interval is at least the
  // root; a start within a factor of two of it saves most of the steps.
  Wide root = interval;
  while (root / 2 * (root / 2) > square) root /= 2;
  for (;;) {
    const Wide next = (root + square / root) / 2;
    if (next >= root) return static_cast<std::uint64_t>(root);
    root = next;
  }
}

Instant CoDel::control_law(Instant from) const {
  const auto interval = static_cast<std::uint64_t>(settings_.interval.count());
  const std::uint64_t spacing = codel_spacing(interval, count_);
  return later_by(from, Duration{static_cast<std::int64_t>(spacing)});
}

Discipline::Verdict CoDel::arriving(const Arrival& /*arrival*/, const Line& /*line*/) {
  return Verdict::pass;
}

bool CoDel::ok_to_drop(const Departure& departure) {
  if (departure.waited < settings_.target || departure.behind.bytes <= full_packet_bytes) {
    above_ = false;
    return false;
  }
  if (!above_) {
    above_ = true;
    first_above_ = later_by(departure.now, settings_.interval);
    return false;
  }
  return departure.now >= first_above_;
}

Discipline::Verdict CoDel::leaving(const Departure& departure) {
  const bool ok = ok_to_drop(departure);
  const Follow follow = follow_;
  follow_ = Follow::nothing;
  if (follow == Follow::entry) return Verdict::pass;
  if (!dropping_) return ok ? enter(departure) : Verdict::pass;
  if (!ok) {
    dropping_ = false;
    return Verdict::pass;
  }
  if (follow == Follow::schedule) drop_next_ = control_law(drop_next_);
  if (departure.now < drop_next_) return Verdict::pass;
  ++count_;
  if (departure.can_mark) {
    drop_next_ = control_law(drop_next_);
    return Verdict::mark;
  }
  follow_ = Follow::schedule;
  return Verdict::drop;
}

Discipline::Verdict CoDel::enter(const Departure& departure) {
  dropping_ = true;
  // Soon after the last time, the rate that was right then is a better start than one an interval.
  const bool soon = departure.now < later_by(drop_next_, 16 * settings_.interval);
  const std::uint64_t gained = count_ - last_count_;
  count_ = gained > 1 && soon ? gained : 1;
  drop_next_ = control_law(departure.now);
  last_count_ = count_;
  if (departure.can_mark) return Verdict::mark;
  follow_ = Follow::entry;
  return Verdict::drop;
}

bool CoDel::change(const DisciplineSettings& settings) {
  const auto* const own = std::get_if<CoDelSettings>(&settings);
  if (own != nullptr) settings_ = *own;
  return own != nullptr;
}

}  // namespace acklab::link

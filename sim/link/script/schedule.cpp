#include "sim/link/script/schedule.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "sim/link/later.hpp"

namespace acklab::link {

Schedule::Schedule(std::vector<ScheduledChange> changes) : changes_(std::move(changes)) {}

void Schedule::begin(Instant origin) {
  origin_ = origin;
  next_at_ = time_of_next();
}

std::optional<Instant> Schedule::time_of_next() const {
  if (next_ == changes_.size() || !origin_) return std::nullopt;
  const auto* time = std::get_if<AtTime>(&changes_[next_].when);
  if (time == nullptr) return std::nullopt;
  return std::max(latest_, later_by(*origin_, time->since_origin));
}

bool Schedule::next_begins_with(std::uint64_t index) const {
  const auto* packet = std::get_if<AtPacket>(&changes_[next_].when);
  return packet != nullptr && packet->index <= index;
}

const DirectionSettings& Schedule::take(Instant now) {
  assert(next_ < changes_.size());
  latest_ = now;
  const DirectionSettings& settings = changes_[next_++].settings;
  next_at_ = time_of_next();
  return settings;
}

}  // namespace acklab::link

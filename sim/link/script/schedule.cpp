#include "sim/link/script/schedule.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "sim/link/later.hpp"

namespace acklab::link {

Schedule::Schedule(std::vector<ScheduledChange> changes) : changes_(std::move(changes)) {}

std::optional<Instant> Schedule::next_at() const {
  if (next_ == changes_.size() || !origin_) return std::nullopt;
  const auto* time = std::get_if<AtTime>(&changes_[next_].when);
  if (time == nullptr) return std::nullopt;
  return std::max(latest_, later_by(*origin_, time->since_origin));
}

bool Schedule::comes_with(std::uint64_t index) const {
  if (next_ == changes_.size()) return false;
  const auto* packet = std::get_if<AtPacket>(&changes_[next_].when);
  return packet != nullptr && packet->index <= index;
}

const DirectionSettings& Schedule::take(Instant now) {
  assert(next_ < changes_.size());
  latest_ = now;
  return changes_[next_++].settings;
}

}  // namespace acklab::link

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "net/base/time.hpp"
#include "sim/link/settings.hpp"

namespace acklab::link {

/// The changes of one direction still to come, in their order: each takes effect when its time or
/// packet has come and all before it have taken effect.
class Schedule {
 public:
  explicit Schedule(std::vector<ScheduledChange> changes);

  void begin(Instant origin);

  /// When the next change takes effect, if its time decides that; nothing before the first packet.
  [[nodiscard]] const std::optional<Instant>& next_at() const { return next_at_; }
  /// Whether the next change takes effect with this packet.
  [[nodiscard]] bool comes_with(std::uint64_t index) const {
    return next_ < changes_.size() && next_begins_with(index);
  }
  /// The next change, which takes effect at `now`; there must be one.
  [[nodiscard]] const DirectionSettings& take(Instant now);

 private:
  [[nodiscard]] bool next_begins_with(std::uint64_t index) const;
  [[nodiscard]] std::optional<Instant> time_of_next() const;

  std::vector<ScheduledChange> changes_;
  std::size_t next_ = 0;
  std::optional<Instant> next_at_;
  std::optional<Instant> origin_;
  Instant latest_ = Instant::min();
};

}  // namespace acklab::link

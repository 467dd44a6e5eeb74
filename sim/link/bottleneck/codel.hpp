#pragma once

#include <cstdint>

#include "sim/link/bottleneck/discipline.hpp"

namespace acklab::link {

/// Controlled Delay (RFC 8289; tc `codel`): once every packet of an `interval` has waited longer
/// than the `target`, drops at the head, at first once an interval and then ever faster, until the
/// waiting is below the target again. Never when no more than one full packet waits behind.
///
/// What RFC 8289 §5 gives as code, in integers: the n-th drop follows the one before it after
/// interval / √n, cut to a nanosecond.
class CoDel final : public Discipline {
 public:
  explicit CoDel(const CoDelSettings& settings) : settings_(settings) {}

  [[nodiscard]] Verdict arriving(const Arrival& arrival, const Line& line) override;
  [[nodiscard]] Verdict leaving(const Departure& departure) override;
  [[nodiscard]] bool change(const DisciplineSettings& settings) override;

 private:
  enum class Follow : std::uint8_t {
    nothing,
    entry,     // the packet before this one was dropped on entering the drop state
    schedule,  // the packet before this one was dropped in it: when the next one is, is due now
  };

  [[nodiscard]] bool ok_to_drop(const Departure& departure);
  [[nodiscard]] Verdict enter(const Departure& departure);
  [[nodiscard]] Instant control_law(Instant from) const;

  CoDelSettings settings_;
  Instant first_above_{};  // when waiting may be called too long; only if above_
  bool above_ = false;
  bool dropping_ = false;
  Follow follow_ = Follow::nothing;
  Instant drop_next_{};
  std::uint64_t count_ = 0;       // drops since the drop state was entered
  std::uint64_t last_count_ = 0;  // count_ when it was entered
};

/// The largest integer whose square is not above `interval`² / `count`: interval / √count, cut.
[[nodiscard]] std::uint64_t codel_spacing(std::uint64_t interval, std::uint64_t count);

}  // namespace acklab::link

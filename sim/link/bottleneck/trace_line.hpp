#pragma once

#include <cstdint>

#include "sim/link/bottleneck/line.hpp"
#include "sim/link/bottleneck/rate_model.hpp"

namespace acklab::link {

/// A line that delivers when a trace says so, as mahimahi's `mm-link` does: an opportunity carries
/// trace_opportunity_bytes of those who arrived before it, several small packets together; what is
/// left of a larger one goes on in the next. An opportunity that nobody waits for is lost.
///
/// A packet leaves the queue with its first octet and is out with its last.
class TraceLine final : public Line {
 public:
  explicit TraceLine(const TraceRate& rate, const LineStart& start = {});

  void begin(Instant origin) override { origin_ = origin; }
  [[nodiscard]] Instant ready(Instant arrival, std::uint64_t bytes) const override;
  [[nodiscard]] Instant send(Instant arrival, Instant start, std::uint64_t bytes) override;
  [[nodiscard]] Duration waiting_time(Instant now, const Backlog& ahead) const override;
  [[nodiscard]] Instant free_at() const override { return opened_; }
  [[nodiscard]] bool change(Instant now, const DirectionSettings& settings) override;

 private:
  /// The first opportunity not used yet that comes after `instant`.
  [[nodiscard]] std::uint64_t first_after(Instant instant) const;
  [[nodiscard]] Instant time_of(std::uint64_t opportunity) const;

  TraceRate rate_;
  Instant origin_;
  std::uint64_t next_ = 0;           // the first that is neither used nor lost for certain
  Instant opened_ = Instant::min();  // when the last used one comes; at first: free from
  std::uint64_t left_bytes_ = 0;     // of it
};

}  // namespace acklab::link

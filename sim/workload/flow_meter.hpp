#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "net/base/time.hpp"
#include "sim/workload/flows.hpp"

namespace acklab::workload {

/// Measures who gets what while several flows share a link. It is told when flows come and go, and
/// asks what they have delivered when it needs to know.
class FlowMeter {
 public:
  /// What a flow has delivered so far.
  using Delivered = std::function<std::uint64_t(std::size_t flow)>;

  FlowMeter(std::size_t flows, Duration interval, Delivered delivered);

  /// All begins now; the first intervals do too.
  void start(Instant now);
  void begin(std::size_t flow, Instant now);
  /// Each flow ends once; what it delivers from now on is not counted.
  void end(std::size_t flow, Instant now);
  [[nodiscard]] bool has_ended(std::size_t flow) const { return flows_[flow].ended.has_value(); }
  /// When the interval under way ends: look then, or soon after.
  [[nodiscard]] Instant next() const { return interval_began_ + interval_; }
  void look(Instant now);
  /// All is over; an interval that is not whole counts if it is half of one.
  void finish(Instant now);

  /// All of them but all_share_of_limit and dropped_ratio, which only the link can tell.
  [[nodiscard]] FlowMeasures measures(std::size_t flow) const;
  [[nodiscard]] const std::vector<FlowInterval>& intervals() const { return intervals_; }

 private:
  struct Flow {
    std::optional<Instant> began;
    std::optional<Instant> ended;
    std::uint64_t before = 0;           // delivered when the interval under way began
    std::uint64_t before_together = 0;  // and when the last of all flows began
    std::uint64_t together = 0;         // delivered while all were there
  };

  [[nodiscard]] bool all_are_there() const;
  void close_interval(Instant end);
  [[nodiscard]] std::vector<const FlowInterval*> shared_intervals() const;
  [[nodiscard]] std::optional<double> later_index() const;
  [[nodiscard]] std::optional<Duration> fair_after() const;

  Duration interval_;
  Delivered delivered_;
  std::vector<Flow> flows_;
  Instant started_{};
  Instant interval_began_{};
  std::optional<Instant> together_since_;
  std::optional<Instant> together_until_;
  std::vector<FlowInterval> intervals_;
};

}  // namespace acklab::workload

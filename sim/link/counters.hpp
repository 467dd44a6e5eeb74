#pragma once

#include <cstdint>
#include <vector>

#include "net/base/time.hpp"
#include "sim/link/script/rule.hpp"

namespace acklab::link {

/// Copies by what their fate rests on, see FateLabel.
struct LabelCounts {
  std::uint64_t scripted = 0;
  std::uint64_t random = 0;
  std::uint64_t time_driven = 0;
};

/// How long packets waited in the queue, of those that left it; one that found the line idle waited
/// no time. The percentiles are at most 1/32 above the true values.
struct QueueDelay {
  Duration median{};
  Duration percentile_99{};
  Duration max{};
};

/// What one direction of a link did, in packets unless named otherwise.
///
/// offered + duplicated = delivered + dropped_by_mtu + dropped_by_rule + dropped_by_outage +
/// dropped_by_loss + dropped_by_policer + dropped_by_queue + dropped_by_aqm + dropped_by_replay +
/// in flight.
struct Counters {
  std::uint64_t offered = 0;
  std::uint64_t offered_ip_bytes = 0;
  std::uint64_t fragmented = 0;      // packets larger than the MTU that were cut
  std::uint64_t fragments = 0;       // what they were cut into
  std::uint64_t fragments_lost = 0;  // of these, by the loss
  std::uint64_t dropped_by_mtu = 0;
  std::uint64_t dropped_by_rule = 0;
  std::uint64_t dropped_by_outage = 0;
  std::uint64_t dropped_by_loss = 0;
  std::uint64_t loss_bursts = 0;         // packets lost one behind the other, see LossRuns
  std::uint64_t longest_loss_burst = 0;  // in packets
  std::uint64_t dropped_by_policer = 0;
  std::uint64_t dropped_by_queue = 0;  // by the full queue, copies included
  std::uint64_t dropped_by_aqm = 0;    // by the queue discipline before that, copies included
  std::uint64_t marked_ce = 0;         // copies marked, by a rule or instead of that
  std::uint64_t dropped_by_replay = 0;
  std::uint64_t duplicated = 0;     // copies made
  std::uint64_t corrupted = 0;      // copies delivered damaged
  std::uint64_t skipped_delay = 0;  // copies the reorder impairment struck and that were delivered
  std::uint64_t displaced = 0;      // copies it held back, and that were delivered
  std::uint64_t delivered = 0;      // copies included
  std::uint64_t delivered_ip_bytes = 0;
  std::uint64_t reordered =
      0;  // first copies delivered after one with a higher index (RFC 4737 §3.3)
  std::uint64_t undelivered = 0;  // packets of which no copy was, or can still be, delivered
  std::uint64_t max_queue_bytes = 0;
  LabelCounts dropped_by_label;   // each drop, copies included
  LabelCounts altered_by_label;   // copies that were not dropped but met more than line and delay
  std::vector<RuleCounts> rules;  // in the order of DirectionSettings::rules
};

}  // namespace acklab::link

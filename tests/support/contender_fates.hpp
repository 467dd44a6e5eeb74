#pragma once

#include <algorithm>
#include <vector>

#include "sim/contender/contender.hpp"
#include "sim/contender/seeds.hpp"
#include "sim/workload/applications.hpp"
#include "tests/support/workload_naive_verdict.hpp"

namespace acklab::testing {

/// What the receiver of a udp run must have got, told by the link's own decisions: the packet of
/// index n carries record n.
inline workload::Integrity verdict_by_fates(const contender::RunRequest& request,
                                            std::vector<link::FateRecord> fates,
                                            std::uint64_t sent) {
  std::erase_if(fates, [](const link::FateRecord& fate) {
    // UDP's checksum sees flipped bits, and is blind to words that changed places.
    const bool discarded = fate.corrupted && !fate.damage.swap;
    return fate.direction != link::Direction::forward || fate.dropped.has_value() || discarded;
  });
  std::stable_sort(fates.begin(), fates.end(),
                   [](const auto& left, const auto& right) { return left.due < right.due; });
  std::vector<RecordArrival> arrivals;
  arrivals.reserve(fates.size());
  for (const link::FateRecord& fate : fates) arrivals.push_back({fate.index, fate.corrupted});
  const auto records =
      workload::records_of(request.workload, contender::records_seed(request.seed));
  return naive_verdict(records, arrivals, sent);
}

}  // namespace acklab::testing

#include <algorithm>
#include <memory>
#include <utility>

#include "sim/link/later.hpp"
#include "sim/link/pipeline.hpp"

namespace acklab::link {

std::shared_ptr<const Prescription> Pipeline::ask_rules(FateRecord& fate) {
  if (rules_.empty()) return nullptr;
  auto prescribed = rules_.ask({.elapsed = fate.arrival - origin_,
                                .index = fate.index,
                                .ip_bytes = fate.ip_bytes,
                                .reading = fate.reading ? &*fate.reading : nullptr,
                                .opposite_offered = opposite_offered_});
  counters_.rules.assign(rules_.counts().begin(), rules_.counts().end());
  if (!prescribed) return nullptr;
  fate.rule = static_cast<std::uint32_t>(prescribed->rule);
  fate.rests_on(prescribed->label);
  return std::make_shared<const Prescription>(*prescribed);
}

void Pipeline::obey(Waiting&& copy, ReleaseHeap& under_way, const FateSink& sink) {
  const Prescription& prescribed = *copy.prescribed;
  copy.fate.due =
      std::max(later_by(copy.fate.due, prescribed.delay), later_by(origin_, prescribed.not_before));
  if (prescribed.is_free(next_index_, opposite_offered_)) {
    line_up(std::move(copy), under_way, sink);
  } else {
    held_.hold(std::move(copy));
  }
}

void Pipeline::line_up(Waiting&& copy, ReleaseHeap& under_way, const FateSink& sink) {
  if (copy.prescribed->reorder_after > 0) {
    held_.displace(std::move(copy));
  } else {
    leave(std::move(copy), under_way, sink);
  }
}

void Pipeline::let_go(Instant now, ReleaseHeap& under_way, const FateSink& sink) {
  for (Waiting& copy : held_.let_go(now, next_index_, opposite_offered_)) {
    line_up(std::move(copy), under_way, sink);
  }
}

void Pipeline::note_opposite(Instant now, ReleaseHeap& under_way, const FateSink& sink) {
  // What left the line before must not be found free by what comes only now.
  if (!rules_.empty()) advance(now, under_way, sink);
  ++opposite_offered_;
  if (!held_.empty()) let_go(now, under_way, sink);
}

}  // namespace acklab::link

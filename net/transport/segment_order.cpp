#include "net/transport/segment_order.hpp"

#include <utility>

namespace acklab::transport {

SegmentOrder::Standing SegmentOrder::judge(std::uint64_t ahead, std::uint64_t half) const {
  if (ahead == 0) return Standing::in_turn;
  // A window of more than half the numbers takes old segments for new ones.
  if (ahead < window_) {
    return kept_.contains(expected_ + ahead) ? Standing::early_again : Standing::early;
  }
  return ahead < half ? Standing::beyond : Standing::old;
}

void SegmentOrder::keep(std::uint64_t ahead, const Kept& segment) {
  kept_bytes_ += segment.payload.size();
  kept_[expected_ + ahead] = segment;
}

void SegmentOrder::keep_again(std::uint64_t ahead, const Bytes& payload) {
  const auto kept = kept_.find(expected_ + ahead);
  if (kept == kept_.end()) return;
  kept_bytes_ += payload.size();
  kept->second.again.push_back(payload);
}

std::optional<SegmentOrder::Kept> SegmentOrder::take_kept() {
  auto next = kept_.extract(expected_);
  if (next.empty()) return std::nullopt;
  kept_bytes_ -= next.mapped().payload.size();
  for (const Bytes& payload : next.mapped().again) kept_bytes_ -= payload.size();
  return std::move(next.mapped());
}

std::optional<SegmentOrder::Kept> SegmentOrder::pass_over(std::uint64_t number) {
  if (expected_ >= number) return std::nullopt;
  const bool any = !kept_.empty() && kept_.begin()->first < number;
  expected_ = any ? kept_.begin()->first : number;
  return any ? take_kept() : std::nullopt;
}

}  // namespace acklab::transport

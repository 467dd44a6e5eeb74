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

std::optional<SegmentOrder::Kept> SegmentOrder::take_kept() {
  auto next = kept_.extract(expected_);
  if (next.empty()) return std::nullopt;
  return std::move(next.mapped());
}

}  // namespace acklab::transport

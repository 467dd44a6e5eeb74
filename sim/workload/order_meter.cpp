#include "sim/workload/order_meter.hpp"

#include <algorithm>

namespace acklab::workload {

void OrderMeter::note_arrival(std::uint64_t number) {
  if (number < next_expected_) {
    note_reordered(number);
  } else {
    next_expected_ = number + 1;
    Ascent* const last = ascents_.empty() ? nullptr : &ascents_.back();
    if (last != nullptr && last->at + last->length == arrivals_ &&
        last->number + last->length == number) {
      ++last->length;
    } else {
      ascents_.push_back({arrivals_, number, 1});
    }
  }
  recent_[arrivals_ % n] = number;
  ++arrivals_;
}

void OrderMeter::note_reordered(std::uint64_t number) {
  ++reordered_;
  const std::uint64_t extent = arrivals_ - first_above(number);
  extents_ += extent;
  max_extent_ = std::max(max_extent_, extent);
  const bool behind_three =
      arrivals_ >= n && std::all_of(recent_.begin(), recent_.end(),
                                    [number](std::uint64_t other) { return other > number; });
  if (behind_three) ++three_reordered_;
}

/// The earliest arrival with a higher number: that was a new highest then.
std::uint64_t OrderMeter::first_above(std::uint64_t number) const {
  const auto found = std::partition_point(
      ascents_.begin(), ascents_.end(),
      [number](const Ascent& ascent) { return ascent.number + ascent.length - 1 <= number; });
  if (found == ascents_.end()) return arrivals_;
  return found->at + (number < found->number ? 0 : number - found->number + 1);
}

std::optional<OrderMeasures> OrderMeter::measures() const {
  if (arrivals_ == 0) return std::nullopt;
  const auto all = static_cast<double>(arrivals_);
  const auto out_of_order = static_cast<double>(reordered_);
  OrderMeasures measures;
  measures.arrivals = arrivals_;
  measures.reordered = reordered_;
  measures.reordered_ratio = out_of_order / all;
  measures.three_reordered_ratio = static_cast<double>(three_reordered_) / all;
  measures.max_extent = max_extent_;
  if (reordered_ > 0) measures.mean_extent = static_cast<double>(extents_) / out_of_order;
  // Each that is reordered ends a run, and the last run ends with the arrivals.
  measures.mean_run = (all - out_of_order) / (out_of_order + 1);
  return measures;
}

}  // namespace acklab::workload

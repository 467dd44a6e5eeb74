#include "sim/link/release_heap.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace acklab::link {

ReleaseHeap::Place ReleaseHeap::free_place() {
  if (free_.empty()) {
    slots_.emplace_back();
    return static_cast<Place>(slots_.size() - 1);
  }
  const Place place = free_.back();
  free_.pop_back();
  return place;
}

ReleaseHeap::Place ReleaseHeap::push(UnderWay&& copy, std::optional<Place> twin) {
  const std::uint64_t direction_bit = static_cast<std::uint64_t>(copy.direction) << 63U;
  const Instant due = copy.due;
  const Place place = free_place();
  slots_[place].copy = std::move(copy);
  slots_[place].twin = twin;
  if (twin) slots_[*twin].twin = place;
  heap_.push_back({due, direction_bit | arrivals_++, place});
  std::push_heap(heap_.begin(), heap_.end(), later);
  return place;
}

UnderWay ReleaseHeap::pop() {
  assert(!heap_.empty());
  std::pop_heap(heap_.begin(), heap_.end(), later);
  const Place place = heap_.back().place;
  heap_.pop_back();
  Slot& slot = slots_[place];
  if (slot.twin) {
    slots_[*slot.twin].copy.twin_delivered = true;
    slots_[*slot.twin].twin.reset();
    slot.twin.reset();
  }
  free_.push_back(place);
  return std::move(slot.copy);
}

}  // namespace acklab::link

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

void ReleaseHeap::push(UnderWay&& copy) {
  const std::uint64_t rank = static_cast<std::uint64_t>(copy.direction) << 63U | copy.order;
  const Instant due = copy.due;
  const Place place = free_place();
  slots_[place] = std::move(copy);
  heap_.push_back({due, rank, place});
  std::push_heap(heap_.begin(), heap_.end(), Later{});
}

UnderWay& ReleaseHeap::take_first() {
  assert(!heap_.empty());
  std::pop_heap(heap_.begin(), heap_.end(), Later{});
  const Place place = heap_.back().place;
  heap_.pop_back();
  free_.push_back(place);
  return slots_[place];
}

}  // namespace acklab::link

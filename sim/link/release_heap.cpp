#include "sim/link/release_heap.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace acklab::link {
namespace {

constexpr unsigned direction_bit = 63;

}  // namespace

void ReleaseHeap::Run::grow() {
  constexpr std::size_t smallest = 16;
  std::vector<Entry> wider(std::max(smallest, 2 * ring_.size()));
  for (std::size_t i = 0; i < size_; ++i) wider[i] = ring_[at(i)];
  ring_ = std::move(wider);
  begin_ = 0;
}

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
  const auto direction = static_cast<std::size_t>(copy.direction);
  const Place place = free_place();
  const Entry entry{copy.due, std::uint64_t{direction} << direction_bit | copy.order, place};
  slots_[place] = std::move(copy);
  Run& run = runs_[direction];
  const bool in_order = run.empty() || run.back().is_before(entry);
  if (in_order) {
    run.push(entry);
  } else {
    heap_.push_back(entry);
    std::push_heap(heap_.begin(), heap_.end(), Later{});
  }
  if (size_++ == 0 || entry.is_before(first_)) {
    first_ = entry;
    first_is_in_heap_ = !in_order;
  }
}

UnderWay& ReleaseHeap::take_first() {
  assert(!empty());
  const Place place = first_.place;
  free_.push_back(place);
  remove_first();
  --size_;
  find_first();
  return slots_[place];
}

void ReleaseHeap::remove_first() {
  if (first_is_in_heap_) {
    std::pop_heap(heap_.begin(), heap_.end(), Later{});
    heap_.pop_back();
  } else {
    runs_[first_.rank >> direction_bit].pop();
  }
}

void ReleaseHeap::find_first() {
  const Entry* first = heap_.empty() ? nullptr : heap_.data();
  first_is_in_heap_ = first != nullptr;
  for (const Run& run : runs_) {
    if (run.empty() || (first != nullptr && first->is_before(run.front()))) continue;
    first = &run.front();
    first_is_in_heap_ = false;
  }
  if (first != nullptr) first_ = *first;
}

}  // namespace acklab::link

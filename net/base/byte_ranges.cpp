#include "net/base/byte_ranges.hpp"

#include <algorithm>
#include <iterator>

namespace acklab {

std::uint64_t ByteRangeSet::insert(ByteRange range) {
  if (range.empty()) return 0;
  auto next = ranges_.upper_bound(range.begin);
  const bool touches = next != ranges_.begin() && std::prev(next)->second >= range.begin;
  if (touches && (next == ranges_.end() || next->first > range.end)) {
    // One range grows, as it does most often: nothing is taken out and put in again.
    std::uint64_t& end = std::prev(next)->second;
    const std::uint64_t added = range.end > end ? range.end - end : 0;
    end += added;
    total_bytes_ += added;
    return added;
  }
  ByteRange merged = range;
  std::uint64_t swallowed = 0;
  if (touches) --next;
  while (next != ranges_.end() && next->first <= range.end) {
    merged.begin = std::min(merged.begin, next->first);
    merged.end = std::max(merged.end, next->second);
    swallowed += next->second - next->first;
    next = ranges_.erase(next);
  }
  ranges_.emplace_hint(next, merged.begin, merged.end);
  const std::uint64_t added = merged.size() - swallowed;
  total_bytes_ += added;
  return added;
}

void ByteRangeSet::erase_below(std::uint64_t offset) {
  auto first = ranges_.begin();
  while (first != ranges_.end() && first->first < offset) {
    const std::uint64_t end = first->second;
    total_bytes_ -= end - first->first;
    first = ranges_.erase(first);
    if (end > offset) {
      ranges_.emplace_hint(first, offset, end);
      total_bytes_ += end - offset;
      return;
    }
  }
}

std::optional<ByteRange> ByteRangeSet::find(std::uint64_t offset) const {
  auto next = ranges_.upper_bound(offset);
  if (next == ranges_.begin()) return std::nullopt;
  const auto& [begin, end] = *std::prev(next);
  if (offset >= end) return std::nullopt;
  return ByteRange{begin, end};
}

bool ByteRangeSet::contains(std::uint64_t offset) const {
  return find(offset).has_value();
}

bool ByteRangeSet::covers(ByteRange range) const {
  if (range.empty()) return true;
  const auto found = find(range.begin);
  return found && found->end >= range.end;
}

std::optional<ByteRange> ByteRangeSet::first_gap(ByteRange within) const {
  if (within.empty()) return std::nullopt;
  std::uint64_t begin = within.begin;
  if (const auto found = find(begin)) begin = found->end;
  if (begin >= within.end) return std::nullopt;
  const auto next = ranges_.upper_bound(begin);
  const std::uint64_t end = next == ranges_.end() ? within.end : std::min(within.end, next->first);
  return ByteRange{begin, end};
}

void ByteRangeSet::clear() {
  ranges_.clear();
  total_bytes_ = 0;
}

}  // namespace acklab

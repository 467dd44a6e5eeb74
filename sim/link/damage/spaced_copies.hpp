#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "sim/link/bottleneck/bottleneck.hpp"

namespace acklab::link {

/// Copies that have been made and are yet to reach the queue, by the instant at which they do
/// (their FateRecord::arrival), and at one instant in the order in which they were made.
class SpacedCopies {
 public:
  void push(Waiting&& copy) {
    entries_.push_back({copy.fate.arrival, pushed_++, std::move(copy)});
    std::push_heap(entries_.begin(), entries_.end(), later);
  }

  [[nodiscard]] std::uint64_t size() const { return entries_.size(); }
  [[nodiscard]] bool empty() const { return entries_.empty(); }
  /// When the next one reaches the queue; there must be one.
  [[nodiscard]] Instant next() const { return entries_.front().enters; }
  /// That one; there must be one.
  [[nodiscard]] Waiting pop() {
    std::pop_heap(entries_.begin(), entries_.end(), later);
    Waiting copy = std::move(entries_.back().copy);
    entries_.pop_back();
    return copy;
  }

 private:
  struct Entry {
    Instant enters;
    std::uint64_t rank;
    Waiting copy;
  };
  [[nodiscard]] static bool later(const Entry& a, const Entry& b) {
    return a.enters != b.enters ? a.enters > b.enters : a.rank > b.rank;
  }

  std::vector<Entry> entries_;
  std::uint64_t pushed_ = 0;
};

}  // namespace acklab::link

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>

namespace acklab {

/// The half-open range of stream offsets [begin, end).
struct ByteRange {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;

  [[nodiscard]] constexpr std::uint64_t size() const { return end - begin; }
  [[nodiscard]] constexpr bool empty() const { return begin >= end; }
  friend constexpr bool operator==(ByteRange, ByteRange) = default;
};

/// A set of stream offsets kept as disjoint ranges that do not touch, in order.
class ByteRangeSet {
 public:
  /// Adds a range and returns how many of its bytes were new.
  std::uint64_t insert(ByteRange range);

  /// Forgets everything below `offset`.
  void erase_below(std::uint64_t offset);

  [[nodiscard]] bool contains(std::uint64_t offset) const;
  [[nodiscard]] bool covers(ByteRange range) const;

  /// The stored range that holds `offset`.
  [[nodiscard]] std::optional<ByteRange> find(std::uint64_t offset) const;

  /// The first part of `within` that is not in the set.
  [[nodiscard]] std::optional<ByteRange> first_gap(ByteRange within) const;

  [[nodiscard]] std::uint64_t total_bytes() const { return total_bytes_; }
  [[nodiscard]] std::size_t count() const { return ranges_.size(); }
  [[nodiscard]] bool empty() const { return ranges_.empty(); }
  void clear();

  /// begin → end, in ascending order.
  [[nodiscard]] const std::map<std::uint64_t, std::uint64_t>& ranges() const { return ranges_; }

 private:
  std::map<std::uint64_t, std::uint64_t> ranges_;
  std::uint64_t total_bytes_ = 0;
};

}  // namespace acklab

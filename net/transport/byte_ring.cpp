#include "net/transport/byte_ring.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <utility>

namespace acklab::transport {

void ByteRing::store(std::uint64_t offset, ByteView bytes) {
  assert(offset >= begin_);
  if (bytes.empty()) return;
  const auto needed = static_cast<std::size_t>(offset - begin_) + bytes.size();
  if (needed > size_) grow(needed);
  const std::size_t first = slot(offset);
  const std::size_t until_wrap = std::min(bytes.size(), size_ - first);
  std::copy_n(bytes.data(), until_wrap, ring_.get() + first);
  std::copy_n(bytes.data() + until_wrap, bytes.size() - until_wrap, ring_.get());
}

void ByteRing::copy(std::uint64_t offset, MutableByteView into) const {
  assert(offset >= begin_ && offset - begin_ + into.size() <= size_);
  if (into.empty()) return;
  const std::size_t first = slot(offset);
  const std::size_t until_wrap = std::min(into.size(), size_ - first);
  std::copy_n(ring_.get() + first, until_wrap, into.data());
  std::copy_n(ring_.get(), into.size() - until_wrap, into.data() + until_wrap);
}

void ByteRing::append(std::uint64_t offset, std::size_t bytes, Bytes& into) const {
  assert(offset >= begin_ && offset - begin_ + bytes <= size_);
  if (bytes == 0) return;
  const std::uint8_t* const first = ring_.get() + slot(offset);
  const std::size_t until_wrap = std::min(bytes, size_ - slot(offset));
  into.reserve(into.size() + bytes);
  into.insert(into.end(), first, first + until_wrap);
  into.insert(into.end(), ring_.get(), ring_.get() + (bytes - until_wrap));
}

void ByteRing::drop_below(std::uint64_t offset) {
  begin_ = std::max(begin_, offset);
}

void ByteRing::grow(std::size_t bytes) {
  constexpr std::size_t smallest = 4096;
  const std::size_t old_size = size_;
  size_ = std::bit_ceil(std::max(bytes, smallest));
  // Not zeroed: nothing is read that was not stored.
  const auto old = std::exchange(ring_, std::make_unique_for_overwrite<std::uint8_t[]>(size_));
  // Every old slot is one offset in [begin, begin + old size); each moves to its new place.
  for (std::size_t moved = 0; moved < old_size;) {
    const std::size_t from = static_cast<std::size_t>(begin_ + moved) & (old_size - 1);
    const std::size_t to = slot(begin_ + moved);
    const std::size_t length = std::min({old_size - moved, old_size - from, size_ - to});
    std::copy_n(old.get() + from, length, ring_.get() + to);
    moved += length;
  }
}

}  // namespace acklab::transport

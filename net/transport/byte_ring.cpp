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
  if (needed > ring_.size()) grow(needed);
  const std::size_t first = slot(offset);
  const std::size_t until_wrap = std::min(bytes.size(), ring_.size() - first);
  std::copy_n(bytes.data(), until_wrap, ring_.data() + first);
  std::copy_n(bytes.data() + until_wrap, bytes.size() - until_wrap, ring_.data());
}

void ByteRing::copy(std::uint64_t offset, MutableByteView into) const {
  assert(offset >= begin_ && offset - begin_ + into.size() <= ring_.size());
  if (into.empty()) return;
  const std::size_t first = slot(offset);
  const std::size_t until_wrap = std::min(into.size(), ring_.size() - first);
  std::copy_n(ring_.data() + first, until_wrap, into.data());
  std::copy_n(ring_.data(), into.size() - until_wrap, into.data() + until_wrap);
}

void ByteRing::append(std::uint64_t offset, std::size_t bytes, Bytes& into) const {
  assert(offset >= begin_ && offset - begin_ + bytes <= ring_.size());
  if (bytes == 0) return;
  const std::uint8_t* const first = ring_.data() + slot(offset);
  const std::size_t until_wrap = std::min(bytes, ring_.size() - slot(offset));
  into.reserve(into.size() + bytes);
  into.insert(into.end(), first, first + until_wrap);
  into.insert(into.end(), ring_.data(), ring_.data() + (bytes - until_wrap));
}

void ByteRing::drop_below(std::uint64_t offset) {
  begin_ = std::max(begin_, offset);
}

void ByteRing::grow(std::size_t bytes) {
  constexpr std::size_t smallest = 4096;
  Bytes larger(std::bit_ceil(std::max(bytes, smallest)));
  std::swap(ring_, larger);
  // Every old slot is one offset in [begin, begin + old size); each moves to its new place.
  for (std::size_t moved = 0; moved < larger.size();) {
    const std::size_t from = static_cast<std::size_t>(begin_ + moved) & (larger.size() - 1);
    const std::size_t to = slot(begin_ + moved);
    const std::size_t length =
        std::min({larger.size() - moved, larger.size() - from, ring_.size() - to});
    std::copy_n(larger.data() + from, length, ring_.data() + to);
    moved += length;
  }
}

}  // namespace acklab::transport

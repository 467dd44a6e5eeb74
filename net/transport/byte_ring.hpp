#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "net/base/bytes.hpp"

namespace acklab::transport {

/// A stretch of a byte stream, addressed by offset, in a ring that grows as it is used.
///
/// It holds [begin, begin + capacity at most); which of those bytes mean anything is its user's
/// business. Storing, copying and dropping cost only the bytes they touch.
class ByteRing {
 public:
  explicit ByteRing(std::uint64_t begin) : begin_(begin) {}

  [[nodiscard]] std::uint64_t begin() const { return begin_; }

  /// Puts `bytes` at `offset`, which must not lie below begin.
  void store(std::uint64_t offset, ByteView bytes);
  /// Copies what lies at `offset` into `into`; only meaningful for bytes that were stored.
  void copy(std::uint64_t offset, MutableByteView into) const;
  /// The same `bytes` octets, appended to `into`.
  void append(std::uint64_t offset, std::size_t bytes, Bytes& into) const;
  /// Forgets everything below `offset`.
  void drop_below(std::uint64_t offset);

 private:
  void grow(std::size_t bytes);
  [[nodiscard]] std::size_t slot(std::uint64_t offset) const {
    return static_cast<std::size_t>(offset) & (size_ - 1);
  }

  std::unique_ptr<std::uint8_t[]> ring_;
  std::size_t size_ = 0;  // of the ring: a power of two, or 0 before the first byte
  std::uint64_t begin_;
};

}  // namespace acklab::transport

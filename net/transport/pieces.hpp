#pragma once

#include <cstdint>
#include <deque>
#include <map>

#include "net/base/bytes.hpp"

namespace acklab::transport {

/// What arrived on a connection that cannot promise one whole stream: what one segment brought is a
/// piece and stays one until it is read.
class Pieces {
 public:
  /// Without `in_order` a piece can be read as soon as it came.
  explicit Pieces(bool in_order) : in_order_(in_order) {}

  /// Takes a piece that holds something new, at `offset` of the stream.
  void take(std::uint64_t offset, ByteView piece);
  /// Takes a piece that came before: it is delivered again, behind the first.
  void take_again(std::uint64_t offset, ByteView piece);
  /// Everything below `next` has its turn now.
  void release_below(std::uint64_t next);
  /// Puts it behind all that can be read, whatever its place in the stream.
  void deliver(ByteView piece);

  /// Takes from one piece only; what does not fit into `into` is left for the next call.
  std::size_t read(MutableByteView into);
  [[nodiscard]] std::size_t readable_bytes() const { return readable_bytes_; }
  /// What waits for its turn, repetitions included.
  [[nodiscard]] std::size_t early_bytes() const { return early_bytes_; }
  [[nodiscard]] bool empty() const { return readable_.empty(); }

 private:
  void hold(std::uint64_t offset, ByteView piece);

  bool in_order_;
  std::multimap<std::uint64_t, Bytes> early_;
  std::size_t early_bytes_ = 0;
  std::deque<Bytes> readable_;
  std::size_t readable_bytes_ = 0;
  std::size_t read_of_first_ = 0;
};

}  // namespace acklab::transport

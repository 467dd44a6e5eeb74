#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>

#include "net/base/bytes.hpp"
#include "net/transport/arrival_meter.hpp"
#include "net/transport/byte_ring.hpp"

namespace acklab::transport {

/// This side's stream: queued by the application, kept until acknowledged, with SND.UNA and
/// SND.NXT. Counts in sequence offsets: SYN 0, first byte 1, FIN behind the last byte.
class SendSide {
 public:
  /// Never holds more than `most_bytes`. With `keeps_writes` it takes a write as a whole or not at
  /// all (unless larger than that) and remembers where it ends.
  explicit SendSide(std::uint64_t most_bytes, bool keeps_writes = false)
      : most_bytes_(most_bytes),
        capacity_(std::min(most_bytes, initial_buffer_bytes)),
        keeps_writes_(keeps_writes) {}

  /// Lets the buffer hold so much, as far as its limit allows, when a writer waits for room.
  void grow_to(std::uint64_t bytes) {
    if (writer_waits_) capacity_ = std::min(std::max(capacity_, bytes), most_bytes_);
  }
  [[nodiscard]] std::uint64_t capacity() const { return capacity_; }

  /// Takes as many bytes as fit; fewer than offered, or no room behind them, makes the writer wait.
  std::size_t write(ByteView bytes);
  void queue_fin() { fin_queued_ = true; }

  void sent_until(std::uint64_t next);
  void acknowledged_until(std::uint64_t ack);
  /// Like acknowledged_until, but nobody said so.
  void abandoned_until(std::uint64_t end);
  /// Appends what was queued from `offset` on to `into`.
  void append(std::uint64_t offset, std::size_t bytes, Bytes& into) const {
    stream_.append(offset, bytes, into);
  }

  [[nodiscard]] std::uint64_t una() const { return una_; }
  [[nodiscard]] std::uint64_t next() const { return next_; }
  /// Where the next byte written goes, and FIN when it is queued.
  [[nodiscard]] std::uint64_t data_end() const { return data_end_; }
  [[nodiscard]] bool fin_queued() const { return fin_queued_; }
  [[nodiscard]] bool fin_sent() const { return fin_queued_ && next_ > data_end_; }
  [[nodiscard]] bool fin_acknowledged() const { return fin_queued_ && una_ > data_end_; }
  [[nodiscard]] std::uint64_t unsent_bytes() const {
    return next_ < data_end_ ? data_end_ - next_ : 0;
  }
  /// Of the write that goes next, if writes are kept.
  [[nodiscard]] std::uint64_t bytes_left_of_write() const {
    return write_ends_.empty() ? unsent_bytes() : write_ends_.front() - next_;
  }
  [[nodiscard]] bool anything_unsent() const {
    return unsent_bytes() > 0 || (fin_queued_ && !fin_sent());
  }
  /// SND.NXT − SND.UNA.
  [[nodiscard]] std::uint64_t outstanding() const { return next_ - una_; }

  [[nodiscard]] std::size_t free_bytes() const;
  [[nodiscard]] std::uint64_t bytes_acknowledged() const;
  [[nodiscard]] std::uint64_t bytes_unacknowledged() const {
    return data_end_ - 1 - bytes_acknowledged();
  }
  /// True once, when a writer who found or left no room should try again.
  [[nodiscard]] bool take_writable();

 private:
  ByteRing stream_{1};
  std::uint64_t most_bytes_;
  std::uint64_t capacity_;
  std::uint64_t una_ = 0;
  std::uint64_t next_ = 0;
  std::uint64_t data_end_ = 1;
  bool fin_queued_ = false;
  bool writer_waits_ = false;
  bool keeps_writes_ = false;
  std::deque<std::uint64_t> write_ends_;  // beyond next_, if writes are kept
  std::uint64_t abandoned_bytes_ = 0;
};

}  // namespace acklab::transport

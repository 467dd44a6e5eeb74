#pragma once

#include <algorithm>
#include <cstdint>

#include "net/transport/arrival_meter.hpp"

namespace acklab::transport {

/// How much this side has promised to take (RCV.WND), with the receiver's silly-window avoidance
/// (RFC 9293 §3.8.6.2.2). The promise is never taken back.
class ReceiveWindow {
 public:
  /// The buffer never holds more than `most_buffer_bytes`. `avoids_silly`: the window opens in
  /// steps worth a segment; else with each byte that is read.
  ReceiveWindow(std::uint64_t most_buffer_bytes, std::uint64_t segment_bytes,
                bool avoids_silly = true)
      : most_buffer_bytes_(most_buffer_bytes),
        buffer_bytes_(std::min(most_buffer_bytes, initial_buffer_bytes)),
        segment_bytes_(segment_bytes),
        avoids_silly_(avoids_silly) {}

  /// Lets the buffer hold so much, as far as its limit allows; never less than before.
  void grow_to(std::uint64_t bytes) {
    buffer_bytes_ = std::min(std::max(buffer_bytes_, bytes), most_buffer_bytes_);
  }
  [[nodiscard]] std::uint64_t buffer_bytes() const { return buffer_bytes_; }

  /// The shift that lets 16 bits express the buffer at its largest (RFC 7323 §2.3).
  [[nodiscard]] std::uint8_t wanted_scale() const;
  void use_scale(std::uint8_t scale) { scale_ = scale; }

  /// The window field of a SYN, which is never scaled; and from then on promised.
  std::uint16_t advertise_in_syn();
  /// The window field beside an acknowledgement of `next` when all below `read_until` was read; and
  /// from then on promised.
  std::uint16_t advertise(std::uint64_t next, std::uint64_t read_until);

  /// Takes whatever the buffer has room for, promised or not: for a peer who hears of no promise.
  void open_to_buffer(std::uint64_t read_until) {
    edge_ = std::max(edge_, read_until + most_buffer_bytes_);
  }

  /// The first sequence offset beyond the promise.
  [[nodiscard]] std::uint64_t edge() const { return edge_; }
  /// Whether the application has read enough that the peer should be told without being asked.
  [[nodiscard]] bool update_worthwhile(std::uint64_t next, std::uint64_t read_until) const;

 private:
  [[nodiscard]] std::uint64_t worthwhile_step() const;
  /// The furthest edge that the buffer allows and the field can express.
  [[nodiscard]] std::uint64_t possible_edge(std::uint64_t next, std::uint64_t read_until) const;

  std::uint64_t most_buffer_bytes_;
  std::uint64_t buffer_bytes_;
  std::uint64_t segment_bytes_;
  bool avoids_silly_;
  std::uint8_t scale_ = 0;
  std::uint64_t edge_ = 1;
};

}  // namespace acklab::transport

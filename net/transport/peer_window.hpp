#pragma once

#include <algorithm>
#include <cstdint>

namespace acklab::transport {

/// How much the peer takes: SND.WND with SND.WL1 and SND.WL2 (RFC 9293 §3.10.7.4).
class PeerWindow {
 public:
  /// The window of a SYN: whatever came before does not count.
  void start(std::uint64_t sequence, std::uint64_t ack, std::uint64_t window) {
    last_sequence_ = sequence;
    last_ack_ = ack;
    window_ = window;
    edge_ = ack + window;
    largest_ = std::max(largest_, window);
  }

  /// Takes the window of a segment unless an older one; true when the window changed.
  bool update(std::uint64_t sequence, std::uint64_t ack, std::uint64_t window) {
    const bool newer =
        last_sequence_ < sequence || (last_sequence_ == sequence && last_ack_ <= ack);
    if (!newer) return false;
    const bool changed = window != window_;
    start(sequence, ack, window);
    return changed;
  }

  [[nodiscard]] std::uint64_t window() const { return window_; }
  /// The first sequence offset that the peer does not take.
  [[nodiscard]] std::uint64_t edge() const { return edge_; }
  /// Max(SND.WND): for silly-window avoidance and for judging ACKs (RFC 5961 §5).
  [[nodiscard]] std::uint64_t largest() const { return largest_; }

 private:
  std::uint64_t last_sequence_ = 0;  // SND.WL1
  std::uint64_t last_ack_ = 0;       // SND.WL2
  std::uint64_t window_ = 0;
  std::uint64_t edge_ = 0;
  std::uint64_t largest_ = 0;
};

}  // namespace acklab::transport

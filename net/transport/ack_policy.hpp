#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

#include "net/base/time.hpp"

namespace acklab::transport {

/// When to acknowledge (RFC 9293 §3.8.6.3, RFC 5681 §4.2): every second full-sized segment, or
/// after a delay, or at once when the sender is waiting to hear.
class AckPolicy {
 public:
  /// So many segments in order are answered one by one after a hole, a duplicate or a gap. On a
  /// path that loses, the window is small and its segments far apart: waiting for a second one
  /// lengthens every round trip, and a lost ACK costs more. RFC 5681 §4.2 allows any number;
  /// Linux's is 16.
  static constexpr unsigned quick_acks_after_disorder = 128;

  /// RFC 9293 MUST-40: less than half a second, whatever was asked for.
  static constexpr Duration longest_delay = std::chrono::milliseconds{499};

  AckPolicy(bool delayed, Duration max_delay)
      : delayed_(delayed), max_delay_(std::min(max_delay, longest_delay)) {}

  void use_max_delay(Duration max_delay) { max_delay_ = max_delay; }

  /// In-order data arrived; a full segment holds `full_bytes`.
  void on_in_order(Instant now, std::uint64_t bytes, std::uint64_t full_bytes);
  /// Out of order, a hole filled, or a duplicate: answered now, and so is what follows for a while.
  void on_disorder();
  /// FIN, or anything else that must be answered now.
  void require_now() { due_ = true; }
  void on_delay_over() { due_ = due_ || deadline_.has_value(); }
  /// A segment with ACK was sent: nothing is owed any more.
  void on_ack_sent();

  [[nodiscard]] bool due() const { return due_; }
  [[nodiscard]] std::optional<Instant> deadline() const { return deadline_; }

 private:
  bool delayed_;
  Duration max_delay_;
  bool due_ = false;
  unsigned quick_acks_left_ = 0;
  std::uint64_t unacknowledged_bytes_ = 0;
  std::optional<Instant> deadline_;
};

}  // namespace acklab::transport

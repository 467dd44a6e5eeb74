#pragma once

#include <cstdint>
#include <optional>

#include "net/base/time.hpp"

namespace acklab::transport {

/// When to acknowledge (RFC 9293 §3.8.6.3, RFC 5681 §4.2): every second full-sized segment, or
/// after a delay, or at once when the sender is waiting to hear.
class AckPolicy {
 public:
  AckPolicy(bool delayed, Duration max_delay) : delayed_(delayed), max_delay_(max_delay) {}

  /// In-order data arrived; a full segment holds `full_bytes`.
  void on_in_order(Instant now, std::uint64_t bytes, std::uint64_t full_bytes);
  /// Out of order, a hole filled, a duplicate, FIN, or anything else that must be answered now.
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
  std::uint64_t unacknowledged_bytes_ = 0;
  std::optional<Instant> deadline_;
};

}  // namespace acklab::transport

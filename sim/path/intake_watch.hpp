#pragma once

#include "net/base/time.hpp"
#include "sim/path/lateness_histogram.hpp"

namespace acklab::path {

/// How long packets of one host may have waited before the link looked at them.
///
/// Nobody says when a packet came to wait in a socket or a device. But it was not there when that
/// was last found empty, so the time since then is a bound: microseconds while the carrier keeps
/// up, more and more when packets come faster than this machine can carry.
class IntakeWatch {
 public:
  /// An input that stays filled for this long is more than the machine can carry.
  static constexpr Duration overload = std::chrono::milliseconds{100};

  explicit IntakeWatch(Instant now) : empty_at_(now) {}

  /// Nothing waited at `now`.
  void found_empty(Instant now) { empty_at_ = now; }
  /// A packet was taken in at `now`.
  void took(Instant now) { waits_.record(now - empty_at_); }

  [[nodiscard]] const LatenessHistogram& waits() const { return waits_; }

 private:
  Instant empty_at_;
  LatenessHistogram waits_;
};

}  // namespace acklab::path

#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

namespace acklab::transport {

/// Where a connection stands between noticing a loss and having repaired it, and how fast it may
/// send meanwhile: proportional rate reduction (RFC 9937, RFC 6937).
class Recovery {
 public:
  enum class Phase : std::uint8_t {
    open,           // no known loss
    fast,           // loss found from ACKs; the rate follows what is delivered
    after_timeout,  // the timer expired; the controller starts again from one segment
  };

  [[nodiscard]] Phase phase() const { return phase_; }
  [[nodiscard]] bool active() const { return phase_ != Phase::open; }
  /// Everything sent when the loss was found; nothing before the first loss.
  [[nodiscard]] std::optional<std::uint64_t> point() const { return point_; }

  /// `point` is SND.NXT, `flight` is RFC 9937's RecoverFS: what is outstanding, less what had been
  /// selectively acknowledged before this ACK. `threshold` is the window to come down to.
  void enter_fast(std::uint64_t point, std::uint64_t flight,
                  std::optional<std::uint64_t> threshold);
  void enter_after_timeout(std::uint64_t point);
  /// Nothing was lost after all; true when that ended a recovery.
  bool abandon() {
    const bool was_active = active();
    phase_ = Phase::open;
    return was_active;
  }
  /// Ends when `acknowledged` has reached the point; true when it just did.
  bool leave_at(std::uint64_t acknowledged);

  /// Once for each ACK in fast recovery. `safe`: it advanced and told of no further loss.
  void on_ack(std::uint64_t delivered, std::uint64_t pipe, std::uint64_t segment_bytes, bool safe);
  void on_sent(std::uint64_t bytes);

  /// In fast recovery: how many bytes may be sent now; nothing when there is no limit.
  [[nodiscard]] std::optional<std::uint64_t> quota() const;

 private:
  Phase phase_ = Phase::open;
  std::optional<std::uint64_t> point_;
  std::optional<std::uint64_t> threshold_;
  std::uint64_t flight_at_entry_ = 1;  // RecoverFS
  std::uint64_t delivered_ = 0;        // prr_delivered
  std::uint64_t sent_ = 0;             // prr_out
  std::uint64_t quota_ = 0;            // what is left of SndCnt
};

}  // namespace acklab::transport

#pragma once

#include <cstdint>
#include <optional>

#include "net/base/time.hpp"
#include "net/transport/mechanisms.hpp"
#include "net/transport/scoreboard.hpp"

namespace acklab::transport {

/// Decides from what was delivered which outstanding segments are lost.
///
/// With SACK it orders by time (RFC 8985 §6): a segment is lost when one sent later was delivered
/// and the reordering window has passed. Until the path has shown reordering, the third segment
/// delivered out of order closes that window at once: that is RFC 6675's DupThresh. Without SACK it
/// counts duplicate ACKs (RFC 5681 §3.2). With LossDetection::duplicate_acks it counts in either
/// case: a segment is lost once three behind it are reported, and once only.
class LossDetector {
 public:
  static constexpr std::size_t duplicate_threshold = 3;  // RFC 5681 §3.2, RFC 6675 §2

  explicit LossDetector(bool sack, LossDetection by = LossDetection::rack)
      : sack_(sack), counts_(by == LossDetection::duplicate_acks) {}

  /// What the rules need to know about the connection.
  struct Context {
    Instant now;
    bool in_recovery = false;
    std::optional<Duration> min_rtt;
    std::optional<Duration> smoothed_rtt;
  };
  struct Findings {
    std::uint64_t newly_lost = 0;
    std::optional<Instant> look_again_at;  // when the next segment may have to be called lost
  };

  void on_delivery(const Delivery& delivery, Instant now);
  /// Marks what is lost by now. Amortised: it looks at segments it marks and at one more.
  Findings detect(Scoreboard& scoreboard, const Context& context);

  /// The path reorders: no threshold of segments closes the window from now on.
  void note_reordering() { reordering_seen_ = true; }
  /// What was sent after a timeout was taken for delivered, but the original was: nothing may be
  /// measured by it.
  void distrust_newest() { newest_order_ = 0; }
  /// Something called lost was not: the window grows by a quarter of the round trip, at most once
  /// in one (RFC 8985 §6.2 step 4).
  void widen_reordering_window(std::uint64_t una, std::uint64_t next);
  /// After 16 recoveries without such a mistake the window is what it was.
  void on_recovery_left();

  /// An ACK that says the same as the one before. Without SACK it stands for one segment delivered
  /// somewhere; never for more than all but the first of `outstanding` segments.
  void on_duplicate_ack(std::uint64_t outstanding);
  /// The cumulative acknowledgement moved over so many segments. Says how many of them duplicate
  /// ACKs had already announced as delivered.
  std::uint64_t on_progress(std::uint64_t segments_acknowledged, bool in_recovery);
  void forget_duplicates() { duplicate_acks_ = 0; }
  [[nodiscard]] std::uint64_t duplicate_acks() const { return duplicate_acks_; }

  /// Whether a segment sent at `sent` is old enough to be called lost after a timeout (RFC 8985
  /// §6.3).
  [[nodiscard]] bool old_enough(Instant sent, const Context& context) const;

 private:
  [[nodiscard]] Findings detect_by_count(Scoreboard& scoreboard, bool in_recovery);
  [[nodiscard]] Duration reordering_window(const Scoreboard& scoreboard,
                                           const Context& context) const;

  bool sack_;
  bool counts_;
  std::uint64_t judged_below_ = 0;  // offset; where it counts
  bool reordering_seen_ = false;
  std::uint32_t window_multiplier_ = 1;         // RACK.reo_wnd_mult
  std::uint32_t recoveries_to_keep_it_ = 0;     // RACK.reo_wnd_persist
  std::optional<std::uint64_t> mistake_round_;  // RACK.dsack_round
  std::uint64_t newest_order_ = 0;  // of the delivered transmission sent last (RACK.xmit_ts)
  Instant newest_sent_{};
  Duration newest_rtt_{};  // RACK.rtt
  std::uint64_t duplicate_acks_ = 0;
};

}  // namespace acklab::transport

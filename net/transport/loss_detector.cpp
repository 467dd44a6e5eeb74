#include "net/transport/loss_detector.hpp"

#include <algorithm>

namespace acklab::transport {

void LossDetector::on_delivery(const Delivery& delivery, Instant now) {
  reordering_seen_ = reordering_seen_ || delivery.reordering_seen;
  if (!delivery.newest_order || *delivery.newest_order <= newest_order_) return;
  newest_order_ = *delivery.newest_order;
  newest_sent_ = delivery.newest_sent;
  newest_rtt_ = now - delivery.newest_sent;
}

LossDetector::Findings LossDetector::detect(Scoreboard& scoreboard, const Context& context) {
  Findings findings;
  if (!sack_) return findings;
  if (counts_) return detect_by_count(scoreboard, context.in_recovery);
  if (newest_order_ == 0) return findings;
  const Duration window = reordering_window(scoreboard, context);
  while (const auto oldest = scoreboard.oldest_in_flight()) {
    const SentSegment& segment = scoreboard.at(*oldest);
    if (segment.send_order >= newest_order_) break;
    const Instant deadline = segment.last_sent + newest_rtt_ + window;
    if (deadline > context.now) {
      findings.look_again_at = deadline;
      break;
    }
    // What time alone can tell, the loss of a retransmission included, is RACK's finding.
    const bool by_count = window == Duration::zero() && segment.transmissions == 1;
    const bool first = !context.in_recovery && findings.newly_lost == 0;
    const std::uint64_t number = *oldest;
    scoreboard.mark_lost(number, !by_count ? RetransmissionCause::rack
                                 : first   ? RetransmissionCause::fast_retransmit
                                           : RetransmissionCause::sack_recovery);
    if (!scoreboard.at(number).probe) ++findings.newly_lost;
  }
  return findings;
}

/// RFC 6675 §4, IsLost: each segment is judged once, when the third behind it is reported.
LossDetector::Findings LossDetector::detect_by_count(Scoreboard& scoreboard, bool in_recovery) {
  Findings findings;
  const auto third = scoreboard.third_highest_sacked();
  if (!third || *third <= judged_below_) return findings;
  std::uint64_t number =
      scoreboard.number_at(std::max(judged_below_, scoreboard.front().range.begin));
  for (; number < scoreboard.end_number(); ++number) {
    const SentSegment& segment = scoreboard.at(number);
    if (segment.range.begin >= *third) break;
    if (segment.fate != SentSegment::Fate::in_flight || segment.transmissions > 1) continue;
    const bool first = !in_recovery && findings.newly_lost == 0;
    scoreboard.mark_lost(
        number, first ? RetransmissionCause::fast_retransmit : RetransmissionCause::sack_recovery);
    if (!segment.probe) ++findings.newly_lost;
  }
  judged_below_ = *third;
  return findings;
}

Duration LossDetector::reordering_window(const Scoreboard& scoreboard,
                                         const Context& context) const {
  // RFC 8985 §6.2 step 4.
  if (!reordering_seen_ &&
      (context.in_recovery || scoreboard.sacked_segments() >= duplicate_threshold)) {
    return Duration::zero();
  }
  const Duration quarters = window_multiplier_ * context.min_rtt.value_or(Duration::zero()) / 4;
  return std::min(quarters, context.smoothed_rtt.value_or(quarters));
}

void LossDetector::widen_reordering_window(std::uint64_t una, std::uint64_t next) {
  constexpr std::uint32_t recoveries = 16;
  constexpr std::uint32_t widest = 64;  // the smoothed round trip limits it long before
  if (mistake_round_ && una < *mistake_round_) return;
  mistake_round_ = next;
  window_multiplier_ = std::min(window_multiplier_ + 1, widest);
  recoveries_to_keep_it_ = recoveries;
}

void LossDetector::on_recovery_left() {
  if (recoveries_to_keep_it_ > 0 && --recoveries_to_keep_it_ == 0) window_multiplier_ = 1;
}

bool LossDetector::old_enough(Instant sent, const Context& context) const {
  if (!sack_ || counts_ || newest_order_ == 0) return true;
  const Duration window = context.min_rtt.value_or(Duration::zero()) / 4;
  return sent + newest_rtt_ + window <= context.now;
}

void LossDetector::on_duplicate_ack(std::uint64_t outstanding) {
  if (duplicate_acks_ + 1 < outstanding) ++duplicate_acks_;
}

std::uint64_t LossDetector::on_progress(std::uint64_t segments_acknowledged, bool in_recovery) {
  // The first of them was the hole; the others had been announced by duplicates.
  const std::uint64_t behind_hole = segments_acknowledged > 0 ? segments_acknowledged - 1 : 0;
  const std::uint64_t announced = std::min(duplicate_acks_, behind_hole);
  duplicate_acks_ = in_recovery ? duplicate_acks_ - announced : 0;
  return announced;
}

}  // namespace acklab::transport

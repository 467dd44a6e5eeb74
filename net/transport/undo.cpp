// What tells that something was sent again for nothing, and what follows (RFC 2883, 3522, 4015,
// 5682).

#include <utility>

#include "net/transport/connection_parts.hpp"

namespace acklab::transport {

void Connection::Parts::take_sack_blocks(const Arrival& arrival, const AckContext& context,
                                         Delivery& delivery) {
  const std::uint64_t ack = *arrival.ack;
  const wire::SackBlocks& blocks = arrival.segment.receiver.sack;
  const auto range_of = [this, ack](const wire::SackBlock& block) {
    return ByteRange{block.left.unwrap(local_initial, ack), block.right.unwrap(local_initial, ack)};
  };
  for (const wire::SackBlock* block = blocks.begin(); block != blocks.end(); ++block) {
    const ByteRange range = range_of(*block);
    if (range.empty() || range.end > send.next()) continue;
    // Without retransmission `ack` may lie beyond the receiver's (raise_old_ack).
    if (block == blocks.begin() && config.mechanisms.retransmission) {
      // RFC 2883 §4: below the cumulative acknowledgement, or inside the second block.
      const wire::SackBlock* const second = block + 1;
      const ByteRange around = second != blocks.end() ? range_of(*second) : ByteRange{};
      const bool inside = around.begin <= range.begin && range.end <= around.end;
      if (range.end <= ack || inside) {
        take_duplicate_report(context.now, range);
        delivery.duplicate_reported = true;
        continue;
      }
    }
    if (range.begin >= ack) scoreboard.sack(range, context, delivery);
  }
}

void Connection::Parts::take_duplicate_report(Instant now, ByteRange range) {
  ++statistics.duplicates_reported;
  const SpuriousLoss::Proof proof = spurious.on_duplicate_report(range);
  statistics.needless_retransmissions += proof.needless;
  tell(now, DuplicateReported{range, proof.needless});
  if (proof.misjudged_order) losses.widen_reordering_window(send.una(), send.next());
}

/// Every reduction of the window begins an episode that may prove to have been a mistake. What is
/// lost of a window that was reduced for a mark reduces it no further (RFC 3168 §6.1.2).
void Connection::Parts::reduce_after_loss(std::uint64_t flight) {
  if (ecn.answered_at(send.una())) return;
  spurious.begin(SpuriousLoss::Trigger::fast);
  ecn.note_reduction();
  controller->on_loss_event(flight);
}

void Connection::Parts::undo_if_spurious(Instant now, const AckContext& context,
                                         const Delivery& delivery, bool advanced) {
  if (config.mechanisms.loss_detection == LossDetection::duplicate_acks) return;
  const bool moved = advanced && recovery.point() && send.una() < *recovery.point();
  if (forward_rto.on_ack(moved, delivery.earliest_sent_once)) spurious.prove_timeout_spurious();
  if (advanced && spurious.on_progress(send.una(), context.echo_tick_end) &&
      spurious.trigger() == SpuriousLoss::Trigger::fast) {
    losses.note_reordering();
  }
  if (!spurious.reduction_was_wrong()) return;
  const bool after_timeout = spurious.trigger() == SpuriousLoss::Trigger::timeout;
  // While something else is still thought lost, the reduction may yet have been right.
  if (!after_timeout && scoreboard.next_lost()) return;
  spurious.end();
  if (!after_timeout) losses.note_reordering();
  forward_rto.give_up();
  ++statistics.spurious_reductions;
  tell(now, ReductionUndone{after_timeout});
  controller->on_spurious_loss();
  if (after_timeout) {
    scoreboard.believe_in_flight(RetransmissionCause::timeout);
    losses.distrust_newest();
  }
  if (recovery.abandon()) losses.forget_duplicates();
  retransmit_now = false;
  if (!scoreboard.empty()) timers.set(Timer::retransmission, now + rtt.timeout());
}

/// A thin stream has one chance in a round trip: its probe goes twice.
///
/// Two copies cost a few octets where next to nothing is in flight, and save a whole timeout where
/// the path loses. RFC 8961 asks for care with what is sent on no evidence: this is never more than
/// one segment beside the probe, never while more than one segment is outstanding, and what follows
/// backs off as ever.
bool Connection::Parts::deserves_copy(RetransmissionCause cause) const {
  if (config.mechanisms.loss_detection == LossDetection::duplicate_acks) return false;
  const bool probe =
      cause == RetransmissionCause::tail_loss_probe || cause == RetransmissionCause::timeout;
  return probe && agreement.peer_max_ack_delay && agreement.sack && controller &&
         config.arq.kind == Arq::tcp && send.outstanding() <= agreement.segment_bytes &&
         !send.anything_unsent();
}

std::optional<wire::Segment> Connection::Parts::next_copy(Instant now) {
  const auto copy = std::exchange(copy_due, std::nullopt);
  if (!copy || copy->number < scoreboard.first_number() || window_closed()) return std::nullopt;
  if (scoreboard.at(copy->number).fate != SentSegment::Fate::in_flight) return std::nullopt;
  auto segment = retransmit(now, copy->number, copy->cause);
  copy_due.reset();
  return segment;
}

}  // namespace acklab::transport

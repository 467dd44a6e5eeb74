#include "net/transport/spurious_loss.hpp"

#include <algorithm>
#include <utility>

namespace acklab::transport {
namespace {

bool by_order_of_arrival(RetransmissionCause cause) {
  switch (cause) {
    case RetransmissionCause::fast_retransmit:
    case RetransmissionCause::sack_recovery:
    case RetransmissionCause::rack:
      return true;
    case RetransmissionCause::timeout:
    case RetransmissionCause::tail_loss_probe:
    case RetransmissionCause::syn:
    case RetransmissionCause::fin:
    case RetransmissionCause::zero_window_probe:
      return false;
  }
  return false;
}

}  // namespace

void SpuriousLoss::begin(Trigger trigger) {
  ++episode_;
  open_ = true;
  trigger_ = trigger;
  sent_again_ = 0;
  needless_ = 0;
  original_arrived_ = false;
  first_.reset();
}

void SpuriousLoss::on_retransmission(Instant now, ByteRange range, bool oldest,
                                     RetransmissionCause cause) {
  if (open_ && sent_again_++ == 0 && oldest) first_ = First{range, now};
  Record& record = records_[range.begin];
  record.end = std::max(record.end, range.end);
  record.episode = episode_;
  ++record.times;
  record.by_order = by_order_of_arrival(cause);
  if (records_.size() > most_records) records_.erase(records_.begin());
}

SpuriousLoss::Proof SpuriousLoss::on_duplicate_report(ByteRange range) {
  Proof proof;
  auto next = records_.upper_bound(range.begin);
  if (next != records_.begin() && std::prev(next)->second.end >= range.end) --next;
  while (next != records_.end() && next->first < range.end) {
    Record& record = next->second;
    const bool covered = next->first >= range.begin && record.end <= range.end;
    const bool covers = next->first <= range.begin && record.end >= range.end;
    if (!covered && !covers) {
      ++next;
      continue;
    }
    ++proof.needless;
    proof.misjudged_order = proof.misjudged_order || record.by_order;
    if (record.proven_by_echo > 0) {
      --record.proven_by_echo;
    } else if (record.episode == episode_) {
      ++needless_;
    }
    next = --record.times == 0 ? records_.erase(next) : std::next(next);
  }
  return proof;
}

bool SpuriousLoss::on_progress(std::uint64_t ack, std::optional<Instant> echo_tick_end) {
  if (!first_ || ack < first_->range.end) return false;
  const First first = *std::exchange(first_, std::nullopt);
  if (!echo_tick_end || first.sent_at < *echo_tick_end) return false;
  if (const auto record = records_.find(first.range.begin); record != records_.end()) {
    ++record->second.proven_by_echo;
  }
  ++needless_;
  original_arrived_ = true;
  return true;
}

bool SpuriousLoss::reduction_was_wrong() const {
  if (!open_) return false;
  if (trigger_ == Trigger::timeout && original_arrived_) return true;
  return sent_again_ > 0 && needless_ >= sent_again_;
}

}  // namespace acklab::transport

#include "net/transport/scoreboard.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <utility>

namespace acklab::transport {

using Fate = SentSegment::Fate;

void Scoreboard::add(Instant now, ByteRange range, bool syn, bool fin) {
  assert(!range.empty() && (segments_.empty() || segments_.back().range.end == range.begin));
  SentSegment segment;
  segment.range = range;
  segment.syn = syn;
  segment.fin = fin;
  segment.first_sent = now;
  segments_.push_back(segment);
  enter_flight(end_number() - 1, now);
}

void Scoreboard::acknowledge(std::uint64_t ack, const AckContext& context, Delivery& delivery) {
  while (!segments_.empty() && segments_.front().range.end <= ack) {
    const SentSegment& segment = segments_.front();
    if (segment.fate != Fate::sacked) {
      delivery.bytes += segment.range.size();
      note_delivered(segment, context, delivery);
    }
    settle(first_number_);
    if (segment.fate == Fate::sacked) --sacked_segments_;
    segments_.pop_front();
    ++first_number_;
    ++delivery.segments_acknowledged;
  }
  sacked_.erase_below(ack);
  for (auto& place : highest_sacked_) {
    if (place && *place < ack) place.reset();
  }
  if (segments_.empty() || segments_.front().range.begin >= ack) return;
  SentSegment& segment = segments_.front();
  const std::uint64_t trimmed = ack - segment.range.begin;
  if (segment.fate == Fate::in_flight) in_flight_bytes_ -= trimmed;
  if (segment.fate != Fate::sacked) delivery.bytes += trimmed;
  segment.range.begin = ack;
  segment.syn = false;
}

void Scoreboard::forget_below(std::uint64_t offset) {
  while (!segments_.empty() && segments_.front().range.end <= offset) {
    settle(first_number_);
    if (segments_.front().fate == Fate::sacked) --sacked_segments_;
    segments_.pop_front();
    ++first_number_;
  }
  sacked_.erase_below(offset);
}

void Scoreboard::sack(ByteRange block, const AckContext& context, Delivery& delivery) {
  // An honest receiver's blocks hold whole segments; a dishonest one must not cost memory.
  if (segments_.empty() || sacked_.count() > segments_.size()) return;
  block.begin = std::max(block.begin, segments_.front().range.begin);
  block.end = std::min(block.end, segments_.back().range.end);
  while (const auto gap = sacked_.first_gap(block)) {
    sacked_.insert(*gap);
    for (std::uint64_t number = first_ending_after(gap->begin);
         number < end_number() && at(number).range.begin < gap->end; ++number) {
      SentSegment& segment = get(number);
      // A segment reported only in part counts as still missing: it is resent whole.
      if (segment.fate == Fate::sacked || !sacked_.covers(segment.range)) continue;
      note_delivered(segment, context, delivery);
      settle(number);
      segment.fate = Fate::sacked;
      ++sacked_segments_;
      note_highest_sacked(segment.range.begin);
      delivery.bytes += segment.range.size();
    }
    block.begin = gap->end;
  }
}

void Scoreboard::forget_sacks() {
  sacked_.clear();
  sacked_segments_ = 0;
  highest_sacked_ = {};
  for (std::uint64_t number = first_number_; number < end_number(); ++number) {
    if (at(number).fate != Fate::sacked) continue;
    get(number).fate = Fate::lost;
    get(number).lost_by = RetransmissionCause::timeout;
    lost_.insert(number);
  }
}

void Scoreboard::mark_lost(std::uint64_t number, RetransmissionCause cause) {
  SentSegment& segment = get(number);
  if (segment.fate != Fate::in_flight) return;
  leave_flight(number);
  segment.fate = Fate::lost;
  segment.lost_by = cause;
  lost_.insert(number);
  if (told_ != nullptr) told_->emplace_back(segment.range, cause);
  if (segment.probe) {
    lost_probe_ = true;
  } else {
    lost_bytes_ += segment.range.size();
  }
}

void Scoreboard::believe_in_flight(RetransmissionCause cause) {
  for (auto lost = lost_.begin(); lost != lost_.end();) {
    if (at(*lost).lost_by != cause) {
      ++lost;
      continue;
    }
    rejoin_flight(*lost);
    lost = lost_.erase(lost);
  }
}

/// Back to its place in the order of transmission.
void Scoreboard::rejoin_flight(std::uint64_t number) {
  SentSegment& segment = get(number);
  std::optional<std::uint64_t> after = oldest_;
  while (after && at(*after).send_order < segment.send_order) after = at(*after).sent_after;
  const std::optional<std::uint64_t> before = after ? at(*after).sent_before : newest_;
  segment.fate = Fate::in_flight;
  segment.sent_after = after;
  segment.sent_before = before;
  (before ? get(*before).sent_after : oldest_) = number;
  (after ? get(*after).sent_before : newest_) = number;
  in_flight_bytes_ += segment.range.size();
}

void Scoreboard::retransmitted(std::uint64_t number, Instant now) {
  assert(at(number).fate != Fate::sacked);
  settle(number);
  ++get(number).transmissions;
  enter_flight(number, now);
}

std::optional<std::uint64_t> Scoreboard::next_lost() const {
  if (lost_.empty()) return std::nullopt;
  return *lost_.begin();
}

void Scoreboard::enter_flight(std::uint64_t number, Instant now) {
  SentSegment& segment = get(number);
  segment.fate = Fate::in_flight;
  segment.last_sent = now;
  segment.send_order = next_order_++;
  append_to_flight(number);
  in_flight_bytes_ += segment.range.size();
}

/// Puts it last in the order of transmission.
void Scoreboard::append_to_flight(std::uint64_t number) {
  SentSegment& segment = get(number);
  segment.sent_before = newest_;
  segment.sent_after.reset();
  if (newest_) {
    get(*newest_).sent_after = number;
  } else {
    oldest_ = number;
  }
  newest_ = number;
}

void Scoreboard::leave_flight(std::uint64_t number) {
  SentSegment& segment = get(number);
  (segment.sent_before ? get(*segment.sent_before).sent_after : oldest_) = segment.sent_after;
  (segment.sent_after ? get(*segment.sent_after).sent_before : newest_) = segment.sent_before;
  segment.sent_before.reset();
  segment.sent_after.reset();
  in_flight_bytes_ -= segment.range.size();
}

/// Takes a segment out of whichever list its fate keeps it in.
void Scoreboard::settle(std::uint64_t number) {
  switch (at(number).fate) {
    case Fate::in_flight:
      leave_flight(number);
      break;
    case Fate::lost:
      lost_.erase(number);
      break;
    case Fate::sacked:
      break;
  }
}

void Scoreboard::note_highest_sacked(std::uint64_t begin) {
  std::optional<std::uint64_t> placed = begin;
  for (auto& place : highest_sacked_) {
    if (!place || *place < *placed) std::swap(place, placed);
    if (!placed) return;
  }
}

std::uint64_t Scoreboard::first_ending_after(std::uint64_t offset) const {
  const auto found = std::partition_point(
      segments_.begin(), segments_.end(),
      [offset](const SentSegment& segment) { return segment.range.end <= offset; });
  return first_number_ + static_cast<std::uint64_t>(std::distance(segments_.begin(), found));
}

void Scoreboard::note_delivered(const SentSegment& segment, const AckContext& context,
                                Delivery& delivery) {
  const bool sent_once = segment.transmissions == 1;
  if (!sent_once && context.karn) delivery.ambiguous = true;
  if (sent_once || !context.karn) {
    const Instant sent = segment.last_sent;
    auto& earliest = delivery.earliest_sent_once;
    auto& latest = delivery.latest_sent_once;
    earliest = earliest ? std::min(*earliest, sent) : sent;
    latest = latest ? std::max(*latest, sent) : sent;
    if (sent_once && segment.range.end < context.highest_delivered) delivery.reordering_seen = true;
  }
  highest_delivered_ = std::max(highest_delivered_, segment.range.end);
  delivery.largest_segment_bytes = std::max(delivery.largest_segment_bytes, segment.range.size());
  // RFC 8985 §6.2 step 2: an ACK that may answer an earlier transmission says nothing about the
  // last.
  const bool too_soon = context.min_rtt && context.now - segment.last_sent < *context.min_rtt;
  const bool answers_earlier = context.echo_tick_end && segment.last_sent >= *context.echo_tick_end;
  if (!sent_once && (too_soon || answers_earlier)) return;
  if (!delivery.newest_order || segment.send_order > *delivery.newest_order) {
    delivery.newest_order = segment.send_order;
    delivery.newest_sent = segment.last_sent;
    delivery.newest_stamp = segment.stamp;
  }
}

}  // namespace acklab::transport

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "net/base/byte_ranges.hpp"
#include "net/base/time.hpp"
#include "net/transport/delivery_stamp.hpp"
#include "net/transport/statistics.hpp"

namespace acklab::transport {

/// A segment that was sent and is not yet acknowledged cumulatively. Its range counts in sequence
/// offsets: the SYN is 0, the first byte 1, FIN one behind the last byte.
struct SentSegment {
  enum class Fate : std::uint8_t { in_flight, lost, sacked };

  ByteRange range;
  bool syn = false;
  bool fin = false;
  bool probe = false;  // of the path's MTU: its loss says nothing about congestion (RFC 8899 §3)
  Fate fate = Fate::in_flight;
  RetransmissionCause lost_by = RetransmissionCause::timeout;  // meaningful while lost
  std::uint32_t transmissions = 1;
  Instant first_sent;
  Instant last_sent;
  std::uint64_t send_order = 0;  // counts transmissions: which of two was sent later
  DeliveryStamp stamp;           // of the last transmission

  // Neighbours in the order of transmission, as numbers of segments, while in flight.
  std::optional<std::uint64_t> sent_before;
  std::optional<std::uint64_t> sent_after;
};

/// What one ACK newly told about outstanding segments.
struct Delivery {
  std::uint64_t bytes = 0;  // sequence space delivered for the first time
  /// The earliest and latest transmission among segments sent once only: a fair RTT sample (Karn).
  std::optional<Instant> earliest_sent_once;
  std::optional<Instant> latest_sent_once;
  /// The most recent transmission that was certainly what arrived (RFC 8985 §6.2 step 2).
  std::optional<std::uint64_t> newest_order;
  Instant newest_sent;
  DeliveryStamp newest_stamp;
  /// A segment sent once only arrived after one from further on: the path reorders.
  bool reordering_seen = false;
  /// A segment sent more than once was acknowledged: with it, others may be acknowledged that had
  /// arrived long before, so the ACK times nothing but that segment.
  bool ambiguous = false;
  bool duplicate_reported = false;          // the ACK tells of octets that arrived twice
  std::uint64_t segments_acknowledged = 0;  // removed from the front
  std::uint64_t largest_segment_bytes = 0;  // of those that are now known to have arrived
};

/// What is known when an ACK arrives, to tell a retransmission's ACK from the original's.
struct AckContext {
  Instant now;
  std::optional<Duration> min_rtt;
  std::optional<Instant> echo_tick_end;  // what was sent from here on is not what the ACK answers
  std::uint64_t highest_delivered = 0;   // Scoreboard::highest_delivered before this ACK
  bool karn = true;                      // what was sent twice times nothing (RFC 6298 §3)
};

/// Everything outstanding, in sequence, with its fate; RFC 6675's scoreboard kept by segment.
///
/// Every operation costs at most O(log n) for each segment whose fate it changes, so an ACK never
/// scans the window.
class Scoreboard {
 public:
  /// Appends a segment that begins where the last one ended.
  void add(Instant now, ByteRange range, bool syn, bool fin);
  /// Removes what lies below `ack`; a segment acknowledged in part keeps the rest.
  void acknowledge(std::uint64_t ack, const AckContext& context, Delivery& delivery);
  /// Removes the segments that end at or below `offset` without having learned anything of them.
  void forget_below(std::uint64_t offset);
  /// Marks the segments that `block` completes as delivered.
  void sack(ByteRange block, const AckContext& context, Delivery& delivery);
  /// Forgets all that was reported selectively: the receiver has dropped it again (RFC 2018 §8).
  void forget_sacks();

  void mark_lost(std::uint64_t number, RetransmissionCause cause);
  /// What was marked lost, and why.
  using Losses = std::vector<std::pair<ByteRange, RetransmissionCause>>;
  /// From now on each loss that is marked goes into `into` as well; null: no more.
  void tell_losses(Losses* into) { told_ = into; }
  /// What was called lost for `cause`, and not sent again yet, is in flight after all.
  void believe_in_flight(RetransmissionCause cause);
  /// The last segment probes the path's MTU.
  void mark_probe() { segments_.back().probe = true; }
  /// A probe was lost since limit_segments.
  [[nodiscard]] bool holds_lost_probe() const { return lost_probe_; }
  /// Cuts every segment that holds more than `most_bytes` of data into pieces that do not, as
  /// though they had been sent so; segments get new numbers. True when a probe was among them.
  bool limit_segments(std::uint64_t most_bytes);
  /// Notes that a segment was sent again: it is in flight from now on.
  void retransmitted(std::uint64_t number, Instant now);
  /// Notes what had been delivered when it was sent.
  void stamp(std::uint64_t number, const DeliveryStamp& stamp) { get(number).stamp = stamp; }

  [[nodiscard]] bool empty() const { return segments_.empty(); }
  [[nodiscard]] const SentSegment& front() const { return segments_.front(); }
  [[nodiscard]] const SentSegment& at(std::uint64_t number) const {
    return segments_[static_cast<std::size_t>(number - first_number_)];
  }
  [[nodiscard]] std::uint64_t first_number() const { return first_number_; }
  [[nodiscard]] std::uint64_t end_number() const { return first_number_ + segments_.size(); }
  /// The segment that holds `offset`; end_number() for what was not sent yet.
  [[nodiscard]] std::uint64_t number_at(std::uint64_t offset) const {
    return first_ending_after(offset);
  }

  /// The lost segment that comes first in sequence.
  [[nodiscard]] std::optional<std::uint64_t> next_lost() const;
  /// The segment in flight that was sent longest ago.
  [[nodiscard]] std::optional<std::uint64_t> oldest_in_flight() const { return oldest_; }
  /// RFC 6675's pipe, in sequence space.
  [[nodiscard]] std::uint64_t in_flight_bytes() const { return in_flight_bytes_; }
  /// All that was ever marked lost, each time it was.
  [[nodiscard]] std::uint64_t lost_bytes() const { return lost_bytes_; }
  [[nodiscard]] std::size_t sacked_segments() const { return sacked_segments_; }
  [[nodiscard]] std::uint64_t sacked_bytes() const { return sacked_.total_bytes(); }
  /// Where the segment begins that comes third from the end among those reported selectively;
  /// nothing while there are fewer.
  [[nodiscard]] std::optional<std::uint64_t> third_highest_sacked() const {
    return highest_sacked_[2];
  }
  /// The end of the furthest segment known to have arrived.
  [[nodiscard]] std::uint64_t highest_delivered() const { return highest_delivered_; }

 private:
  SentSegment& get(std::uint64_t number) {
    return segments_[static_cast<std::size_t>(number - first_number_)];
  }
  void enter_flight(std::uint64_t number, Instant now);
  void append_to_flight(std::uint64_t number);
  void leave_flight(std::uint64_t number);
  void rejoin_flight(std::uint64_t number);
  void settle(std::uint64_t number);
  void note_highest_sacked(std::uint64_t begin);
  [[nodiscard]] std::uint64_t first_ending_after(std::uint64_t offset) const;
  void note_delivered(const SentSegment& segment, const AckContext& context, Delivery& delivery);

  std::deque<SentSegment> segments_;
  std::uint64_t first_number_ = 0;  // of segments_.front()
  std::optional<std::uint64_t> oldest_;
  std::optional<std::uint64_t> newest_;
  std::uint64_t next_order_ = 1;
  std::set<std::uint64_t> lost_;
  bool lost_probe_ = false;
  Losses* told_ = nullptr;
  ByteRangeSet sacked_;
  std::size_t sacked_segments_ = 0;
  std::array<std::optional<std::uint64_t>, 3> highest_sacked_;  // descending
  std::uint64_t in_flight_bytes_ = 0;
  std::uint64_t lost_bytes_ = 0;
  std::uint64_t highest_delivered_ = 0;
};

}  // namespace acklab::transport

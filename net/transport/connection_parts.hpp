#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>

#include "net/congestion/controller.hpp"
#include "net/congestion/pacer.hpp"
#include "net/transport/ack_policy.hpp"
#include "net/transport/arq_policy.hpp"
#include "net/transport/connection.hpp"
#include "net/transport/delivery_rate.hpp"
#include "net/transport/ecn.hpp"
#include "net/transport/event_queue.hpp"
#include "net/transport/forward_rto.hpp"
#include "net/transport/handshake.hpp"
#include "net/transport/hole_watch.hpp"
#include "net/transport/keep_alive.hpp"
#include "net/transport/loss_detector.hpp"
#include "net/transport/path_mtu.hpp"
#include "net/transport/peer_window.hpp"
#include "net/transport/pieces.hpp"
#include "net/transport/receive_side.hpp"
#include "net/transport/receive_window.hpp"
#include "net/transport/recovery.hpp"
#include "net/transport/rtt_estimator.hpp"
#include "net/transport/scoreboard.hpp"
#include "net/transport/segment_numbers.hpp"
#include "net/transport/segment_order.hpp"
#include "net/transport/send_side.hpp"
#include "net/transport/spurious_loss.hpp"
#include "net/transport/tail_loss_probe.hpp"
#include "net/transport/throttle.hpp"
#include "net/transport/timers.hpp"
#include "net/transport/timestamp_clock.hpp"
#include "net/transport/transition_table.hpp"
#include "net/transport/trouble.hpp"
#include "net/transport/urgent.hpp"
#include "net/transport/watch.hpp"

namespace acklab::transport {

/// The parts of a connection and the little that connects them. Inside, everything counts in 64-bit
/// sequence offsets: a SYN is 0, the first byte 1, FIN one behind the last byte.
///
/// What happens seldom, or only with unusual settings, is [[gnu::cold]]: it lies out of the way of
/// what every segment passes, which is more than a processor's cache of instructions holds.
struct Connection::Parts {
  Parts(Instant now, PortPair port_pair, const ConnectionConfig& configuration,
        Seq32 initial_sequence);

  // connection.cpp: opening, and what the application asks for.
  void open_actively();
  void open_passively(Instant now, const wire::Segment& syn);
  void note_answered(const AnsweredSyn& answered);
  void take_offer(const wire::Segment& syn);
  void establish();
  void close_now();
  void consume_read();

  // arrival.cpp: RFC 9293 §3.10.7, step by step. Each step says whether the next one follows.
  struct Arrival {
    const wire::Segment& segment;
    std::uint64_t sequence = 0;
    std::uint64_t length = 0;          // in sequence space
    std::optional<std::uint64_t> ack;  // in this side's offsets
    std::uint64_t window = 0;          // scaled
    // Where numbers count segments: how it stands to the one expected, and how far ahead of it.
    SegmentOrder::Standing standing = SegmentOrder::Standing::in_turn;
    std::uint64_t ahead = 0;
    bool congestion_experienced = false;
  };
  void arrive(Instant now, const wire::Segment& segment, bool congestion_experienced);
  [[gnu::cold]] void arrive_in_syn_sent(Instant now, const wire::Segment& segment);
  [[nodiscard]] Arrival locate(const wire::Segment& segment) const;
  [[nodiscard]] bool protection_acceptable(const wire::Segment& segment);
  [[nodiscard]] Arrival locate_by_byte(const wire::Segment& segment) const;
  [[nodiscard]] bool timestamp_acceptable(Instant now, const Arrival& arrival);
  [[nodiscard]] bool sequence_acceptable(Instant now, const Arrival& arrival);
  [[gnu::cold]] void refuse_sequence(Instant now, const Arrival& arrival);
  [[nodiscard]] bool no_reset(Instant now, const Arrival& arrival);
  [[nodiscard]] bool no_syn(Instant now, const Arrival& arrival);
  [[nodiscard]] bool ack_acceptable(Instant now, const Arrival& arrival);
  void take_payload(Instant now, const Arrival& arrival);
  [[gnu::cold]] void take_fin(Instant now);
  [[gnu::cold]] void challenge(Instant now);

  // acknowledgement.cpp: what an acceptable ACK means.
  void take_ack(Instant now, const Arrival& arrival);
  [[nodiscard]] AckContext ack_context(Instant now, const Arrival& arrival) const;
  [[nodiscard]] bool is_duplicate_ack(const Arrival& arrival, bool window_changed) const;
  void measure_round_trip(Instant now, const Arrival& arrival, const Delivery& delivery,
                          bool advanced, std::uint64_t flight);
  void find_losses(Instant now, std::uint64_t just_delivered = 0);
  [[gnu::cold]] void enter_fast_recovery(std::uint64_t just_delivered);
  void repair(Instant now, const Delivery& delivery, std::uint64_t flight, bool advanced,
              bool congested);
  void notice_own_fin_acknowledged(Instant now);
  [[nodiscard]] LossDetector::Context loss_context(Instant now) const;

  // ecn.cpp: marks instead of losses (RFC 3168).
  [[gnu::cold]] void set_up_ecn(bool again, wire::Segment& syn);
  void mark_new_data(wire::Segment& segment);
  void take_congestion_mark(const Arrival& arrival);
  [[nodiscard]] bool take_congestion_echo(const Arrival& arrival, std::uint64_t flight);

  // cheating.cpp: lies to the sender.
  void cheat_about_data(wire::Segment& ack);

  // buffer_tuning.cpp: how far the buffers may fill.
  void tune_receive_buffer(Instant now, std::uint64_t bytes);
  void tune_send_buffer(std::uint64_t flight);

  // undo.cpp: what was sent again for nothing.
  void take_sack_blocks(const Arrival& arrival, const AckContext& context, Delivery& delivery);
  [[gnu::cold]] void take_duplicate_report(Instant now, ByteRange range);
  [[gnu::cold]] void reduce_after_loss(std::uint64_t flight);
  void undo_if_spurious(Instant now, const AckContext& context, const Delivery& delivery,
                        bool advanced);
  [[nodiscard]] bool deserves_copy(RetransmissionCause cause) const;
  [[nodiscard, gnu::cold]] std::optional<wire::Segment> next_copy(Instant now);

  // transmission.cpp: what is sent, in order of urgency.
  [[nodiscard]] std::optional<wire::Segment> next_segment(Instant now);
  [[nodiscard]] std::optional<wire::Segment> next_by_urgency(Instant now);
  [[nodiscard, gnu::cold]] wire::Segment first_syn(Instant now);
  [[nodiscard]] std::optional<wire::Segment> next_retransmission(Instant now);
  [[nodiscard, gnu::cold]] std::optional<wire::Segment> next_tail_loss_probe(Instant now);
  [[nodiscard, gnu::cold]] std::optional<wire::Segment> next_window_probe(Instant now);
  [[nodiscard]] std::optional<wire::Segment> next_new_data(Instant now, bool despite_congestion);
  [[nodiscard, gnu::cold]] wire::Segment retransmit(Instant now, std::uint64_t number,
                                                    RetransmissionCause cause);
  [[nodiscard]] wire::Segment send_new(Instant now, std::uint64_t payload_bytes, bool with_fin);
  [[nodiscard]] std::uint64_t sendable_bytes(bool& with_fin) const;
  [[nodiscard]] bool congestion_allows(std::uint64_t bytes) const;
  [[nodiscard]] std::uint64_t in_flight() const;

  // pacing.cpp: when it is sent, and what congestion control is told.
  [[nodiscard]] bool may_send(Instant now, std::uint64_t bytes);
  [[nodiscard]] std::optional<BitRate> pacing_rate() const;
  void stamp(Instant now, std::uint64_t number, bool nothing_in_flight);
  [[nodiscard]] congestion::AckSample ack_sample(Instant now, const Delivery& delivery,
                                                 const std::optional<congestion::RateSample>& rate,
                                                 bool window_was_limit);
  [[nodiscard]] bool still_delivering(Instant now) const;

  // segment_building.cpp: the border back to 32 bits.
  [[nodiscard]] wire::Segment build(Instant now, const SentSegment& sent);
  [[nodiscard]] wire::Segment build_ack(Instant now);
  [[nodiscard]] bool must_ack_alone() const;
  [[gnu::cold]] void build_reset(std::uint64_t sequence, bool with_ack);
  void add_receiver_side(Instant now, wire::Segment& segment);

  // ladder.cpp: the textbook rungs, where numbers count segments.
  [[nodiscard]] Seq32 sequence_field(std::uint64_t offset) const;
  [[nodiscard]] Seq32 acknowledgment_field() const;
  [[nodiscard, gnu::cold]] Arrival locate_by_number(const wire::Segment& segment) const;
  [[nodiscard]] std::uint64_t offset_acknowledged(const wire::ReceiverMessage& message) const;
  [[gnu::cold]] void take_single_acks(const Arrival& arrival, const AckContext& context,
                                      Delivery& delivery);
  [[gnu::cold]] void take_numbered(Instant now, const Arrival& arrival);
  [[gnu::cold]] void take_in_turn(Instant now, ByteView payload, bool fin,
                                  bool was_delivered = false);
  [[gnu::cold]] void keep_early(Instant now, const Arrival& arrival);
  [[gnu::cold]] void keep_again(const Arrival& arrival);
  [[gnu::cold]] void take_kept(Instant now, const SegmentOrder::Kept& kept);
  [[gnu::cold]] void add_single_ack(wire::Segment& segment);
  [[nodiscard]] bool window_has_room() const;
  [[gnu::cold]] void on_segment_timeout(Instant now);
  [[nodiscard, gnu::cold]] std::optional<Instant> oldest_segment_timeout() const;

  // switched_off.cpp: what stands in the place of a mechanism that is off.
  [[nodiscard]] bool acknowledges(const wire::SenderMessage& message) const;
  [[nodiscard, gnu::cold]] std::uint64_t sendable_piece(bool& with_fin) const;
  [[gnu::cold]] void abandon_until(Instant now, std::uint64_t end);
  [[gnu::cold]] void abandon_lost(Instant now);
  [[gnu::cold]] void raise_old_ack(Arrival& arrival) const;
  [[gnu::cold]] void take_piece(Instant now, const Arrival& arrival,
                                const ReceiveSide::Outcome& outcome);
  [[gnu::cold]] void deliver_again(const wire::Segment& segment);
  void settle_pieces();
  [[nodiscard]] std::size_t read_piece(MutableByteView into);
  [[nodiscard]] Duration patience_with_holes() const;
  void settle_holes();
  [[gnu::cold]] void pass_over_holes(Instant now);

  // timeouts.cpp: what happens by itself, and when.
  void run_timers(Instant now);
  [[gnu::cold]] void on_retransmission_timeout(Instant now);
  [[gnu::cold]] void on_give_up(Instant now);
  void restart_retransmission_timer(Instant now);
  void note_transmission(Instant now);
  void arm_tail_loss_probe(Instant now);
  [[nodiscard]] ProbeContext probe_context() const;
  void settle();
  void settle_blocked(Instant now);
  [[nodiscard]] bool window_closed() const;
  [[gnu::cold]] void on_window_reopened(Instant now);
  [[nodiscard]] std::optional<Instant> unanswered_since() const;

  // trouble.cpp: what the application is told before the end.
  [[gnu::cold]] void note_network_error(Instant now, wire::IcmpKind error, Seq32 quoted_sequence);
  [[gnu::cold]] void note_unanswered(Instant now);
  [[gnu::cold]] void note_window_probe(Instant now);
  [[gnu::cold]] void tell_of_trouble(std::uint32_t attempts, Duration unanswered_for);

  // keep_alive.cpp: RFC 9293 §3.8.4.
  [[nodiscard]] bool may_keep_alive() const;
  void settle_keep_alive();
  [[gnu::cold]] void on_keep_alive(Instant now);
  [[nodiscard, gnu::cold]] wire::Segment next_keep_alive(Instant now);

  // urgent.cpp: RFC 9293 §3.8.5.
  void take_urgent(const Arrival& arrival);
  void mark_urgent(std::uint64_t sequence, wire::Segment& segment) const;
  [[gnu::cold]] std::size_t write_urgent(ByteView bytes);

  // user_timeout.cpp: RFC 5482.
  void heed_user_timeout(const wire::Segment& segment);
  void offer_user_timeout(wire::Segment& segment);

  // reopening.cpp: RFC 6191.
  [[nodiscard]] bool succeeded_by(const wire::Segment& syn) const;

  // path_mtu_probing.cpp: how large segments are (RFC 8899).
  void start_path_mtu();
  [[nodiscard]] std::optional<wire::Segment> next_path_mtu_probe(Instant now);
  void note_sizes_delivered(Instant now, const Delivery& delivery);
  [[gnu::cold]] void suspect_black_hole(bool repeated);
  [[gnu::cold]] void note_packet_too_big(Instant now, Seq32 quoted,
                                         std::optional<std::uint16_t> max_segment_bytes);
  void use_path_mtu();
  [[gnu::cold]] void lose_what_is_too_large();
  void fit_to_path(Instant now);

  // observing.cpp: what an observer is told.
  [[gnu::cold]] void tell(Instant now, const Observation& what) const;
  void tell_arrival(Instant now, const wire::Segment& segment, bool marked);
  void tell_departure(Instant now, const wire::Segment& segment);
  void tell_expired(Instant now) const;
  void tell_changes(Instant now);
  void tell_round_trip(Instant now, Duration sample) const;
  void remember_evidence(bool advanced, bool told_of_more);
  void leaves_as(Sending why) {
    if (watch) watch->why = why;
  }

  // closing.cpp: every way out.
  [[gnu::cold]] void finish(Instant now, Transition by, CloseReason reason);
  [[gnu::cold]] void enter_time_wait(Instant now);
  [[nodiscard, gnu::cold]] CloseReport close_report(Instant now, CloseReason reason) const;

  PortPair ports;
  ConnectionConfig config;  // as its rung of the ladder leaves it
  ArqPolicy arq;
  bool one_stream;         // Mechanisms::promise_one_stream
  SegmentNumbers numbers;  // while arq.numbers_segments
  Instant opened;
  Seq32 local_initial;
  Seq32 remote_initial;
  std::optional<wire::Segment> offer;  // the peer's SYN, once it came
  StateMachine machine;
  bool opened_actively = false;
  Agreement agreement;

  SendSide send;
  PeerWindow peer_window;
  Scoreboard scoreboard;
  RttEstimator rtt;
  LossDetector losses{false};
  Recovery recovery;
  std::unique_ptr<congestion::Controller> controller;  // from ESTABLISHED on
  std::uint64_t limited_until = 0;  // SND.NXT when the congestion window last stopped the sender
  congestion::Pacer pacer;
  DeliveryRate delivery_rate;
  bool path_limits = false;     // window or pace, not the application, stopped the sender
  bool retransmit_now = false;  // one retransmission that waits for no window
  std::optional<std::uint64_t> timeout_una;  // SND.UNA at the last timeout
  std::optional<Instant> last_data_sent;
  TailLossProbe tail_probe;
  struct Copy {
    std::uint64_t number;
    RetransmissionCause cause;
  };
  std::optional<Copy> copy_due;  // of a probe
  Ecn ecn;
  bool ecn_fell_back = false;  // a SYN has gone without asking for it
  bool ect = false;            // the segment that was handed out last bears ECT
  SpuriousLoss spurious;
  ForwardRto forward_rto;
  bool window_probe_due = false;
  std::uint32_t window_probes = 0;                // sent since the window closed
  std::optional<Instant> last_answer;             // to a window probe, or an ACK that moved on
  std::optional<Instant> probe_unanswered_since;  // the first one since then

  std::optional<PathMtu> path_mtu;  // nothing while segments have a fixed size
  bool segments_too_large = false;  // outstanding ones, since segments became smaller

  Trouble trouble;
  KeepAlive keep_alive;
  bool user_timeout_told = false;
  UrgentMark urgent_sent;
  UrgentMark urgent_received;

  ReceiveSide receive;
  Pieces pieces;                       // unless one_stream
  HoleWatch holes;                     // without retransmission
  std::optional<Instant> stuck_since;  // before a closed window that nothing probes
  ReceiveWindow receive_window;
  ArrivalMeter arrivals;
  AckPolicy acks;
  CheatingReceiver cheating;
  TimestampClock timestamps;
  std::uint64_t last_ack_sent = 0;
  SegmentOrder order;             // while arq.numbers_segments
  std::deque<Seq32> single_acks;  // still to be sent; the number fields they answer
  Throttle challenges;
  bool released = false;  // the application will read no more

  Timers timers;
  EventQueue events;
  std::optional<wire::Segment> reset;  // an RST that is still to be sent
  Statistics statistics;
  std::function<void()> wakeup;
  std::unique_ptr<Watch> watch;  // while somebody observes
  Bytes spare_payload;           // empty, with room: of a segment that has been sent
};

}  // namespace acklab::transport

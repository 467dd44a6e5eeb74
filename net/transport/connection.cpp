#include "net/transport/connection.hpp"

#include <cassert>
#include <utility>

#include "net/transport/connection_parts.hpp"

namespace acklab::transport {

Connection::Parts::Parts(Instant now, PortPair port_pair, const ConnectionConfig& configuration,
                         Seq32 initial_sequence)
    : ports(port_pair),
      config(on_rung(configuration)),
      arq(policy_of(config.arq)),
      one_stream(config.mechanisms.promise_one_stream()),
      numbers(config.arq.sequence_bits),
      opened(now),
      local_initial(initial_number(config.arq, initial_sequence)),
      send(config.send_buffer_bytes, !one_stream),
      rtt({config.initial_rto, config.min_rto, config.max_rto, config.max_ack_delay}),
      keep_alive(now),
      pieces(config.mechanisms.ordering),
      receive_window(config.receive_buffer_bytes, config.max_segment_bytes,
                     config.mechanisms.silly_window_avoidance),
      acks(config.mechanisms.delayed_ack, config.max_ack_delay),
      cheating(config.cheat),
      timestamps(config.timestamp_offset ? TimestampClock{*config.timestamp_offset}
                                         : TimestampClock::for_connection(initial_sequence)),
      order(config.mechanisms.retransmission ? arq.receive_window_segments
            : arq.acknowledges_each          ? numbers.half()
                                             : 1) {}

void Connection::Parts::open_actively() {
  opened_actively = true;
  machine.apply(Transition::active_open);
}

void Connection::Parts::open_passively(Instant now, const wire::Segment& syn) {
  assert(syn.sender.syn && !syn.receiver.acknowledgment && !syn.rst);
  ++statistics.segments_received;
  machine.apply(Transition::passive_open);
  take_offer(syn);
  if (syn.timestamps) timestamps.remember(now, syn.timestamps->value);
  machine.apply(Transition::receive_syn);
}

/// What would hold if the connection had sent the SYN,ACK itself.
void Connection::Parts::note_answered(const AnsweredSyn& answered) {
  statistics.segments_received = answered.segments_received;
  statistics.discarded_corrupted = answered.corrupted_segments;
  statistics.segments_sent = answered.transmissions;
  send.sent_until(1);
  static_cast<void>(receive_window.advertise_in_syn());
  last_ack_sent = receive.next();
  if (!answered.arrived) return;  // without the instant, its ACK times nothing
  scoreboard.add(*answered.arrived, {0, 1}, true, false);
  for (std::uint32_t again = 1; again < answered.transmissions; ++again) {
    scoreboard.retransmitted(scoreboard.first_number(), *answered.arrived);
    statistics.count_retransmission(RetransmissionCause::syn, 0);
  }
}

void Connection::Parts::take_offer(const wire::Segment& syn) {
  offer = syn;
  offer->sender.payload.clear();  // data on a SYN is not kept: the peer sends it again
  remote_initial = syn.sender.sequence;
  agreement = agree(config, receive_window.wanted_scale(), syn);
  ecn.settle(agree_on_ecn(config, syn, ecn_fell_back));
  receive_window.use_scale(agreement.receive_scale);
  losses = LossDetector{agreement.sack, config.mechanisms.loss_detection};
  if (agreement.peer_max_ack_delay) {
    acks.use_max_delay(negotiated_ack_delay(config));
    // Beside what the peer may hold back, a few milliseconds for two machines to wake up.
    constexpr Duration scheduling = std::chrono::milliseconds{5};
    rtt.use_limits({config.initial_rto, std::min(config.min_rto, config.negotiated_min_rto),
                    config.max_rto, *agreement.peer_max_ack_delay + scheduling});
  }
  peer_window.start(0, send.una(), syn.receiver.window);
  heed_user_timeout(syn);
}

void Connection::Parts::establish() {
  // RFC 6298 §5.7 and RFC 5681 §3.1, as RFC 6928 §2 softens it: one lost SYN is no sign of
  // congestion, more are.
  const bool syn_timed_out = statistics.retransmitted_syns > 0;
  if (syn_timed_out) rtt.restart_after_lost_syn();
  const std::uint32_t segments =
      statistics.retransmitted_syns > 1 ? 1 : config.initial_window_segments;
  start_path_mtu();
  controller = congestion::make_controller(
      config.congestion,
      {agreement.segment_bytes, congestion::initial_window_bytes(segments, agreement.segment_bytes),
       rtt.smoothed(), local_initial.value()});
  events.connected();
  if (send.fin_queued()) machine.apply(Transition::close);
}

void Connection::Parts::close_now() {
  if (!machine.may_queue_data() || send.fin_queued()) return;
  send.queue_fin();
  machine.apply(Transition::close);
}

void Connection::Parts::consume_read() {
  if (config.mechanisms.acks && machine.may_receive_data() &&
      receive_window.update_worthwhile(receive.next(), receive.read_until())) {
    acks.require_now();
  }
}

Connection::Connection(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

Connection Connection::connect(Instant now, PortPair ports, const ConnectionConfig& config,
                               Seq32 initial_sequence) {
  auto parts = std::make_unique<Parts>(now, ports, config, initial_sequence);
  parts->open_actively();
  return Connection{std::move(parts)};
}

Connection Connection::accept(Instant now, const wire::Segment& syn, const ConnectionConfig& config,
                              Seq32 initial_sequence) {
  const PortPair ports{syn.destination_port, syn.source_port};
  auto parts = std::make_unique<Parts>(now, ports, config, initial_sequence);
  parts->open_passively(now, syn);
  return Connection{std::move(parts)};
}

Connection Connection::accept_answered(Instant now, const AnsweredSyn& answered,
                                       const ConnectionConfig& config, Seq32 initial_sequence) {
  const PortPair ports{answered.syn.destination_port, answered.syn.source_port};
  const Instant arrived = answered.arrived.value_or(now);
  auto parts = std::make_unique<Parts>(arrived, ports, config, initial_sequence);
  parts->open_passively(arrived, answered.syn);
  parts->note_answered(answered);
  return Connection{std::move(parts)};
}

void Connection::handle_segment(Instant now, const wire::Segment& segment,
                                bool congestion_experienced) {
  parts_->arrive(now, segment, congestion_experienced);
}

void Connection::note_corrupted_segment(bool only_crc32c_noticed) {
  ++parts_->statistics.segments_received;
  ++parts_->statistics.discarded_corrupted;
  if (only_crc32c_noticed) ++parts_->statistics.discarded_by_crc32c;
}

bool Connection::verifies_checksums() const {
  return parts_->config.mechanisms.checksum != Checksum::off;
}

void Connection::note_packet_too_big(Instant now, Seq32 quoted_sequence,
                                     std::optional<std::uint16_t> max_segment_bytes) {
  parts_->note_packet_too_big(now, quoted_sequence, max_segment_bytes);
}

void Connection::note_network_error(Instant now, wire::IcmpKind error, Seq32 quoted_sequence) {
  parts_->note_network_error(now, error, quoted_sequence);
}

std::optional<Instant> Connection::next_timeout() const {
  return parts_->timers.earliest();
}

void Connection::handle_timeout(Instant now) {
  parts_->run_timers(now);
}

std::optional<wire::Segment> Connection::poll_transmit(Instant now) {
  return parts_->next_segment(now);
}

void Connection::take_back(wire::Segment&& segment) {
  if (segment.sender.payload.capacity() <= parts_->spare_payload.capacity()) return;
  parts_->spare_payload = std::move(segment.sender.payload);
  parts_->spare_payload.clear();
}

std::optional<ConnectionEvent> Connection::poll_event() {
  return parts_->events.poll();
}

std::size_t Connection::write(Instant, ByteView bytes) {
  if (!parts_->machine.may_queue_data() || parts_->send.fin_queued()) return 0;
  const std::size_t taken = parts_->send.write(bytes);
  if (taken > 0 && parts_->wakeup) parts_->wakeup();
  return taken;
}

std::size_t Connection::write_urgent(Instant, ByteView bytes) {
  if (!parts_->machine.may_queue_data() || parts_->send.fin_queued()) return 0;
  const std::size_t taken = parts_->write_urgent(bytes);
  if (taken > 0 && parts_->wakeup) parts_->wakeup();
  return taken;
}

std::size_t Connection::read(Instant, MutableByteView into) {
  const std::size_t taken =
      parts_->one_stream ? parts_->receive.read(into) : parts_->read_piece(into);
  if (taken == 0) return 0;
  parts_->consume_read();
  if (parts_->acks.due() && parts_->wakeup) parts_->wakeup();
  return taken;
}

bool Connection::end_of_stream() const {
  return parts_->receive.end_of_stream() && parts_->pieces.empty();
}

void Connection::close(Instant) {
  parts_->close_now();
  if (parts_->wakeup) parts_->wakeup();
}

void Connection::release(Instant now) {
  parts_->released = true;
  if (readable_bytes() > 0) {
    abort(now);
  } else {
    close(now);
  }
}

void Connection::abort(Instant now) {
  const State was = state();
  if (was == State::closed) return;
  if (was != State::syn_sent && was != State::time_wait) {
    parts_->build_reset(parts_->send.next(), true);
  }
  parts_->finish(now, Transition::abort, CloseReason::aborted);
  if (parts_->wakeup) parts_->wakeup();
}

void Connection::set_wakeup(std::function<void()> wakeup) {
  parts_->wakeup = std::move(wakeup);
}

IpMarks Connection::ip_marks() const {
  return {parts_->config.dscp, parts_->config.hop_limit, parts_->ect ? ect_0 : not_ect};
}

void Connection::set_dscp(std::uint8_t dscp) {
  parts_->config.dscp = dscp;
}

State Connection::state() const {
  return parts_->machine.state();
}

PortPair Connection::ports() const {
  return parts_->ports;
}

bool Connection::keeps_writes_together() const {
  return !parts_->one_stream;
}

std::size_t Connection::readable_bytes() const {
  return parts_->one_stream ? parts_->receive.readable_bytes() : parts_->pieces.readable_bytes();
}

std::uint64_t Connection::urgent_bytes_ahead() const {
  return parts_->urgent_received.ahead_of(parts_->receive.read_until());
}

std::size_t Connection::writable_bytes() const {
  const bool open = parts_->machine.may_queue_data() && !parts_->send.fin_queued();
  return open ? parts_->send.free_bytes() : 0;
}

std::uint64_t Connection::bytes_acknowledged() const {
  return parts_->send.bytes_acknowledged();
}

Statistics Connection::statistics() const {
  return parts_->statistics;
}

Snapshot Connection::snapshot() const {
  Snapshot snapshot;
  snapshot.segment_bytes = parts_->agreement.segment_bytes;
  snapshot.ecn = parts_->ecn.agreement().may_mark;
  if (parts_->controller) {
    snapshot.congestion_window_bytes = parts_->controller->window_bytes();
    snapshot.slow_start_threshold_bytes = parts_->controller->slow_start_threshold_bytes();
  }
  snapshot.in_flight_bytes = parts_->in_flight();
  snapshot.send_window_bytes = parts_->peer_window.window();
  snapshot.send_buffer_bytes = parts_->send.capacity();
  snapshot.receive_buffer_bytes = parts_->receive_window.buffer_bytes();
  snapshot.outstanding_segments =
      parts_->scoreboard.end_number() - parts_->scoreboard.first_number();
  snapshot.out_of_order_bytes = parts_->receive.out_of_order_bytes();
  snapshot.smoothed_rtt = parts_->rtt.smoothed();
  snapshot.rtt_variation = parts_->rtt.variation();
  snapshot.retransmission_timeout = parts_->rtt.timeout();
  return snapshot;
}

}  // namespace acklab::transport

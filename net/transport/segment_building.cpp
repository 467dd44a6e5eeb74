// The border back to 32-bit sequence numbers: segments as they go out.

#include <algorithm>
#include <utility>

#include "net/transport/connection_parts.hpp"
#include "net/wire/experimental_option.hpp"
#include "net/wire/tcp_options.hpp"

namespace acklab::transport {
namespace {

constexpr std::uint64_t sack_option_bytes = 4;  // NOP, NOP, kind, length (RFC 2018 §3)
constexpr std::uint64_t sack_block_bytes = 8;

}  // namespace

wire::Segment Connection::Parts::build(Instant now, const SentSegment& sent) {
  wire::Segment segment;
  segment.sender.sequence = sequence_field(sent.range.begin);
  segment.sender.syn = sent.syn;
  segment.sender.fin = sent.fin;
  if (sent.syn) {
    segment.syn_options =
        syn_options(config, receive_window.wanted_scale(), offer ? &*offer : nullptr);
    set_up_ecn(sent.transmissions > 1, segment);
  } else {
    const std::uint64_t payload = sent.range.size() - (sent.fin ? 1 : 0);
    segment.sender.payload = std::exchange(spare_payload, {});
    send.append(sent.range.begin, payload, segment.sender.payload);
    segment.sender.push = payload > 0 && sent.range.begin + payload == send.data_end();
    segment.crc32c = agreement.crc32c && payload > 0;
    mark_urgent(sent.range.begin, segment);
    if (payload > 0) ++statistics.data_segments_sent;
    statistics.payload_bytes_sent += payload;
  }
  add_receiver_side(now, segment);
  return segment;
}

wire::Segment Connection::Parts::build_ack(Instant now) {
  wire::Segment segment;
  // Behind a probe of a closed window SND.NXT lies outside that window, where the peer would not
  // look at the ACK: the window's edge lies inside.
  const std::uint64_t inside = std::max(send.una(), std::min(send.next(), peer_window.edge()));
  segment.sender.sequence = sequence_field(inside);
  mark_urgent(inside, segment);
  ++statistics.pure_acks_sent;
  add_receiver_side(now, segment);
  return segment;
}

/// While the peer's stream has holes, or something came twice, an ACK goes alone: beside data its
/// blocks might not fit.
bool Connection::Parts::must_ack_alone() const {
  if (arq.acknowledges_each) return false;  // such an ACK has a block of another meaning
  if (!config.mechanisms.acks) return false;
  return receive.has_holes() || receive.has_duplicates_to_report();
}

/// `sequence` is ours; a reset that answers an unacceptable ACK carries none itself (RFC 9293
/// §3.10.7.1).
void Connection::Parts::build_reset(std::uint64_t sequence, bool with_ack) {
  wire::Segment segment;
  segment.source_port = ports.local;
  segment.destination_port = ports.remote;
  segment.sender.sequence = sequence_field(sequence);
  segment.rst = true;
  if (with_ack) segment.receiver.acknowledgment = acknowledgment_field();
  reset = segment;
}

void Connection::Parts::add_receiver_side(Instant now, wire::Segment& segment) {
  ++statistics.segments_sent;
  segment.source_port = ports.local;
  segment.destination_port = ports.remote;
  const wire::Segment* const peer_syn = offer ? &*offer : nullptr;
  const bool stamped =
      segment.sender.syn ? offers_timestamps(config, peer_syn) : agreement.timestamps;
  if (stamped) segment.timestamps = wire::Timestamps{timestamps.value_at(now), timestamps.echo()};
  offer_user_timeout(segment);
  if (segment.sender.syn) {
    segment.receiver.window = receive_window.advertise_in_syn();
  } else {
    segment.receiver.window = receive_window.advertise(receive.next(), receive.read_until());
  }
  if (!offer) return;
  segment.receiver.acknowledgment = acknowledgment_field();
  last_ack_sent = receive.next();
  acks.on_ack_sent();
  if (!segment.sender.syn) segment.ece = ecn.echoing();
  cheat_about_data(segment);
  timers.stop(Timer::delayed_ack);
  if (arq.acknowledges_each) add_single_ack(segment);
  if (!agreement.sack || !must_ack_alone()) return;
  const std::uint64_t payload = segment.sender.payload.size();
  const std::uint64_t room =
      agreement.segment_bytes - std::min<std::uint64_t>(payload, agreement.segment_bytes);
  const std::uint64_t fit =
      room > sack_option_bytes ? (room - sack_option_bytes) / sack_block_bytes : 0;
  const std::uint64_t others = (agreement.timestamps ? timestamps_option_bytes : 0) +
                               (segment.crc32c ? wire::acklab_option_length : 0);
  const std::uint64_t most =
      (wire::OptionArea::capacity - others - sack_option_bytes) / sack_block_bytes;
  segment.receiver.sack = receive.take_sack_blocks(remote_initial, std::min(fit, most));
  // One ACK had no room for all that changed: others follow at once.
  if (receive.has_unreported_blocks()) acks.require_now();
}

}  // namespace acklab::transport

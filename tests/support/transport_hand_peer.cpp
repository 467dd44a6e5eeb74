#include "tests/support/transport_hand_peer.hpp"

#include <algorithm>
#include <cassert>

#include "tests/support/transport_pair.hpp"

namespace acklab::support {

using transport::Connection;

HandPeer::HandPeer(const transport::ConnectionConfig& config, const Options& options)
    : options_(options), connection_(Connection::connect(now_, {40'000, 80}, config, own_initial)) {
  const auto first = sent();
  assert(first.size() == 1 && first.front().sender.syn);
  syn_ = first.front();
}

void HandPeer::establish() {
  wait(options_.round_trip);
  wire::Segment answer = segment(0);
  answer.sender.syn = true;
  answer.ece = options_.ecn;
  answer.syn_options = {options_.max_segment_size, options_.window_scale, options_.sack,
                        options_.acklab};
  give(answer);
  (void)sent();
}

void HandPeer::wait(Duration span) {
  (void)watch(span);
}

std::vector<std::pair<Instant, wire::Segment>> HandPeer::watch(Duration span) {
  std::vector<std::pair<Instant, wire::Segment>> seen;
  const Instant end = now_ + span;
  const auto collect = [&] {
    for (wire::Segment& segment : sent()) seen.emplace_back(now_, std::move(segment));
  };
  collect();
  for (auto at = connection_.next_timeout(); at && *at <= end; at = connection_.next_timeout()) {
    now_ = std::max(now_, *at);
    connection_.handle_timeout(now_);
    collect();
  }
  now_ = end;
  return seen;
}

std::vector<wire::Segment> HandPeer::sent() {
  std::vector<wire::Segment> segments;
  ect_.clear();
  while (auto segment = connection_.poll_transmit(now_)) {
    if (segment->timestamps) latest_value_ = segment->timestamps->value;
    segments.push_back(std::move(*segment));
    ect_.push_back(connection_.ip_marks().ecn == ect_0);
  }
  return segments;
}

std::optional<transport::CloseReport> HandPeer::close_report() {
  while (auto next = connection_.poll_event()) {
    if (const auto* closed = std::get_if<transport::Closed>(&*next)) return closed->report;
  }
  return std::nullopt;
}

void HandPeer::write(std::size_t bytes) {
  const Bytes content(bytes, 'x');
  const std::size_t taken = connection_.write(now_, content);
  assert(taken == bytes);
  static_cast<void>(taken);
}

std::size_t HandPeer::read(std::size_t most) {
  Bytes into(most);
  return connection_.read(now_, into);
}

void HandPeer::ack(std::uint64_t offset,
                   std::initializer_list<std::pair<std::uint64_t, std::uint64_t>> sacked) {
  peer_acks_ = offset;
  wire::Segment pure = segment(peer_next_);
  for (const auto& [left, right] : sacked) {
    pure.receiver.sack.push_back({Seq32::wrap(left, own_initial), Seq32::wrap(right, own_initial)});
  }
  give(pure);
}

void HandPeer::ack_with_window(std::uint64_t offset, std::uint16_t window) {
  options_.window = window;
  ack(offset);
}

void HandPeer::data(std::uint64_t offset, std::size_t bytes) {
  wire::Segment with_data = segment(offset);
  for (std::size_t index = 0; index < bytes; ++index) {
    with_data.sender.payload.push_back(stream_byte(0, offset - 1 + index));
  }
  peer_next_ = std::max(peer_next_, offset + bytes);
  give(with_data);
}

void HandPeer::fin(std::uint64_t offset) {
  wire::Segment last = segment(offset);
  last.sender.fin = true;
  peer_next_ = std::max(peer_next_, offset + 1);
  give(last);
}

void HandPeer::rst(std::uint64_t offset) {
  wire::Segment reset = segment(offset);
  reset.rst = true;
  give(reset);
}

wire::Segment HandPeer::segment(std::uint64_t offset) const {
  wire::Segment made;
  made.source_port = 80;
  made.destination_port = 40'000;
  made.sender.sequence = Seq32::wrap(offset, peer_initial);
  made.receiver.acknowledgment = Seq32::wrap(peer_acks_, own_initial);
  made.receiver.window = options_.window;
  if (options_.timestamps) {
    const auto millis = std::chrono::floor<std::chrono::milliseconds>(now_.time_since_epoch());
    made.timestamps = wire::Timestamps{static_cast<std::uint32_t>(millis.count()), latest_value_};
  }
  return made;
}

void HandPeer::give(const wire::Segment& segment, bool marked) {
  connection_.handle_segment(now_, segment, marked);
}

std::uint64_t HandPeer::offset_of(const wire::Segment& segment) {
  return segment.sender.sequence.unwrap(own_initial, 1'000'000);
}

std::uint64_t HandPeer::acked_by(const wire::Segment& segment) {
  return segment.receiver.acknowledgment->unwrap(peer_initial, 1'000'000);
}

}  // namespace acklab::support

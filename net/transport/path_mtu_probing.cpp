// How large segments are: path MTU discovery at work (RFC 8899).

#include <algorithm>
#include <utility>

#include "net/transport/connection_parts.hpp"

namespace acklab::transport {

void Connection::Parts::start_path_mtu() {
  if (!config.path_mtu_discovery || config.arq.kind != Arq::tcp) return;
  const std::uint32_t most = agreement.segment_bytes;
  const auto payload_of = [&](std::uint16_t segment_bytes, std::uint32_t limit) {
    const std::uint32_t whole = std::max(segment_bytes, smallest_max_segment_bytes);
    return std::min(limit, whole - agreement.option_bytes);
  };
  const std::uint32_t start = payload_of(config.believed_segment_bytes, most);
  const std::uint32_t base = payload_of(config.base_segment_bytes, start);
  // Segments that are small anyway vanish for other reasons than their size.
  const std::uint32_t floor = start > base ? payload_of(default_max_segment_bytes, base) : base;
  path_mtu.emplace(PathMtu::Limits{floor, base, start, most});
  agreement.segment_bytes = start;
}

/// RFC 8899 §4.1: a probe holds new data, which is sent again in smaller segments if it is lost.
/// What follows it tells at once whether it was, and never needs a timeout. The window must have
/// room for a full segment, as for any other: to wait for more would starve the connection.
std::optional<wire::Segment> Connection::Parts::next_path_mtu_probe(Instant now) {
  constexpr std::uint64_t followers = 4;
  if (!path_mtu || !agreement.sack) return std::nullopt;
  // What is left of the window in recovery is for repairs, unless a model of the path decides.
  if (recovery.active() && !controller->follows_model()) return std::nullopt;
  const auto bytes = path_mtu->due(now);
  if (!bytes) return std::nullopt;
  const std::uint64_t together = *bytes + followers * agreement.segment_bytes;
  const bool enough = send.unsent_bytes() >= together &&
                      peer_window.edge() >= send.next() + together &&
                      controller->window_bytes() >= together;
  if (!enough || !may_send(now, agreement.segment_bytes)) return std::nullopt;
  ++statistics.path_mtu_probes_sent;
  path_mtu->on_probe_sent(*bytes);
  leaves_as(Sending::path_mtu_probe);
  wire::Segment probe = send_new(now, *bytes, false);
  scoreboard.mark_probe();
  return probe;
}

void Connection::Parts::note_sizes_delivered(Instant now, const Delivery& delivery) {
  if (!path_mtu) return;
  path_mtu->on_delivered(now, static_cast<std::uint32_t>(delivery.largest_segment_bytes));
  use_path_mtu();
}

/// The retransmission timer expired, the second time for the same data when `repeated`.
void Connection::Parts::suspect_black_hole(bool repeated) {
  if (!path_mtu) return;
  if (!repeated) return path_mtu->on_first_timeout();
  const auto bytes = static_cast<std::uint32_t>(scoreboard.front().range.size());
  if (!path_mtu->on_repeated_timeout(bytes)) return;
  ++statistics.path_mtu_black_holes;
  use_path_mtu();
}

/// RFC 8899 §4.6.1: only what quotes something outstanding is believed (RFC 5927 §4.1).
void Connection::Parts::note_packet_too_big(Instant now, Seq32 quoted,
                                            std::optional<std::uint16_t> max_segment_bytes) {
  if (!path_mtu || machine.state() == State::closed) return;
  const std::uint64_t sequence = quoted.unwrap(local_initial, send.una());
  if (sequence < send.una() || sequence >= send.next()) {
    ++statistics.ignored_network_errors;
    return;
  }
  // A router that does not say what it takes (RFC 1191 §5) is tried with the base.
  const std::uint16_t whole = max_segment_bytes.value_or(config.base_segment_bytes);
  const std::uint32_t payload = whole > agreement.option_bytes ? whole - agreement.option_bytes : 0;
  if (!path_mtu->on_too_big(now, payload)) return;
  use_path_mtu();
  lose_what_is_too_large();
}

void Connection::Parts::use_path_mtu() {
  const std::uint32_t bytes = path_mtu->segment_bytes();
  if (bytes == agreement.segment_bytes) return;
  if (bytes < agreement.segment_bytes) segments_too_large = true;
  agreement.segment_bytes = bytes;
  if (controller) controller->on_segment_bytes(bytes);
}

/// What did not pass need not wait for a timeout.
void Connection::Parts::lose_what_is_too_large() {
  for (std::uint64_t number = scoreboard.first_number(); number < scoreboard.end_number();
       ++number) {
    const SentSegment& segment = scoreboard.at(number);
    if (segment.range.size() - (segment.fin ? 1 : 0) <= agreement.segment_bytes) continue;
    scoreboard.mark_lost(number, RetransmissionCause::fast_retransmit);
  }
  retransmit_now = true;
}

/// Before anything is sent again: cuts what has become too large, a lost probe too.
void Connection::Parts::fit_to_path(Instant now) {
  if (!path_mtu || !(segments_too_large || scoreboard.holds_lost_probe())) return;
  segments_too_large = false;
  if (scoreboard.limit_segments(agreement.segment_bytes)) {
    ++statistics.path_mtu_probes_lost;
    path_mtu->on_probe_lost(now);
  }
}

}  // namespace acklab::transport

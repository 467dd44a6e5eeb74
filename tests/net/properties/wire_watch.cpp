#include "tests/net/properties/wire_watch.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "net/transport/handshake.hpp"
#include "tests/net/properties/property_runner.hpp"

namespace acklab::properties {

using support::Side;

WireWatch::WireWatch(const transport::ConnectionConfig& client,
                     const transport::ConnectionConfig& server, std::uint64_t client_stream,
                     std::uint64_t server_stream) {
  directions_[0].config = client;
  directions_[0].stream = client_stream;
  directions_[1].config = server;
  directions_[1].stream = server_stream;
}

void WireWatch::on_sent(Side from, const wire::Segment& segment) {
  Direction& own = direction(from);
  Direction& peer = direction(from == Side::client ? Side::server : Side::client);
  ++(segment.rst ? own.resets : own.sent);
  if (segment.rst) return;
  if (segment.sender.syn) {
    own.initial = segment.sender.sequence;
    own.scale = segment.syn_options.window_scale;
    own.mss = segment.syn_options.max_segment_size;
    own.stamps = segment.timestamps.has_value();
  }
  if (segment.receiver.acknowledgment) check_acknowledgement(segment, own, peer);
  check_data(segment, own, peer);
}

void WireWatch::check_data(const wire::Segment& segment, Direction& own, const Direction& peer) {
  const auto& message = segment.sender;
  const std::uint64_t begin = message.sequence.unwrap(own.initial, own.furthest);
  const std::uint64_t end = begin + message.sequence_length();
  const std::size_t size = message.payload.size();
  if (!message.syn && end > begin) {
    must(end <= own.allowed || (size <= 1 && end <= own.allowed + 1),
         [&] { return fmt::format("sent up to {}, but only {} was allowed", end, own.allowed); });
    const std::size_t mss = std::max<std::size_t>(peer.mss.value_or(536), 64);
    const std::size_t options = own.stamps && peer.stamps ? 12 : 0;
    must(size + options <= mss,
         [&] { return fmt::format("{} bytes in a segment of at most {}", size, mss - options); });
  }
  must(end > begin || begin <= own.allowed,
       [&] { return fmt::format("an ACK at {}, outside the window to {}", begin, own.allowed); });
  for (std::size_t index = 0; index < size; index += std::max<std::size_t>(size - 1, 1)) {
    must(message.payload[index] == support::stream_byte(own.stream, begin - 1 + index),
         [&] { return fmt::format("byte {} was sent wrong", begin + index); });
  }
  must(begin <= own.furthest,
       [&] { return fmt::format("{} follows on {}: a hole was sent", begin, own.furthest); });
  if (!message.syn) {
    own.resent_bytes += std::min(own.furthest, begin + size) - std::min(own.furthest, begin);
  }
  own.furthest = std::max(own.furthest, end);
}

void WireWatch::check_acknowledgement(const wire::Segment& segment, Direction& own,
                                      Direction& peer) {
  const std::uint64_t ack = segment.receiver.acknowledgment->unwrap(peer.initial, peer.furthest);
  must(ack >= own.acknowledged,
       [&] { return fmt::format("acknowledged {} after {}", ack, own.acknowledged); });
  must(own.arrived.covers({0, ack}),
       [&] { return fmt::format("acknowledged {}, which has not arrived", ack); });
  own.acknowledged = ack;
  check_sack(segment, own, peer, ack);
  check_window(segment, own, peer, ack);
}

void WireWatch::check_sack(const wire::Segment& segment, const Direction& own,
                           const Direction& peer, std::uint64_t ack) {
  bool first = true;
  for (const wire::SackBlock& block : segment.receiver.sack) {
    const std::uint64_t left = block.left.unwrap(peer.initial, ack);
    const std::uint64_t right = block.right.unwrap(peer.initial, ack);
    must(left < right && (first || left > ack) && own.arrived.covers({left, right}),
         [&] { return fmt::format("reported {}:{} beside ack {}", left, right, ack); });
    first = false;
  }
}

void WireWatch::check_window(const wire::Segment& segment, const Direction& own, Direction& peer,
                             std::uint64_t ack) {
  const bool scaled = !segment.sender.syn && own.scale && peer.scale;
  const std::uint32_t shift = scaled ? *own.scale : 0;
  const std::uint64_t unit = std::uint64_t{1} << shift;
  const std::uint64_t edge = ack + (std::uint64_t{segment.receiver.window} << shift);
  // A SYN that is sent again cannot say as much as a scaled window before it.
  must(segment.sender.syn || edge + unit > peer.allowed,
       [&] { return fmt::format("the window shrank from {} to {}", peer.allowed, edge); });
  const std::uint64_t room = own.read + 1 + own.config.receive_buffer_bytes;
  const std::uint64_t taken = std::max(room, ack);  // SYN and FIN occupy no memory
  must(edge <= taken + unit,
       [&] { return fmt::format("promised up to {}, but the buffer ends at {}", edge, taken); });
  peer.allowed = std::max(peer.allowed, edge);
}

void WireWatch::on_delivered(Side to, const wire::Segment& segment, bool corrupted) {
  Direction& own = direction(to);
  const Direction& peer = direction(to == Side::client ? Side::server : Side::client);
  ++own.delivered;
  if (corrupted) ++own.corrupted;
  if (corrupted || segment.rst) return;
  const std::uint64_t begin = segment.sender.sequence.unwrap(peer.initial, peer.furthest);
  own.arrived.insert({begin, begin + segment.sender.sequence_length()});
}

}  // namespace acklab::properties

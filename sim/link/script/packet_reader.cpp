#include "sim/link/script/packet_reader.hpp"

#include <utility>

namespace acklab::link {
namespace {

std::size_t place_of(Direction direction) {
  return static_cast<std::size_t>(direction);
}

}  // namespace

PacketReading PacketReader::read(Direction direction, const Packet& packet) {
  const TransportFields fields = read_transport_fields(packet, contents_of(packet.flow));
  PacketReading reading;
  reading.protocol = fields.protocol;
  if (fields.protocol != Protocol::tcp && fields.protocol != Protocol::udp) return reading;

  Connection& connection = connection_of(direction, packet.flow, fields);
  reading.payload_bytes = fields.payload_bytes;
  if (fields.protocol == Protocol::tcp) {
    read_segment(connection, direction, fields, reading);
  } else if (fields.payload_bytes > 0) {
    const std::uint64_t number = ++connection.datagrams[place_of(direction)];
    reading.data_segments = NumberRange{number, number};
  }
  reading.connection = connection.number;
  return reading;
}

PacketReader::Connection& PacketReader::connection_of(Direction direction, std::uint32_t flow,
                                                      const TransportFields& fields) {
  Key key{flow, fields.protocol, fields.ports.source, fields.ports.destination};
  if (direction == Direction::reverse) std::swap(key.client_port, key.server_port);
  if (!recent_.empty() && recent_.front().key == key) return recent_.front();
  const auto found = connections_.find(key);
  if (found != connections_.end()) {
    recent_.splice(recent_.begin(), recent_, found->second);
    return recent_.front();
  }
  if (recent_.size() == most_connections) {
    connections_.erase(recent_.back().key);
    recent_.pop_back();
  }
  recent_.emplace_front(key, ++seen_, contents_of(flow));
  connections_.emplace(key, recent_.begin());
  return recent_.front();
}

void PacketReader::begin_again(Connection& connection) {
  const Key key = connection.key;
  connection = Connection{key, ++seen_, contents_of(key.flow)};
}

void PacketReader::read_acknowledgment(SentStream& opposite, const TransportFields& fields,
                                       PacketReading& reading) {
  reading.acknowledgment = opposite.acknowledged(fields.acknowledgment);
  if (!reading.acknowledgment) return;
  opposite.acknowledged_below(*reading.acknowledgment);
  for (const wire::SackBlock block : fields.options.sack) {
    const ByteRange range{*opposite.acknowledged(block.left), *opposite.acknowledged(block.right)};
    if (!range.empty()) reading.sack.push_back(range);
  }
}

void PacketReader::read_window(Connection& connection, std::size_t own,
                               const TransportFields& fields, PacketReading& reading) {
  if (fields.flags.has(TcpFlags::rst)) return;
  if (fields.flags.has(TcpFlags::syn)) {
    connection.offers[own] = SynOffer{fields.options.window_scale};
    reading.window = fields.window;
    return;
  }
  const auto& offer = connection.offers[own];
  const auto& other = connection.offers[1 - own];
  if (!offer || !other) return;
  const bool scales = offer->window_scale && other->window_scale;
  reading.window = std::uint64_t{fields.window} << (scales ? *offer->window_scale : 0U);
}

void PacketReader::read_segment(Connection& connection, Direction direction,
                                const TransportFields& fields, PacketReading& reading) {
  constexpr std::uint8_t sets_up_or_ends = TcpFlags::syn | TcpFlags::fin | TcpFlags::rst;
  const std::size_t own = place_of(direction);
  if (fields.flags.has(TcpFlags::syn) && connection.streams[own].is_another(fields.sequence)) {
    // The same ports once more. An answer begins anew in its own direction alone: the other has
    // begun anew before.
    if (fields.flags.has(TcpFlags::ack)) {
      connection.streams[own] = SentStream{contents_of(connection.key.flow)};
    } else {
      begin_again(connection);
    }
  }
  reading.flags = fields.flags;
  if (fields.flags.has(TcpFlags::ack)) {
    read_acknowledgment(connection.streams[1 - own], fields, reading);
  }
  read_window(connection, own, fields, reading);
  connection.streams[own].note(fields, reading);
  if (fields.payload_bytes == 0 && fields.flags.has(TcpFlags::ack) &&
      !fields.flags.has_any(sets_up_or_ends)) {
    connection.streams[own].note_ack_only(reading);
  }
}

}  // namespace acklab::link

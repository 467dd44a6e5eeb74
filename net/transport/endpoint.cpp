#include "net/transport/endpoint.hpp"

#include <algorithm>
#include <cassert>
#include <deque>
#include <set>
#include <utility>
#include <variant>
#include <vector>

#include "net/transport/connection_table.hpp"
#include "net/transport/handshake.hpp"
#include "net/transport/initial_sequence.hpp"
#include "net/transport/listener.hpp"
#include "net/wire/segment_codec.hpp"

namespace acklab::transport {
namespace {

constexpr std::uint16_t first_ephemeral_port = 49'152;  // RFC 6335 §6
constexpr std::uint16_t last_ephemeral_port = 65'535;
constexpr std::size_t most_waiting_resets = 64;

std::uint16_t port_at(ByteView payload, std::size_t offset) {
  return static_cast<std::uint16_t>(payload[offset] << 8U | payload[offset + 1]);
}

/// RFC 9293 §3.10.7.1: what a segment that belongs to no connection gets.
wire::Segment reset_for(const wire::Segment& segment) {
  wire::Segment reset;
  reset.source_port = segment.destination_port;
  reset.destination_port = segment.source_port;
  reset.rst = true;
  if (segment.receiver.acknowledgment) {
    reset.sender.sequence = *segment.receiver.acknowledgment;
  } else {
    reset.receiver.acknowledgment = segment.sender.sequence + segment.sender.sequence_length();
  }
  return reset;
}

}  // namespace

struct Endpoint::Parts {
  explicit Parts(const EndpointConfig& configuration)
      : config(configuration), listener(configuration) {}

  [[nodiscard]] Seq32 sequence_for(Instant now, const ConnectionKey& key);
  [[gnu::cold]] void handle_syn(Instant now, const ConnectionKey& key, const wire::Segment& syn);
  [[gnu::cold]] void handle_other(Instant now, const ConnectionKey& key,
                                  const wire::Segment& segment, bool marked);
  [[nodiscard]] bool room() const { return table.size() < config.max_connections; }
  [[nodiscard]] OutgoingDatagram datagram(const SocketAddress& to, const wire::Segment& segment,
                                          const IpMarks& marks = {});
  [[nodiscard, gnu::cold]] std::optional<OutgoingDatagram> next_answer(Instant now);
  [[gnu::cold]] void answer_stray(const SocketAddress& from, const wire::Segment& segment);
  [[gnu::cold]] void charge_corrupted(ConnectionTable::Entry* named, const SocketAddress& from,
                                      ByteView payload, wire::SegmentError error);
  [[nodiscard]] ConnectionTable::Entry* named_by(const SocketAddress& from, ByteView payload);
  [[nodiscard]] wire::ChecksumPolicy checksum_policy(const ConnectionTable::Entry* named) const;
  [[nodiscard]] std::optional<std::uint16_t> segment_that_fits(const NetworkReport& report) const;
  [[nodiscard]] std::uint16_t free_local_port(const SocketAddress& to, std::uint16_t remote_port);
  ConnectionId add(const ConnectionKey& key, Connection connection, bool accepted);

  EndpointConfig config;
  ConnectionTable table;
  Listener listener;
  ConnectionObserver observer;
  std::deque<OutgoingDatagram> resets;
  std::uint64_t strays = 0;
  std::uint16_t next_port = first_ephemeral_port;
  wire::Segment arriving;           // what arrived last
  std::vector<Bytes> spare_octets;  // of datagrams that have been sent
};

Endpoint::Endpoint(const EndpointConfig& config) : parts_(std::make_unique<Parts>(config)) {}
Endpoint::~Endpoint() = default;

void Endpoint::listen(std::uint16_t local_port) {
  parts_->listener.listen(local_port);
}

ConnectionId Endpoint::connect(Instant now, const SocketAddress& to, std::uint16_t remote_port,
                               const ConnectionConfig& config,
                               std::optional<std::uint16_t> local_port) {
  const ConnectionKey key{to, remote_port,
                          local_port ? *local_port : parts_->free_local_port(to, remote_port)};
  const PortPair ports{key.local_port, remote_port};
  const ConnectionTable::Entry* const known = parts_->table.find(key);
  const bool in_use = known != nullptr && !known->connection.is_closed();
  if (in_use || !is_unicast(to.ip) || !parts_->config.carriage.reaches(to)) {
    // Under port 0, where no segment finds it.
    return parts_->add({to, remote_port, 0}, Connection::not_opened(now, ports, config), false);
  }
  ConnectionConfig fitted = config;
  const bool v6 = to.ip.family() == IpAddress::Family::v6;
  if (v6 && !fitted.assumed_segment_bytes) {
    fitted.assumed_segment_bytes = default_max_segment_bytes_over_v6;
  }
  fitted.timestamp_offset = timestamp_offset(to, ports, parts_->config.secret);
  return parts_->add(key, Connection::connect(now, ports, fitted, parts_->sequence_for(now, key)),
                     false);
}

Connection* Endpoint::find(ConnectionId id) {
  ConnectionTable::Entry* const entry = parts_->table.find(id);
  return entry ? &entry->connection : nullptr;
}

std::optional<SocketAddress> Endpoint::peer_address(ConnectionId id) const {
  const ConnectionTable::Entry* const entry = parts_->table.find(id);
  return entry ? std::optional{entry->key.peer} : std::nullopt;
}

void Endpoint::forget(ConnectionId id) {
  ConnectionTable::Entry* const entry = parts_->table.find(id);
  if (entry && entry->connection.is_closed()) {
    // All that a closed connection may still have to send is its reset, whatever the instant.
    while (const auto reset = entry->connection.poll_transmit(timeline_origin)) {
      parts_->resets.push_back(
          parts_->datagram(entry->key.peer, *reset, entry->connection.ip_marks()));
    }
  }
  parts_->table.remove(id);
}

void Endpoint::observe(ConnectionObserver observer) {
  parts_->observer = std::move(observer);
  parts_->table.for_each([this](ConnectionId id, Connection& connection) {
    Parts* const parts = parts_.get();
    connection.observe([parts, id](Instant now, const Observation& what) {
      if (parts->observer) parts->observer(now, id, what);
    });
  });
}

std::size_t Endpoint::connection_count() const {
  return parts_->table.size();
}

HandshakeStatistics Endpoint::handshake_statistics() const {
  return parts_->listener.statistics();
}

std::uint64_t Endpoint::stray_datagrams() const {
  return parts_->strays;
}

void Endpoint::handle_marked_datagram(Instant now, const SocketAddress& from, ByteView payload,
                                      std::uint8_t ecn) {
  ConnectionTable::Entry* const named = parts_->named_by(from, payload);
  wire::Segment& segment = parts_->arriving;
  if (const auto error = wire::decode(payload, parts_->config.carriage.pseudo_header(from),
                                      parts_->checksum_policy(named), segment)) {
    parts_->charge_corrupted(named, from, payload, *error);
    return;
  }
  if (!is_unicast(from.ip)) {  // RFC 9293 MUST-57 and MUST-63
    ++parts_->strays;
    return;
  }
  const ConnectionKey key{from, segment.source_port, segment.destination_port};
  Connection* const connection = named != nullptr ? &named->connection : nullptr;
  const bool opens = segment.sender.syn && !segment.receiver.acknowledgment && !segment.rst;
  const bool listens = opens && parts_->listener.listens_on(segment.destination_port);
  if (connection && connection->state() == State::time_wait && listens &&
      !connection->give_way_to(now, segment)) {
    return;  // an old duplicate: in silence, since an answer would be answered with a reset
  }
  if (connection && !connection->is_closed()) {
    connection->handle_segment(now, segment, ecn == congestion_experienced);
    parts_->table.touch(*named);
  } else if (listens) {
    if (parts_->observer) {
      parts_->observer(now, ConnectionId{},
                       SegmentReceived{segment, 0, ecn == congestion_experienced});
    }
    parts_->handle_syn(now, key, segment);
  } else {
    parts_->handle_other(now, key, segment, ecn == congestion_experienced);
  }
}

void Endpoint::note_network_report(Instant now, const NetworkReport& report) {
  ConnectionTable::Entry* const entry =
      parts_->table.find({report.peer, report.ports.remote, report.ports.local});
  if (entry == nullptr) return;
  if (report.trouble == NetworkTrouble::packet_too_big) {
    entry->connection.note_packet_too_big(now, report.sequence, parts_->segment_that_fits(report));
  } else {
    entry->connection.note_network_error(now, report.said, report.sequence);
  }
  parts_->table.touch(*entry);
}

std::optional<Instant> Endpoint::next_timeout() const {
  const auto of_connections = parts_->table.next_timeout();
  const auto of_handshakes = parts_->listener.next_timeout();
  if (!of_connections || !of_handshakes) return of_connections ? of_connections : of_handshakes;
  return std::min(*of_connections, *of_handshakes);
}

void Endpoint::handle_timeout(Instant now) {
  parts_->listener.handle_timeout(now);
  // Each once: a connection whose next timeout is already due again waits for the next call.
  std::set<ConnectionId> handled;
  while (ConnectionTable::Entry* const entry = parts_->table.next_expired(now)) {
    if (!handled.insert(entry->id).second) break;
    entry->connection.handle_timeout(now);
    parts_->table.touch(*entry);
  }
}

std::optional<OutgoingDatagram> Endpoint::poll_transmit(Instant now) {
  if (!parts_->resets.empty()) {
    OutgoingDatagram reset = std::move(parts_->resets.front());
    parts_->resets.pop_front();
    return reset;
  }
  if (parts_->listener.may_answer()) {
    if (auto answer = parts_->next_answer(now)) return answer;
  }
  while (ConnectionTable::Entry* const entry = parts_->table.next_sender()) {
    if (auto segment = entry->connection.poll_transmit(now)) {
      std::optional<OutgoingDatagram> datagram =
          parts_->datagram(entry->key.peer, *segment, entry->connection.ip_marks());
      entry->connection.take_back(*std::move(segment));
      return datagram;
    }
    parts_->table.done_sending(*entry);
  }
  return std::nullopt;
}

void Endpoint::take_back(Bytes&& payload) {
  constexpr std::size_t most_spare = 64;
  if (parts_->spare_octets.size() < most_spare) parts_->spare_octets.push_back(std::move(payload));
}

std::optional<EndpointEvent> Endpoint::poll_event() {
  while (ConnectionTable::Entry* const entry = parts_->table.next_teller()) {
    if (const auto event = entry->connection.poll_event()) {
      return EndpointEvent{entry->id, std::exchange(entry->accepted, false), *event};
    }
    parts_->table.done_telling(*entry);
  }
  return std::nullopt;
}

/// Behind all numbers of the last connection between the same ports, where that is remembered.
Seq32 Endpoint::Parts::sequence_for(Instant now, const ConnectionKey& key) {
  const PortPair ports{key.local_port, key.remote_port};
  const Seq32 sequence = initial_sequence(now, key.peer, ports, config.secret);
  const ConnectionTable::Entry* const before = table.find(key);
  return before != nullptr ? before->connection.successor_sequence(sequence) : sequence;
}

void Endpoint::Parts::handle_syn(Instant now, const ConnectionKey& key, const wire::Segment& syn) {
  if (!room()) return listener.note_ignored_syn();
  const bool v6 = key.peer.ip.family() == IpAddress::Family::v6;
  wire::Segment offer = syn;
  if (v6 && !offer.syn_options.max_segment_size) {
    offer.syn_options.max_segment_size = default_max_segment_bytes_over_v6;
  }
  listener.handle_syn(now, key, offer, sequence_for(now, key));
}

void Endpoint::Parts::handle_other(Instant now, const ConnectionKey& key,
                                   const wire::Segment& segment, bool marked) {
  Listener::Outcome outcome = listener.handle_segment(now, key, segment, room());
  if (std::holds_alternative<Listener::NotMine>(outcome)) {
    answer_stray(key.peer, segment);
  } else if (Connection* const completed = std::get_if<Connection>(&outcome)) {
    const ConnectionId id = add(key, std::move(*completed), true);
    ConnectionTable::Entry& entry = *table.find(id);
    entry.connection.handle_segment(now, segment, marked);
    table.touch(entry);
  }
}

OutgoingDatagram Endpoint::Parts::datagram(const SocketAddress& to, const wire::Segment& segment,
                                           const IpMarks& marks) {
  OutgoingDatagram datagram{to, {}, marks};
  if (!spare_octets.empty()) {
    datagram.payload = std::move(spare_octets.back());
    spare_octets.pop_back();
  }
  wire::encode(segment, config.carriage.pseudo_header(to), datagram.payload);
  return datagram;
}

/// To who opens a connection, or pretends to.
std::optional<OutgoingDatagram> Endpoint::Parts::next_answer(Instant now) {
  const auto answer = listener.poll_transmit(now);
  if (!answer) return std::nullopt;
  if (observer) {
    observer(now, ConnectionId{}, SegmentSent{answer->segment, 0, Sending::first, std::nullopt, 1});
  }
  return datagram(answer->key.peer, answer->segment,
                  {config.accepted.dscp, config.accepted.hop_limit});
}

void Endpoint::Parts::answer_stray(const SocketAddress& from, const wire::Segment& segment) {
  ++strays;
  if (segment.rst || resets.size() >= most_waiting_resets) return;
  resets.push_back(datagram(from, reset_for(segment)));
}

void Endpoint::Parts::charge_corrupted(ConnectionTable::Entry* named, const SocketAddress& from,
                                       ByteView payload, wire::SegmentError error) {
  if (named != nullptr) {
    named->connection.note_corrupted_segment(error == wire::SegmentError::bad_crc32c);
    return;
  }
  const bool has_ports = payload.size() >= 4;
  const ConnectionKey key{from, has_ports ? port_at(payload, 0) : std::uint16_t{0},
                          has_ports ? port_at(payload, 2) : std::uint16_t{0}};
  if (!has_ports || !listener.note_corrupted_segment(key)) {
    ++strays;
  }
}

/// The connection whose ports stand in octets that may yet prove damaged.
ConnectionTable::Entry* Endpoint::Parts::named_by(const SocketAddress& from, ByteView payload) {
  if (payload.size() < 4) return nullptr;
  return table.find(ConnectionKey{from, port_at(payload, 0), port_at(payload, 2)});
}

wire::ChecksumPolicy Endpoint::Parts::checksum_policy(const ConnectionTable::Entry* named) const {
  const bool verify = named != nullptr ? named->connection.verifies_checksums()
                                       : config.accepted.mechanisms.checksum != Checksum::off;
  return verify ? wire::ChecksumPolicy::verify : wire::ChecksumPolicy::ignore;
}

std::uint16_t Endpoint::Parts::free_local_port(const SocketAddress& to, std::uint16_t remote_port) {
  constexpr std::uint32_t ports = last_ephemeral_port - first_ephemeral_port + 1;
  for (std::uint32_t attempt = 0; attempt < ports; ++attempt) {
    const std::uint16_t port = next_port;
    next_port =
        port == last_ephemeral_port ? first_ephemeral_port : static_cast<std::uint16_t>(port + 1);
    if (table.find(ConnectionKey{to, remote_port, port}) == nullptr) return port;
  }
  assert(false && "more connections to one peer than there are ports");
  return first_ephemeral_port;
}

/// Nothing when the router does not say what it takes, or what cannot be true.
std::optional<std::uint16_t> Endpoint::Parts::segment_that_fits(const NetworkReport& report) const {
  const IpAddress::Family family = report.peer.ip.family();
  constexpr std::uint16_t least_mtu_over_v4 = 68;    // RFC 791
  constexpr std::uint16_t least_mtu_over_v6 = 1280;  // RFC 8200 §5
  const std::uint16_t least =
      family == IpAddress::Family::v4 ? least_mtu_over_v4 : least_mtu_over_v6;
  if (!report.next_hop_mtu || *report.next_hop_mtu < least) return std::nullopt;
  return config.carriage.max_segment_bytes(*report.next_hop_mtu, family);
}

ConnectionId Endpoint::Parts::add(const ConnectionKey& key, Connection connection, bool accepted) {
  const ConnectionId id = table.add(key, std::move(connection), accepted);
  // The table outlives its connections, and an entry stays where it is.
  ConnectionTable::Entry& entry = *table.find(id);
  entry.connection.set_wakeup([this, &entry] { table.touch(entry); });
  if (observer) {
    entry.connection.observe(
        [this, id](Instant now, const Observation& what) { observer(now, id, what); });
  }
  table.touch(entry);
  return id;
}

}  // namespace acklab::transport

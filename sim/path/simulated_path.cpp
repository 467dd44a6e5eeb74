#include "sim/path/simulated_path.hpp"

#include <algorithm>
#include <cassert>
#include <stdexcept>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "sim/path/ip_packet.hpp"

namespace acklab::path {
namespace {

std::string wish(std::optional<Instant> wanted) {
  if (!wanted) return "nothing";
  return fmt::format("to run at {} ns", wanted->time_since_epoch().count());
}

void take_earlier(std::optional<Instant>& earliest, std::optional<Instant> candidate) {
  if (candidate && (!earliest || *candidate < *earliest)) earliest = candidate;
}

/// What the length fields of IP leave for a datagram of UDP (RFC 768, RFC 791 §3.1, RFC 8200 §3).
std::size_t largest_udp_payload(IpVersion version) {
  constexpr std::size_t largest_length = 65'535;
  return version == IpVersion::v4 ? largest_length - link::ipv4_udp_header_bytes
                                  : largest_length - link::udp_header_bytes;
}

/// Each flow has ports of its own; IP knows none.
HostAddresses addresses_for(IpVersion version, Framing framing, std::size_t flow) {
  HostAddresses addresses = host_addresses(version);
  addresses.client.port = static_cast<std::uint16_t>(addresses.client.port + flow);
  addresses.server.port = static_cast<std::uint16_t>(addresses.server.port + flow);
  if (framing == Framing::ip_packet) addresses.client.port = addresses.server.port = 0;
  return addresses;
}

}  // namespace

SimulatedPath::SimulatedPath(link::Link& link, IpVersion version)
    : link_(link),
      version_(version),
      header_bytes_(version == IpVersion::v4 ? link::ipv4_udp_header_bytes
                                             : link::ipv6_udp_header_bytes) {}

SimulatedPath::SimulatedPath(link::Link& link, DatagramActor& client, DatagramActor& server,
                             IpVersion version, Framing framing)
    : SimulatedPath(link, version) {
  add(client, server, framing);
}

void SimulatedPath::add(DatagramActor& client, DatagramActor& server, Framing framing) {
  const HostAddresses addresses = addresses_for(version_, framing, pairs_.size());
  const auto host = [this](DatagramActor& actor, const SocketAddress& own,
                           const SocketAddress& peer, link::Direction sends) {
    return Host{.actor = actor,
                .peer = peer,
                .sends = sends,
                .reception = UdpReception{version_},
                .envelope = udp_envelope(own, peer)};
  };
  pairs_.push_back(
      {.client = host(client, addresses.client, addresses.server, link::Direction::forward),
       .server = host(server, addresses.server, addresses.client, link::Direction::reverse),
       .framing = framing,
       .flow = static_cast<std::uint32_t>(pairs_.size())});
}

Instant SimulatedPath::run(Instant deadline, const std::function<bool(Instant)>& done) {
  if (deadline < now_) return now_;
  for (Pair& pair : pairs_) {
    note_call(pair.client);
    note_call(pair.server);
  }
  step();
  while (!done(now_)) {
    const auto wanted = next_wanted();
    if (!wanted) break;
    if (*wanted > deadline) {
      advance_to(deadline);
      break;
    }
    advance_to(*wanted);
    step();
  }
  return now_;
}

std::optional<Instant> SimulatedPath::wanted_by(Host& host) {
  if (host.called) {
    host.wanted = host.actor.next_timeout();
    host.called = false;
  }
  return host.wanted;
}

std::optional<Instant> SimulatedPath::next_wanted() {
  std::optional<Instant> earliest = link_.next_timeout();
  for (Pair& pair : pairs_) {
    take_earlier(earliest, wanted_by(pair.client));
    take_earlier(earliest, wanted_by(pair.server));
  }
  return earliest;
}

void SimulatedPath::advance_to(Instant instant) {
  if (instant <= now_) return;
  now_ = instant;
  work_at_now_ = 0;
}

void SimulatedPath::step() {
  deliver_due();
  for (Pair& pair : pairs_) {
    run_timeout(pair.client);
    run_timeout(pair.server);
  }
  for (Pair& pair : pairs_) {
    transmit(pair, pair.client);
    transmit(pair, pair.server);
  }
}

void SimulatedPath::deliver_due() {
  while (auto release = link_.poll_release(now_)) {
    count_work();
    Pair& pair = pairs_[release->packet.flow];
    const bool forth = release->direction == link::Direction::forward;
    Host& receiver = forth ? pair.server : pair.client;
    hand_over(pair, receiver, release->packet);
    // Answered one by one: an acknowledgement of all that came at this instant would stand for too
    // much, and of segments out of order each must be told.
    transmit(pair, receiver);
    (forth ? pair.client : pair.server).actor.take_back(std::move(release->packet.octets));
  }
}

void SimulatedPath::hand_over(const Pair& pair, Host& receiver, const link::Packet& packet) {
  SocketAddress from = receiver.peer;
  ByteView octets = packet.octets;
  if (pair.framing == Framing::udp_datagram) {
    const auto datagram = receiver.reception.receive(packet);
    if (!datagram) return;
    octets = datagram->payload;
    if (datagram->source_port) from.port = *datagram->source_port;
  }
  note_call(receiver);
  receiver.actor.handle_marked_datagram(now_, from, octets, static_cast<std::uint8_t>(packet.ecn));
}

void SimulatedPath::run_timeout(Host& host) {
  const auto wanted = wanted_by(host);
  if (!wanted || *wanted > now_) return;
  count_work();
  note_call(host);
  host.actor.handle_timeout(now_);
}

void SimulatedPath::transmit(const Pair& pair, Host& host) {
  if (!std::exchange(host.may_answer, false)) return;
  host.called = true;
  while (auto datagram = host.actor.poll_transmit(now_)) {
    count_work();
    assert(datagram->to == host.peer && "there are two hosts on this path and nobody else");
    if (datagram->to != host.peer) continue;
    if (pair.framing != Framing::ip_packet &&
        datagram->payload.size() > largest_udp_payload(host.peer.ip.family())) {
      host.actor.handle_refusal(now_, *datagram, std::make_error_code(std::errc::message_size));
      continue;
    }
    link::Packet packet = packet_of(std::move(datagram->payload), pair, host);
    packet.ecn = static_cast<link::Ecn>(datagram->marks.ecn);
    link_.accept(now_, host.sends, std::move(packet));
  }
}

link::Packet SimulatedPath::packet_of(Bytes payload, const Pair& pair, const Host& sender) const {
  link::Packet packet{.octets = std::move(payload)};
  packet.flow = pair.flow;
  packet.ip_version = sender.peer.ip.family();
  packet.ip_bytes = static_cast<std::uint32_t>(packet.octets.size());
  switch (pair.framing) {
    case Framing::udp_payload:
      packet.ip_bytes += header_bytes_;
      packet.content = link::Content::segment;
      break;
    case Framing::udp_datagram:
      packet.ip_bytes += header_bytes_;
      packet.content = link::Content::datagram_payload;
      packet.udp = sender.envelope;
      break;
    case Framing::ip_packet: {
      const auto start = transport_octets_start(packet.octets, sender.peer.ip);
      packet.corruptible_from = start.value_or(0);
      packet.layout = link::PacketLayout::ip_packet;
      if (start) packet.content = transport_content(packet.octets, *start);
      break;
    }
  }
  return packet;
}

void SimulatedPath::complain() const {
  std::string wishes;
  for (const Pair& pair : pairs_) {
    wishes +=
        fmt::format("the client wants {}, the server wants {}, ",
                    wish(pair.client.actor.next_timeout()), wish(pair.server.actor.next_timeout()));
  }
  throw std::logic_error(fmt::format(
      "Time stands still at {} ns after {} datagrams and timeouts: {}the link wants {}.",
      now_.time_since_epoch().count(), work_limit_, wishes, wish(link_.next_timeout())));
}

}  // namespace acklab::path

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

/// IP knows no ports.
HostAddresses addresses_for(IpVersion version, Framing framing) {
  HostAddresses addresses = host_addresses(version);
  if (framing == Framing::ip_packet) addresses.client.port = addresses.server.port = 0;
  return addresses;
}

}  // namespace

SimulatedPath::SimulatedPath(link::Link& link, DatagramActor& client, DatagramActor& server,
                             IpVersion version, Framing framing)
    : link_(link),
      addresses_(addresses_for(version, framing)),
      client_{.actor = client,
              .peer = addresses_.server,
              .sends = link::Direction::forward,
              .reception = UdpReception{version},
              .envelope = udp_envelope(addresses_.client, addresses_.server)},
      server_{.actor = server,
              .peer = addresses_.client,
              .sends = link::Direction::reverse,
              .reception = UdpReception{version},
              .envelope = udp_envelope(addresses_.server, addresses_.client)},
      header_bytes_(version == IpVersion::v4 ? link::ipv4_udp_header_bytes
                                             : link::ipv6_udp_header_bytes),
      framing_(framing) {}

Instant SimulatedPath::run(Instant deadline, const std::function<bool(Instant)>& done) {
  if (deadline < now_) return now_;
  client_.called = server_.called = true;
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
  take_earlier(earliest, wanted_by(client_));
  take_earlier(earliest, wanted_by(server_));
  return earliest;
}

void SimulatedPath::advance_to(Instant instant) {
  if (instant <= now_) return;
  now_ = instant;
  work_at_now_ = 0;
}

void SimulatedPath::step() {
  deliver_due();
  run_timeout(client_);
  run_timeout(server_);
  transmit(client_);
  transmit(server_);
}

void SimulatedPath::deliver_due() {
  while (const auto release = link_.poll_release(now_)) {
    count_work();
    Host& receiver = release->direction == link::Direction::forward ? server_ : client_;
    hand_over(receiver, release->packet);
  }
}

void SimulatedPath::hand_over(Host& receiver, const link::Packet& packet) {
  SocketAddress from = receiver.peer;
  ByteView octets = packet.octets;
  if (framing_ == Framing::udp_datagram) {
    const auto datagram = receiver.reception.receive(packet);
    if (!datagram) return;
    octets = datagram->payload;
    if (datagram->source_port) from.port = *datagram->source_port;
  }
  receiver.called = true;
  receiver.actor.handle_marked_datagram(now_, from, octets, static_cast<std::uint8_t>(packet.ecn));
}

void SimulatedPath::run_timeout(Host& host) {
  const auto wanted = host.called ? host.actor.next_timeout() : host.wanted;
  if (!wanted || *wanted > now_) return;
  count_work();
  host.called = true;
  host.actor.handle_timeout(now_);
}

void SimulatedPath::transmit(Host& host) {
  if (!host.called) return;
  while (auto datagram = host.actor.poll_transmit(now_)) {
    count_work();
    assert(datagram->to == host.peer && "there are two hosts on this path and nobody else");
    if (datagram->to != host.peer) continue;
    link::Packet packet = packet_of(std::move(datagram->payload), host);
    packet.ecn = static_cast<link::Ecn>(datagram->marks.ecn);
    link_.accept(now_, host.sends, std::move(packet));
  }
}

link::Packet SimulatedPath::packet_of(Bytes payload, const Host& sender) const {
  link::Packet packet{.octets = std::move(payload)};
  packet.ip_version = sender.peer.ip.family();
  packet.ip_bytes = static_cast<std::uint32_t>(packet.octets.size());
  switch (framing_) {
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

void SimulatedPath::count_work() {
  if (++work_at_now_ <= work_limit_) return;
  throw std::logic_error(fmt::format(
      "Time stands still at {} ns after {} datagrams and timeouts: the client wants {}, the server "
      "wants {}, the link wants {}.",
      now_.time_since_epoch().count(), work_limit_, wish(client_.actor.next_timeout()),
      wish(server_.actor.next_timeout()), wish(link_.next_timeout())));
}

}  // namespace acklab::path

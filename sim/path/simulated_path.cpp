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

}  // namespace

SimulatedPath::SimulatedPath(link::Link& link, DatagramActor& client, DatagramActor& server,
                             IpVersion version, Framing framing)
    : link_(link),
      client_(client),
      server_(server),
      addresses_(host_addresses(version)),
      header_bytes_(version == IpVersion::v4 ? link::ipv4_udp_header_bytes
                                             : link::ipv6_udp_header_bytes),
      framing_(framing) {
  // IP knows no ports.
  if (framing == Framing::ip_packet) addresses_.client.port = addresses_.server.port = 0;
}

Instant SimulatedPath::run(Instant deadline, const std::function<bool(Instant)>& done) {
  if (deadline < now_) return now_;
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

std::optional<Instant> SimulatedPath::next_wanted() const {
  std::optional<Instant> earliest = link_.next_timeout();
  take_earlier(earliest, client_.next_timeout());
  take_earlier(earliest, server_.next_timeout());
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
  transmit(client_, addresses_.server, link::Direction::forward);
  transmit(server_, addresses_.client, link::Direction::reverse);
}

void SimulatedPath::deliver_due() {
  while (const auto release = link_.poll_release(now_)) {
    count_work();
    if (release->direction == link::Direction::forward) {
      server_.handle_datagram(now_, addresses_.client, release->packet.octets);
    } else {
      client_.handle_datagram(now_, addresses_.server, release->packet.octets);
    }
  }
}

void SimulatedPath::run_timeout(DatagramActor& actor) {
  const auto wanted = actor.next_timeout();
  if (!wanted || *wanted > now_) return;
  count_work();
  actor.handle_timeout(now_);
}

void SimulatedPath::transmit(DatagramActor& actor, const SocketAddress& peer,
                             link::Direction direction) {
  while (auto datagram = actor.poll_transmit(now_)) {
    count_work();
    assert(datagram->to == peer && "there are two hosts on this path and nobody else");
    if (datagram->to != peer) continue;
    link_.accept(now_, direction, packet_of(std::move(datagram->payload), peer.ip));
  }
}

link::Packet SimulatedPath::packet_of(Bytes payload, const IpAddress& to) const {
  const auto bytes = static_cast<std::uint32_t>(payload.size());
  if (framing_ == Framing::udp_payload) return {std::move(payload), bytes + header_bytes_, 0};
  const std::size_t corruptible_from = transport_octets_start(payload, to).value_or(0);
  return {std::move(payload), bytes, corruptible_from, link::PacketLayout::ip_packet};
}

void SimulatedPath::count_work() {
  if (++work_at_now_ <= work_limit_) return;
  throw std::logic_error(fmt::format(
      "Time stands still at {} ns after {} datagrams and timeouts: the client wants {}, the server "
      "wants {}, the link wants {}.",
      now_.time_since_epoch().count(), work_limit_, wish(client_.next_timeout()),
      wish(server_.next_timeout()), wish(link_.next_timeout())));
}

}  // namespace acklab::path

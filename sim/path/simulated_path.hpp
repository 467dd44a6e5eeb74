#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>

#include "net/base/datagram_actor.hpp"
#include "net/base/time.hpp"
#include "sim/link/link.hpp"
#include "sim/path/host_addresses.hpp"
#include "sim/path/udp_reception.hpp"

namespace acklab::path {

/// What the datagrams of the two actors are.
enum class Framing : std::uint8_t {
  udp_payload,   // a transport's segments in UDP datagrams without a checksum of UDP's
  udp_datagram,  // plain UDP: the receiving host checks UDP's checksum
  ip_packet,     // whole packets, addressed by IP address alone
};

/// Carries datagrams between two actors across a link in virtual time: it jumps from one wanted
/// instant to the next, so an hour takes as long as its packets take to compute, and the same seed
/// repeats every run exactly.
///
/// A step is everything that is wanted at one instant, in this order: the packets that are due come
/// out of the link one by one (in the link's order), each is handed over, and what its receiver
/// wants sent then goes into the link before the next comes out, as a real host answers them;
/// handle_timeout of the client if it wants to run, then of the server; all that the client wants
/// sent goes into the link, then all that the server wants sent. What a step makes wanted at the
/// same instant is the next step.
///
/// Between two steps nobody else may call the actors; before a run anybody may.
///
/// More pairs of actors may share the link, each with two hosts of its own: they meet in the link's
/// queue and nowhere else. In a step they have their turns in the order in which they were added.
///
/// There are two hosts and nobody else: a datagram must be addressed to the other one. Another
/// address is the actor's mistake (an assertion; in builds without, the datagram is dropped). On
/// the link a datagram is as large as its payload and the headers of IP and UDP (28 octets over
/// IPv4, 48 over IPv6), and all of its payload is corruptible, of plain UDP its header too; a whole
/// packet is as large as it is, and corruptible behind its IP header.
class SimulatedPath {
 public:
  /// All three must outlive the path.
  SimulatedPath(link::Link& link, DatagramActor& client, DatagramActor& server,
                IpVersion version = IpVersion::v4, Framing framing = Framing::udp_payload);

  /// With nobody on it yet.
  explicit SimulatedPath(link::Link& link, IpVersion version = IpVersion::v4);
  /// Two more hosts on the same link, whose packets are of flow `n` there, `n` pairs having been
  /// added before. Both actors must outlive the path.
  void add(DatagramActor& client, DatagramActor& server, Framing framing);
  /// Where the client of a flow sends.
  [[nodiscard]] const SocketAddress& server_address(std::size_t flow) const {
    return pairs_[flow].client.peer;
  }

  /// Lets time pass until then, whatever is wanted meanwhile: run() first.
  void wait_until(Instant instant) { advance_to(instant); }

  /// Runs from where it stands until `done` says true (asked after every step), nobody wants to run
  /// any more, or `deadline` is reached; returns the instant it stopped at.
  ///
  /// What is wanted at the deadline itself still happens; a deadline in the past runs nothing. May
  /// be called again to go on. Throws std::logic_error, naming who wanted what, when time stands
  /// still for ever: more than the limit of datagrams and timeouts at one instant.
  Instant run(Instant deadline, const std::function<bool(Instant)>& done);

  [[nodiscard]] Instant now() const { return now_; }
  /// What UDP of the host that `direction` leads to made of damaged datagrams.
  [[nodiscard]] const UdpReception& reception(link::Direction direction,
                                              std::size_t flow = 0) const {
    const Pair& pair = pairs_[flow];
    return direction == link::Direction::forward ? pair.server.reception : pair.client.reception;
  }

  /// How many datagrams and timeouts together one instant may hold: a million unless set.
  void limit_work_per_instant(std::uint64_t limit) { work_limit_ = limit; }

 private:
  /// One host. An actor that nobody has called says the same as before, so only those that were
  /// called are asked: most of the time that is one of the two.
  struct Host {
    DatagramActor& actor;
    SocketAddress peer;
    link::Direction sends;
    UdpReception reception;
    link::UdpEnvelope envelope;  // of what it sends
    bool called = true;          // since it was asked when it wants to run
    bool may_answer = true;      // called since it was asked what it wants sent
    std::optional<Instant> wanted = std::nullopt;
  };

  /// Two hosts that talk with each other.
  struct Pair {
    Host client;
    Host server;
    Framing framing;
    std::uint32_t flow = 0;
  };

  [[nodiscard]] std::optional<Instant> next_wanted();
  [[nodiscard]] static std::optional<Instant> wanted_by(Host& host);
  static void note_call(Host& host) { host.called = host.may_answer = true; }
  void advance_to(Instant instant);
  void step();
  void deliver_due();
  void run_timeout(Host& host);
  void transmit(const Pair& pair, Host& host);
  void hand_over(const Pair& pair, Host& receiver, const link::Packet& packet);
  [[nodiscard]] link::Packet packet_of(Bytes payload, const Pair& pair, const Host& sender) const;
  void count_work() {
    if (++work_at_now_ > work_limit_) complain();
  }
  [[noreturn]] void complain() const;  // that time stands still

  link::Link& link_;
  IpVersion version_;
  std::uint32_t header_bytes_;
  std::deque<Pair> pairs_;
  Instant now_{};
  std::uint64_t work_limit_ = 1'000'000;
  std::uint64_t work_at_now_ = 0;
};

}  // namespace acklab::path

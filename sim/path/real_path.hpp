#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "net/base/expected.hpp"
#include "net/socket/datagram_port.hpp"
#include "net/socket/tcp_socket.hpp"
#include "net/socket/udp_socket.hpp"
#include "sim/link/link.hpp"
#include "sim/path/device_mtu.hpp"
#include "sim/path/host_addresses.hpp"
#include "sim/path/host_kind.hpp"
#include "sim/path/path_kind.hpp"
#include "sim/path/tcp_settings.hpp"

namespace acklab::path {

enum class Host : std::uint8_t { client, server };

/// Why a path cannot be had on this machine, and what to do about it; both are whole sentences.
struct PathError {
  std::string reason;
  std::string remedy;
};

/// How late packets left a link in real time, against their intended release.
struct Lateness {
  std::uint64_t releases = 0;
  Duration median{};
  Duration percentile_99{};
  Duration percentile_99_9{};
  Duration max{};
};

/// The truth about a run in real time, per direction.
struct DirectionTruth {
  link::Counters counters;
  link::QueueDelay queue_delay;
  Lateness lateness;
  /// How long packets waited before the link looked at them, at most: that is not part of the
  /// scenario's delay.
  Lateness intake;
  /// More packets came, for a tenth of a second at least, than this machine can carry.
  bool overloaded = false;
  /// Packets the operating system dropped before or behind the link (full socket buffers, TUN
  /// queues).
  std::uint64_t dropped_by_system = 0;
  /// Of these, what the receiving host dropped because a socket's receive buffer was full.
  std::uint64_t dropped_by_receiver = 0;
  /// Packets that left the link and that the receiving host threw away because their transport
  /// checksum or header was wrong: on TUN its kernel, on the relay and in virtual time UdpReception
  /// in its place. A kernel checks UDP when the application reads: read the socket empty before
  /// stop.
  std::uint64_t discarded_bad_checksum = 0;
  /// UDP datagrams for a port at which nobody listened on the receiving host.
  std::uint64_t discarded_no_port = 0;
  /// Packets that came from this direction's sender and were never offered to the link: on TUN what
  /// is no packet of its IP version to the other host, on the relay what a stranger sent.
  std::uint64_t ignored = 0;
};
struct PathTruth {
  DirectionTruth forward;
  DirectionTruth reverse;
};

/// Why a socket cannot do without UDP's checksum.
[[nodiscard]] PathError no_checksum_off(const socket::SocketError& refusal);
/// The socket with its checksum off, if it could be opened and the system allows it.
[[nodiscard]] Expected<socket::UdpSocket, PathError> without_checksum(
    Expected<socket::UdpSocket, PathError> opened);

/// A live link in real time between two hosts. A thread of its own moves the packets; everything
/// else happens in the thread that made it. Destroying it takes everything down again.
///
/// Several flows may share it, as many as it was opened for, numbered from 0: each has a port of
/// its own on either host, and what crosses the link says whose it is (link::Packet::flow).
class RealPath {
 public:
  RealPath() = default;
  RealPath(const RealPath&) = delete;
  RealPath& operator=(const RealPath&) = delete;
  virtual ~RealPath() = default;

  [[nodiscard]] virtual PathKind kind() const = 0;

  /// A flow's UDP socket bound on that host. Open the server's first.
  [[nodiscard]] virtual Expected<socket::UdpSocket, PathError> open_udp(Host host,
                                                                        std::size_t flow = 0) = 0;
  /// The same for a transport that carries a checksum of its own: its datagrams leave without
  /// UDP's (RFC 768, RFC 6935), so that on every path damage reaches it and not a kernel.
  [[nodiscard]] virtual Expected<socket::UdpSocket, PathError> open_udp_without_checksum(
      Host host, std::size_t flow = 0) = 0;
  /// Where a flow's client sends so that it reaches its server's UDP socket across the link.
  [[nodiscard]] virtual SocketAddress server_udp_address(std::size_t flow = 0) const = 0;

  /// The IP packets of a host in user space (open_ip), which has no kernel to open sockets with.
  [[nodiscard]] virtual Expected<std::unique_ptr<socket::DatagramPort>, PathError> open_packets(
      Host host);

  /// Whether the kernel's own TCP can cross this path; if not, why.
  [[nodiscard]] virtual std::optional<PathError> refuses_tcp() const = 0;
  /// Sets what holds for the kernels' TCP on both hosts: names and values of net.ipv4, such as
  /// {"tcp_ecn", "1"}; call before any socket is opened.
  [[nodiscard]] virtual Expected<void, PathError> set_tcp(const ChangedTcpSettings& settings);
  /// A listening TCP socket on the server host, and an unconnected one on the client host.
  [[nodiscard]] virtual Expected<socket::TcpListener, PathError> listen_tcp(
      std::size_t flow = 0) = 0;
  [[nodiscard]] virtual Expected<socket::TcpSocket, PathError> open_tcp_client() = 0;
  [[nodiscard]] virtual SocketAddress server_tcp_address(std::size_t flow = 0) const = 0;
  /// What holds for TCP on the client host, which has settings of its own; empty without TCP.
  [[nodiscard]] virtual TcpSettings tcp_settings() const = 0;

  /// Records each decision of the link; call before any packet is sent. `sink` runs in the path's
  /// thread.
  virtual void record_fates(link::Link::FateSink sink) = 0;
  /// The same for each packet that leaves the link, with the instant at which it did.
  virtual void record_releases(link::Link::ReleaseSink sink) = 0;
  /// The same for each packet that goes onto the link or comes out of it.
  virtual void record_crossings(link::Link::CrossingSink sink) = 0;
  /// True when no packet is under way on the link.
  [[nodiscard]] virtual bool idle() const = 0;
  /// Stops moving packets and says what happened. The sockets stay open.
  [[nodiscard]] virtual PathTruth stop() = 0;
};

/// Two UDP sockets on loopback with the link between them. Works everywhere; carries no kernel TCP.
[[nodiscard]] Expected<std::unique_ptr<RealPath>, PathError> open_relay(
    const link::LinkSettings& settings, std::uint64_t seed, IpVersion version = IpVersion::v4,
    std::size_t flows = 1);
/// Two hosts as network namespaces, a TUN device each, the link between them. Linux; needs
/// /dev/net/tun and either privilege or unprivileged user namespaces.
[[nodiscard]] Expected<std::unique_ptr<RealPath>, PathError> open_tun(
    const link::LinkSettings& settings, std::uint64_t seed, IpVersion version = IpVersion::v4,
    std::uint32_t device_mtu_bytes = default_device_mtu_bytes, std::size_t flows = 1);

/// Two hosts with the link between them that exchange IP packets. Where one is the kernel, what
/// open_tun needs is needed too.
[[nodiscard]] Expected<std::unique_ptr<RealPath>, PathError> open_ip(
    const link::LinkSettings& settings, std::uint64_t seed, const HostKinds& hosts,
    IpVersion version = IpVersion::v4);

/// One thing `acklab doctor` tried on this machine.
struct Probe {
  std::string what;
  bool works = false;
  std::string detail;  // what was seen
  std::string remedy;  // what to do, when it does not work
  /// False when runs are possible without it, only not every scenario or not as exact.
  bool essential = true;
};
[[nodiscard]] std::vector<Probe> examine_machine();

/// Must be called once at program start, before any thread exists, by programs that may use
/// open_tun without root: enters a user namespace of its own when that is needed and allowed.
/// Without effect otherwise.
void prepare_namespaces();

}  // namespace acklab::path

#include "sim/path/datagram_trial.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include <fmt/format.h>
#include <poll.h>

#include "net/socket/clock.hpp"

namespace acklab::path {

namespace {

bool wait_readable(const socket::UdpSocket& socket) {
  constexpr int patience_ms = 2000;
  pollfd input{socket.fd(), POLLIN, 0};
  return ::poll(&input, 1, patience_ms) == 1;
}

/// Sends one datagram and says from where the other side saw it come; nothing when it did not
/// arrive as it was sent.
std::optional<SocketAddress> cross(socket::UdpSocket& from, const SocketAddress& to,
                                   socket::UdpSocket& into) {
  const std::array<std::uint8_t, 4> sent{0xAC, 0x1A, 0xB0, 0x01};
  if (!from.send_to(to, sent).value_or(false) || !wait_readable(into)) return std::nullopt;
  std::array<std::uint8_t, 64> buffer{};
  const auto received = into.receive_into(buffer);
  if (!received || !*received || (*received)->bytes != sent.size()) return std::nullopt;
  if (!std::equal(sent.begin(), sent.end(), buffer.begin())) return std::nullopt;
  return (*received)->from;
}

}  // namespace

Finding try_datagrams(RealPath& path) {
  auto server = path.open_udp(Host::server);
  if (!server) return missing(server.error());
  auto client = path.open_udp(Host::client);
  if (!client) return missing(client.error());
  const Instant start = socket::monotonic_now();
  const auto client_as_seen = cross(*client, path.server_udp_address(), *server);
  if (!client_as_seen || !cross(*server, *client_as_seen, *client)) {
    return missing("A UDP datagram between the two hosts did not arrive.",
                   "Look for a firewall that stops UDP between this machine's own addresses.");
  }
  const Duration took = socket::monotonic_now() - start;
  return found(fmt::format("one UDP datagram each way, together {:.3f} ms", to_milliseconds(took)));
}

}  // namespace acklab::path

#include "net/socket/tcp_options.hpp"

#include <array>
#include <cerrno>

#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace acklab::socket {
namespace {

/// The kernel's TCP_CA_NAME_MAX, with the closing zero. It cuts longer names short without a word.
constexpr std::size_t max_name_bytes = 16;

template <typename Value>
bool tell_socket(int fd, int level, int name, Value value) {
  const int told = static_cast<int>(value);
  return setsockopt(fd, level, name, &told, sizeof told) == 0;
}

/// The first option ignores the system's maximum and needs privilege.
bool tell_buffer(int fd, int forced, int ordinary, std::uint32_t bytes) {
  return tell_socket(fd, SOL_SOCKET, forced, bytes) || tell_socket(fd, SOL_SOCKET, ordinary, bytes);
}

bool tell_keep_alive(int fd, const TcpTuning::KeepAlive& keep_alive) {
  return tell_socket(fd, SOL_SOCKET, SO_KEEPALIVE, 1) &&
         tell_socket(fd, IPPROTO_TCP, TCP_KEEPIDLE, keep_alive.idle.count()) &&
         tell_socket(fd, IPPROTO_TCP, TCP_KEEPINTVL, keep_alive.interval.count()) &&
         tell_socket(fd, IPPROTO_TCP, TCP_KEEPCNT, keep_alive.probes);
}

}  // namespace

Expected<void, int> tune_tcp(int fd, const TcpTuning& tuning) {
  const auto& [segment, send, receive, keep_alive, timeout] = tuning;
  const bool done = (!segment || tell_socket(fd, IPPROTO_TCP, TCP_MAXSEG, *segment)) &&
                    (!send || tell_buffer(fd, SO_SNDBUFFORCE, SO_SNDBUF, *send)) &&
                    (!receive || tell_buffer(fd, SO_RCVBUFFORCE, SO_RCVBUF, *receive)) &&
                    (!keep_alive || tell_keep_alive(fd, *keep_alive)) &&
                    (!timeout || tell_socket(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, timeout->count()));
  if (!done) return failure(int{errno});
  return {};
}

Expected<void, int> set_tcp_congestion(int fd, const std::string& name) {
  if (name.empty() || name.size() >= max_name_bytes) return failure(ENOENT);
  const auto length = static_cast<socklen_t>(name.size());
  if (setsockopt(fd, IPPROTO_TCP, TCP_CONGESTION, name.c_str(), length) != 0) {
    return failure(int{errno});
  }
  return {};
}

Expected<std::string, int> tcp_congestion(int fd) {
  std::array<char, max_name_bytes + 1> name{};
  socklen_t length = max_name_bytes;
  if (getsockopt(fd, IPPROTO_TCP, TCP_CONGESTION, name.data(), &length) != 0) {
    return failure(int{errno});
  }
  // Padded with zeros up to the length asked for.
  return std::string{name.data()};
}

Expected<void, int> set_tcp_repair(int fd) {
  const int on = 1;
  if (setsockopt(fd, IPPROTO_TCP, TCP_REPAIR, &on, sizeof on) == 0) return {};
  return failure(int{errno});
}

void set_tcp_no_delay(int fd, bool on) {
  const int value = on ? 1 : 0;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &value, sizeof value);
}

}  // namespace acklab::socket

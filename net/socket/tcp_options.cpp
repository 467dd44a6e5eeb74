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

}  // namespace

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

void set_tcp_no_delay(int fd, bool on) {
  const int value = on ? 1 : 0;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &value, sizeof value);
}

}  // namespace acklab::socket

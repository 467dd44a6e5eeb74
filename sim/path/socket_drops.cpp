#include "sim/path/socket_drops.hpp"

#include <array>

#include <linux/sock_diag.h>
#include <sys/socket.h>

namespace acklab::path {

std::uint64_t dropped_at_socket(int fd) {
  // Unlike the count that SO_RXQ_OVFL attaches to datagrams, this one includes what was dropped
  // behind the last datagram received.
  std::array<std::uint32_t, SK_MEMINFO_VARS> memory_info{};
  socklen_t length = sizeof memory_info;
  if (::getsockopt(fd, SOL_SOCKET, SO_MEMINFO, memory_info.data(), &length) != 0) return 0;
  return memory_info[SK_MEMINFO_DROPS];
}

}  // namespace acklab::path

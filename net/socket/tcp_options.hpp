#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "net/base/expected.hpp"

namespace acklab::socket {

/// What a socket of the kernel's TCP may be told; nothing: as the system has it.
struct TcpTuning {
  std::optional<std::uint16_t> max_segment_bytes;     // TCP_MAXSEG
  std::optional<std::uint32_t> send_buffer_bytes;     // SO_SNDBUF: the kernel doubles it for its
  std::optional<std::uint32_t> receive_buffer_bytes;  // own books; SO_RCVBUF likewise
  struct KeepAlive {
    std::chrono::seconds idle{};      // TCP_KEEPIDLE
    std::chrono::seconds interval{};  // TCP_KEEPINTVL
    int probes = 0;                   // TCP_KEEPCNT
  };
  std::optional<KeepAlive> keep_alive;
  std::optional<std::chrono::milliseconds> user_timeout;  // TCP_USER_TIMEOUT
};

/// Else errno's value. A listener's connections inherit it.
[[nodiscard]] Expected<void, int> tune_tcp(int fd, const TcpTuning& tuning);

/// Pins the congestion control of a TCP socket (TCP_CONGESTION); else errno's value.
[[nodiscard]] Expected<void, int> set_tcp_congestion(int fd, const std::string& name);
[[nodiscard]] Expected<std::string, int> tcp_congestion(int fd);
void set_tcp_no_delay(int fd, bool on);
/// TCP_REPAIR: a socket in repair is closed without a word.
[[nodiscard]] Expected<void, int> set_tcp_repair(int fd);

}  // namespace acklab::socket

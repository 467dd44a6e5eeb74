#pragma once

#include <string>

#include "net/base/expected.hpp"

namespace acklab::socket {

/// Pins the congestion control of a TCP socket (TCP_CONGESTION); else errno's value.
[[nodiscard]] Expected<void, int> set_tcp_congestion(int fd, const std::string& name);
[[nodiscard]] Expected<std::string, int> tcp_congestion(int fd);
void set_tcp_no_delay(int fd, bool on);

}  // namespace acklab::socket

#pragma once

#include <string>
#include <system_error>

namespace acklab::socket {

/// What the operating system refused: the call and its error. For failures the network can cause.
struct SocketError {
  std::string operation;  // "connect 10.0.0.1:80", "bind 127.0.0.1:80"
  std::error_code code;
};

/// "connect 10.0.0.1:80: Connection refused"
[[nodiscard]] std::string to_string(const SocketError& error);

/// An errno value with its operation. Take the value out of errno first: building the operation's
/// text may change it.
[[nodiscard]] SocketError system_error(int error_number, std::string operation);

/// True for what the network says about an earlier packet (ICMP unreachable and its relatives): the
/// socket itself is as good as before.
[[nodiscard]] bool is_soft_error(int error_number);

}  // namespace acklab::socket

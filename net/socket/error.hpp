#pragma once

#include <string>
#include <system_error>

namespace acklab::socket {

/// What the operating system refused: the call and its error. For failures the network can cause.
struct SocketError {
  std::string operation;  // "connect", "bind 127.0.0.1:80"
  std::error_code code;
};

/// "connect 10.0.0.1:80: Connection refused"
[[nodiscard]] std::string to_string(const SocketError& error);

}  // namespace acklab::socket

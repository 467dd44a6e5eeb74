#include "net/socket/error.hpp"

#include <cerrno>
#include <utility>

namespace acklab::socket {

std::string to_string(const SocketError& error) {
  return error.operation + ": " + error.code.message();
}

SocketError system_error(int error_number, std::string operation) {
  return {std::move(operation), std::error_code{error_number, std::system_category()}};
}

bool is_soft_error(int error_number) {
  switch (error_number) {
    case ECONNREFUSED:
    case EHOSTUNREACH:
    case EHOSTDOWN:
    case ENETUNREACH:
    case ENETDOWN:
    case ENOPROTOOPT:
    case EPROTO:
      return true;
    default:
      return false;
  }
}

}  // namespace acklab::socket

#include "sim/contender/kernel_congestion.hpp"

#include <fstream>

#include <fmt/format.h>

namespace acklab::contender {
namespace {

/// The first line of a file of Linux's /proc/sys; empty where there is none.
std::string setting(const char* name) {
  std::ifstream file{std::string{"/proc/sys/net/ipv4/"} + name};
  std::string line;
  std::getline(file, line);
  return line;
}

}  // namespace

path::PathError refused_congestion_control(const std::string& name,
                                           const socket::SocketError& error) {
  if (error.code == std::errc::operation_not_permitted) {
    return {fmt::format("This kernel has the congestion control \"{}\" but allows it to root only.",
                        name),
            fmt::format("Choose one of those allowed: {}; or add it to "
                        "net.ipv4.tcp_allowed_congestion_control with sysctl.",
                        setting("tcp_allowed_congestion_control"))};
  }
  return {fmt::format("The kernel's TCP did not take the congestion control \"{}\": {}.", name,
                      error.code.message()),
          fmt::format("Choose one of those this kernel has: {}; or load the module: sudo modprobe "
                      "tcp_{}.",
                      setting("tcp_available_congestion_control"), name)};
}

}  // namespace acklab::contender

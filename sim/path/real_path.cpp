#include "sim/path/real_path.hpp"

namespace acklab::path {

PathError no_checksum_off(const socket::SocketError& refusal) {
  return PathError{.reason = to_string(refusal),
                   .remedy = "Run `acklab doctor` to see what this machine allows."};
}

Expected<socket::UdpSocket, PathError> without_checksum(
    Expected<socket::UdpSocket, PathError> opened) {
  if (!opened) return opened;
  if (const auto set = opened->set_checksum(false); !set) {
    return failure(no_checksum_off(set.error()));
  }
  return opened;
}

Expected<void, PathError> RealPath::set_tcp(const ChangedTcpSettings& settings) {
  if (settings.empty()) return {};
  return failure(
      PathError{.reason = "No kernel's TCP crosses this path.", .remedy = "Take the path tun."});
}

Expected<std::unique_ptr<socket::DatagramPort>, PathError> RealPath::open_packets(Host /*host*/) {
  return failure(PathError{.reason = "The hosts of this path are not in user space.",
                           .remedy = "Open a path of IP packets."});
}

}  // namespace acklab::path

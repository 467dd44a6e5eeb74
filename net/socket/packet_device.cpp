#include "net/socket/packet_device.hpp"

#include <cerrno>

#include <unistd.h>

namespace acklab::socket {

Expected<bool, SocketError> PacketDevice::send(const OutgoingDatagram& datagram) {
  while (true) {
    const ssize_t written =
        ::write(device_.get(), datagram.payload.data(), datagram.payload.size());
    if (written >= 0) return true;
    const int error = errno;
    if (error == EINTR) continue;
    if (error == EAGAIN || error == EWOULDBLOCK) return false;
    return failure(system_error(error, "send a packet to " + to_string(datagram.to.ip)));
  }
}

Expected<std::optional<ReceivedDatagram>, SocketError> PacketDevice::receive_into(
    MutableByteView buffer) {
  while (true) {
    const ssize_t count = ::read(device_.get(), buffer.data(), buffer.size());
    // A TUN device cuts a packet to the buffer without a word: one that fills it may be cut.
    if (count > 0) {
      const auto bytes = static_cast<std::size_t>(count);
      return ReceivedDatagram{{}, bytes, bytes == buffer.size()};
    }
    if (count == 0) return std::nullopt;
    const int error = errno;
    if (error == EINTR) continue;
    if (error == EAGAIN || error == EWOULDBLOCK) return std::nullopt;
    return failure(system_error(error, "receive a packet for " + to_string(own_)));
  }
}

}  // namespace acklab::socket

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "net/base/address.hpp"
#include "net/base/bytes.hpp"
#include "net/base/datagram_actor.hpp"
#include "net/base/expected.hpp"
#include "net/socket/error.hpp"

namespace acklab::socket {

/// A datagram that was received.
struct ReceivedDatagram {
  SocketAddress from;      // of an IP packet: not set, it says so itself
  std::size_t bytes = 0;   // how much of the buffer it fills
  bool truncated = false;  // it was larger than the buffer
  std::uint8_t ecn = 0;    // two bits of its IP header (RFC 3168); of an IP packet: not set
};

/// Where the datagrams of an actor leave this process and enter it: a UDP socket, or for an actor
/// that speaks whole IP packets (transport::IpLayer) whatever carries those.
class DatagramPort {
 public:
  virtual ~DatagramPort() = default;

  /// Readable while something waits, writable when `send` is worth another try.
  [[nodiscard]] virtual int fd() const = 0;
  /// False when there is no room for it now.
  [[nodiscard]] virtual Expected<bool, SocketError> send(const OutgoingDatagram& datagram) = 0;
  /// Nothing when none is waiting.
  [[nodiscard]] virtual Expected<std::optional<ReceivedDatagram>, SocketError> receive_into(
      MutableByteView buffer) = 0;
  /// Where others reach it.
  [[nodiscard]] virtual SocketAddress local_address() const = 0;

 protected:
  DatagramPort() = default;
  DatagramPort(const DatagramPort&) = default;
  DatagramPort& operator=(const DatagramPort&) = default;
  DatagramPort(DatagramPort&&) = default;
  DatagramPort& operator=(DatagramPort&&) = default;
};

}  // namespace acklab::socket

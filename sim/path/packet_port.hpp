#pragma once

#include <cstdint>
#include <optional>

#include "sim/link/packet.hpp"

namespace acklab::path {

/// Where the packets of one host enter and leave a link in real time. Used by the carrier thread
/// alone once that runs, but for fd.
class PacketPort {
 public:
  PacketPort() = default;
  PacketPort(const PacketPort&) = delete;
  PacketPort& operator=(const PacketPort&) = delete;
  virtual ~PacketPort() = default;

  /// Readable while packets wait; fixed for the life of the port.
  [[nodiscard]] virtual int fd() const = 0;
  /// The next packet that this host sent to the other; nothing when none waits. Never blocks. Its
  /// octets may come to lie where those of `space` did, so that nothing needs to be allocated.
  [[nodiscard]] virtual std::optional<link::Packet> receive(Bytes& space) = 0;
  /// Hands this host a packet that has crossed. Never blocks.
  virtual void send(const link::Packet& packet) = 0;

  /// What came in and is not the link's business: neither from this host's application nor for the
  /// other host. Discarded, never offered to the link.
  [[nodiscard]] std::uint64_t ignored() const { return ignored_; }

 protected:
  void count_ignored() { ++ignored_; }

 private:
  std::uint64_t ignored_ = 0;
};

}  // namespace acklab::path

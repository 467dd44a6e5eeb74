#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>

#include "net/base/bytes.hpp"
#include "net/socket/file_descriptor.hpp"

namespace acklab::path {

/// Packets on their way from one thread to another. Its file descriptor is readable while packets
/// wait, as a device's would be; when it is full, packets are lost.
class PacketQueue {
 public:
  /// As many as a TUN host's transmit queue holds.
  static constexpr std::size_t capacity = 10'000;

  /// Throws std::system_error when there are no more file descriptors.
  PacketQueue();

  /// False when it is full.
  bool push(Bytes packet);
  [[nodiscard]] std::optional<Bytes> pop();

  [[nodiscard]] int fd() const { return waiting_.get(); }
  /// How many packets found it full.
  [[nodiscard]] std::uint64_t refused() const;

 private:
  mutable std::mutex mutex_;
  std::deque<Bytes> packets_;
  std::uint64_t refused_ = 0;
  socket::FileDescriptor waiting_;
};

}  // namespace acklab::path

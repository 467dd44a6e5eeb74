#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <iostream>
#include <optional>
#include <vector>

#include "net/base/address.hpp"
#include "net/base/bytes.hpp"
#include "net/base/random.hpp"
#include "net/socket/event_loop.hpp"
#include "net/socket/udp_socket.hpp"

namespace acklab::test {

/// Runs the loop until `done`; false when nothing happened for so long that it never will. Not a
/// measurement: a test that waits in vain must end somewhere.
inline bool run_until(socket::EventLoop& loop, const std::function<bool()>& done) {
  return loop.run_until(done, loop.now() + std::chrono::seconds{30});
}

inline IpAddress loopback_v6() {
  std::array<std::uint8_t, 16> octets{};
  octets[15] = 1;
  return IpAddress::v6(octets);
}

/// The loopback addresses this machine has: IPv4's, and IPv6's unless it is switched off, which is
/// said.
inline std::vector<IpAddress> loopbacks() {
  std::vector<IpAddress> addresses{IpAddress::loopback_v4()};
  if (socket::UdpSocket::bind({loopback_v6(), 0})) {
    addresses.push_back(loopback_v6());
  } else {
    std::cout << "skipped for IPv6: this machine has no ::1\n";
  }
  return addresses;
}

/// Bytes that differ from seed to seed and place to place, so that none can be taken for another.
inline Bytes content(std::uint64_t seed, std::size_t size) {
  const RandomStream stream(seed, "test content");
  Bytes bytes(size);
  for (std::size_t index = 0; index < size; ++index) {
    bytes[index] = static_cast<std::uint8_t>(stream.at(index / 8) >> (index % 8 * 8));
  }
  return bytes;
}

}  // namespace acklab::test

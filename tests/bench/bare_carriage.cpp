#include "tests/bench/bare_carriage.hpp"

#include <array>
#include <atomic>
#include <functional>
#include <optional>
#include <thread>
#include <utility>

#include <unistd.h>

#include "sim/path/host_addresses.hpp"
#include "sim/path/real_time_priority.hpp"
#include "sim/path/tun_host.hpp"

namespace acklab::bench {
namespace {

constexpr std::size_t packets_a_round = 16;
constexpr std::size_t largest_bytes = 2048;
constexpr std::uint32_t relay_buffer_bytes = 8U << 20U;

struct Packet {
  std::array<std::uint8_t, largest_bytes> octets;
  std::size_t bytes = 0;
};

/// A thread that moves packets from `read` to `write` until it is destroyed. It watches the input
/// as the link's thread does while packets are near their release.
class BareLoop {
 public:
  using Read = std::function<bool(Packet&)>;  // false: none waits
  using Write = std::function<void(const Packet&)>;

  BareLoop(const Read& read, const Write& write)
      : thread_([this, read, write] {
          path::take_real_time_priority();
          std::array<Packet, packets_a_round> packets{};
          while (!stopping_.load()) {
            std::size_t count = 0;
            while (count < packets.size() && read(packets[count])) ++count;
            for (std::size_t i = 0; i < count; ++i) write(packets[i]);
          }
        }) {}
  BareLoop(const BareLoop&) = delete;
  BareLoop& operator=(const BareLoop&) = delete;
  ~BareLoop() {
    stopping_.store(true);
    thread_.join();
  }

 private:
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

bool always_idle() {
  return true;  // what the loop has read, it has written
}

socket::UdpSocket loopback_socket() {
  auto bound = socket::UdpSocket::bind({IpAddress::loopback_v4(), 0}).value();
  bound.request_buffer_bytes(relay_buffer_bytes, relay_buffer_bytes);
  return bound;
}

}  // namespace

FlowAcross send_across_bare_tun(const Flow& flow) {
  const auto addresses = path::host_addresses(path::IpVersion::v4);
  path::TunHost client{addresses.client.ip, addresses.server.ip, path::default_tun_node};
  path::TunHost server{addresses.server.ip, addresses.client.ip, path::default_tun_node};
  const auto bind_in = [](const path::TunHost& host, const SocketAddress& address) {
    std::optional<socket::UdpSocket> bound;
    host.network().run([&] { bound = socket::UdpSocket::bind(address).value(); });
    return std::move(*bound);
  };
  Ends ends{bind_in(client, addresses.client), bind_in(server, addresses.server), addresses.server};
  const int in = client.port().fd();
  const int out = server.port().fd();
  const BareLoop loop{
      [in](Packet& packet) {
        const auto count = ::read(in, packet.octets.data(), largest_bytes);
        packet.bytes = count > 0 ? static_cast<std::size_t>(count) : 0;
        return count > 0;
      },
      [out](const Packet& packet) { (void)!::write(out, packet.octets.data(), packet.bytes); }};
  return send_between(ends, flow, always_idle);
}

FlowAcross send_across_bare_relay(const Flow& flow) {
  auto in = loopback_socket();
  auto out = loopback_socket();
  Ends ends{loopback_socket(), loopback_socket(), in.local_address()};
  const SocketAddress to = ends.server.local_address();
  const BareLoop loop{[&in](Packet& packet) {
                        const auto received = in.receive_into(packet.octets);
                        if (!received || !*received) return false;
                        packet.bytes = (*received)->bytes;
                        return true;
                      },
                      [&out, to](const Packet& packet) {
                        (void)out.send_to(to, ByteView{packet.octets}.first(packet.bytes));
                      }};
  return send_between(ends, flow, always_idle);
}

}  // namespace acklab::bench

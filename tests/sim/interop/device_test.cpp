#include <chrono>
#include <memory>
#include <optional>

#include <boost/test/unit_test.hpp>

#include "net/socket/packet_device.hpp"
#include "net/socket/reliable_listener.hpp"
#include "sim/path/netlink.hpp"
#include "sim/path/network_namespace.hpp"
#include "sim/path/tun_device.hpp"
#include "tests/support/interop_talkers.hpp"
#include "tests/support/path_real.hpp"
#include "tests/support/path_tcp_transfer.hpp"

// The socket layer on a TUN device as any program would use it: no link, no laboratory.

using namespace acklab;
using namespace acklab::test;

namespace {

constexpr IpAddress device_address = IpAddress::v4(10, 78, 0, 1);
constexpr IpAddress host_behind_device = IpAddress::v4(10, 78, 0, 2);

/// A namespace with one TUN device in it, and the device's other end.
struct DeviceInNamespace {
  path::NetworkNamespace network = path::NetworkNamespace::create();
  socket::FileDescriptor device;

  DeviceInNamespace() {
    network.run([this] {
      device = path::open_tun_node(path::default_tun_node);
      path::create_tun_device(device, "acklab0");
      path::Netlink netlink;
      netlink.add_address("acklab0", device_address, 24);
      netlink.configure("acklab0", {});
    });
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(device)

BOOST_AUTO_TEST_CASE(a_listener_on_a_tun_device_talks_to_the_kernel_in_front_of_it) {
  std::optional<DeviceInNamespace> there;
  try {
    there.emplace();
  } catch (const std::system_error& error) {
    return report_not_run({.reason = error.what(), .remedy = "Run `acklab doctor`."});
  }
  const Bytes from_us = stream_content(300'000);
  const Bytes from_kernel{from_us.rbegin(), from_us.rend()};
  socket::EventLoop loop;
  OwnTalker own{from_us};
  const auto listener = socket::ReliableListener::listen_on_ip(
      loop, std::make_unique<socket::PacketDevice>(std::move(there->device), host_behind_device),
      80, [&own](socket::ReliableConnection& accepted) { own.start(accepted, true); });
  BOOST_TEST((listener->local_address() == SocketAddress{host_behind_device, 0}));
  std::unique_ptr<KernelTalker> kernel;
  there->network.run([&] {
    kernel = std::make_unique<KernelTalker>(loop, *socket::TcpSocket::open(IpAddress::Family::v4),
                                            from_kernel);
    kernel->connect({host_behind_device, 80});
  });
  const Instant give_up = loop.now() + std::chrono::seconds{20};
  while (!(own.is_closed() && kernel->is_closed()) && loop.now() < give_up) {
    loop.run_until([] { return false; }, loop.now() + std::chrono::milliseconds{5});
  }
  BOOST_TEST((kernel->received() == from_us));
  BOOST_TEST((own.received() == from_kernel));
  BOOST_TEST(kernel->is_closed());
  BOOST_TEST(own.is_closed());
}

BOOST_AUTO_TEST_SUITE_END()

#include "net/socket/udp_socket.hpp"

#include <cerrno>
#include <fstream>

#include <boost/test/unit_test.hpp>
#include <fcntl.h>

#include "net/socket/event_loop.hpp"
#include "tests/support/socket_loopback.hpp"

namespace acklab::socket {
namespace {

UdpSocket bound_udp(const IpAddress& ip) {
  auto socket = UdpSocket::bind({ip, 0});
  BOOST_REQUIRE_MESSAGE(socket.has_value(), (socket ? "" : to_string(socket.error())));
  return *std::move(socket);
}

/// Waits for one datagram.
std::optional<ReceivedDatagram> receive(UdpSocket& socket, MutableByteView buffer) {
  EventLoop loop;
  std::optional<ReceivedDatagram> received;
  loop.watch(socket.fd(), false, [&](Readiness) {
    auto result = socket.receive_into(buffer);
    BOOST_REQUIRE(result.has_value());
    received = *result;
  });
  BOOST_REQUIRE(test::run_until(loop, [&] { return received.has_value(); }));
  return received;
}

BOOST_AUTO_TEST_SUITE(udp_socket)

BOOST_AUTO_TEST_CASE(datagram_arrives_whole_and_says_where_it_came_from) {
  for (const IpAddress& ip : test::loopbacks()) {
    UdpSocket one = bound_udp(ip);
    UdpSocket other = bound_udp(ip);
    BOOST_TEST(one.local_address().port != 0);
    const Bytes payload = test::content(1, 1400);
    BOOST_TEST(one.send_to(other.local_address(), payload).value());
    Bytes buffer(2000);
    const auto received = receive(other, buffer);
    BOOST_CHECK(received->from == one.local_address());
    BOOST_TEST(!received->truncated);
    buffer.resize(received->bytes);
    BOOST_TEST(buffer == payload, boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(an_empty_datagram_is_a_datagram) {
  UdpSocket one = bound_udp(IpAddress::loopback_v4());
  UdpSocket other = bound_udp(IpAddress::loopback_v4());
  BOOST_TEST(one.send_to(other.local_address(), {}).value());
  Bytes buffer(10);
  BOOST_TEST(receive(other, buffer)->bytes == 0U);
}

BOOST_AUTO_TEST_CASE(a_datagram_larger_than_the_buffer_is_flagged) {
  for (const IpAddress& ip : test::loopbacks()) {
    UdpSocket one = bound_udp(ip);
    UdpSocket other = bound_udp(ip);
    BOOST_TEST(one.send_to(other.local_address(), test::content(2, 101)).value());
    Bytes buffer(100);
    const auto cut = receive(other, buffer);
    BOOST_TEST(cut->truncated);
    BOOST_TEST(cut->bytes == 100U);
    BOOST_TEST(one.send_to(other.local_address(), test::content(2, 100)).value());
    BOOST_TEST(!receive(other, buffer)->truncated);
  }
}

BOOST_AUTO_TEST_CASE(nothing_waiting_is_not_an_error) {
  UdpSocket socket = bound_udp(IpAddress::loopback_v4());
  Bytes buffer(10);
  const auto received = socket.receive_into(buffer);
  BOOST_REQUIRE(received.has_value());
  BOOST_CHECK(!received->has_value());
}

BOOST_AUTO_TEST_CASE(overflow_of_the_receive_buffer_is_counted) {
  UdpSocket sender = bound_udp(IpAddress::loopback_v4());
  UdpSocket receiver = bound_udp(IpAddress::loopback_v4());
  receiver.request_buffer_bytes(16'384, 16'384);
  const Bytes payload = test::content(3, 1000);
  constexpr std::uint64_t sent = 200;
  for (std::uint64_t count = 0; count < sent; ++count) {
    BOOST_REQUIRE(sender.send_to(receiver.local_address(), payload).value());
  }
  Bytes buffer(2000);
  std::uint64_t received = 0;
  while (receiver.receive_into(buffer).value()) ++received;
  BOOST_TEST(received < sent);
  // The system tells with the next datagram that gets in.
  BOOST_REQUIRE(sender.send_to(receiver.local_address(), payload).value());
  BOOST_REQUIRE(receiver.receive_into(buffer).value());
  BOOST_TEST(receiver.receive_overflows() == sent - received);
}

BOOST_AUTO_TEST_CASE(a_connected_socket_hears_on_its_second_send_that_nobody_listens) {
  SocketAddress nobody;
  { nobody = bound_udp(IpAddress::loopback_v4()).local_address(); }
  UdpSocket socket = bound_udp(IpAddress::loopback_v4());
  BOOST_REQUIRE(socket.connect(nobody).has_value());
  const Bytes payload = test::content(4, 10);
  for (int round = 0; round < 3; ++round) {
    BOOST_TEST(socket.send_to(nobody, payload).has_value());
    const auto second = socket.send_to(nobody, payload);
    BOOST_REQUIRE(!second.has_value());
    BOOST_CHECK(second.error().code == std::errc::connection_refused);
  }
}

BOOST_AUTO_TEST_CASE(nobody_at_home_does_not_disturb_the_socket) {
  UdpSocket socket = bound_udp(IpAddress::loopback_v4());
  UdpSocket friendly = bound_udp(IpAddress::loopback_v4());
  SocketAddress nobody;
  { nobody = bound_udp(IpAddress::loopback_v4()).local_address(); }
  const Bytes payload = test::content(4, 10);
  for (int round = 0; round < 10; ++round) {
    BOOST_TEST(socket.send_to(nobody, payload).has_value());
    BOOST_TEST(socket.send_to(friendly.local_address(), payload).value());
  }
  Bytes buffer(100);
  BOOST_CHECK(!socket.receive_into(buffer).value());
  int arrived = 0;
  while (friendly.receive_into(buffer).value()) ++arrived;
  BOOST_TEST(arrived == 10);
}

BOOST_AUTO_TEST_CASE(a_port_that_is_taken_is_refused_with_its_name) {
  const UdpSocket first = bound_udp(IpAddress::loopback_v4());
  const auto second = UdpSocket::bind(first.local_address());
  BOOST_REQUIRE(!second.has_value());
  BOOST_CHECK(second.error().code == std::errc::address_in_use);
  BOOST_TEST(to_string(second.error()) ==
             "bind UDP " + to_string(first.local_address()) + ": Address already in use");
}

BOOST_AUTO_TEST_CASE(a_datagram_that_cannot_be_sent_is_an_error_with_both_addresses) {
  UdpSocket socket = bound_udp(IpAddress::loopback_v4());
  const SocketAddress to{IpAddress::loopback_v4(), 9};
  const auto sent = socket.send_to(to, Bytes(70'000));
  BOOST_REQUIRE(!sent.has_value());
  BOOST_CHECK(sent.error().code == std::errc::message_size);
  BOOST_TEST(sent.error().operation ==
             "send from " + to_string(socket.local_address()) + " to 127.0.0.1:9");
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_the_mtu_is_refused_when_fragments_are) {
  std::size_t mtu = 0;
  std::ifstream("/sys/class/net/lo/mtu") >> mtu;
  BOOST_REQUIRE(mtu > 0U);
  const std::size_t largest = 65'507;  // what an IPv4 packet of 65535 bytes can carry
  for (const IpAddress& ip : test::loopbacks()) {
    UdpSocket socket = bound_udp(ip);
    const UdpSocket other = bound_udp(ip);
    const std::size_t headers = ip.family() == IpAddress::Family::v6 ? 40 + 8 : 20 + 8;
    BOOST_REQUIRE(socket.set_dont_fragment(true).has_value());
    const auto sent = socket.send_to(other.local_address(), Bytes(largest));
    BOOST_TEST(sent.has_value() == (largest + headers <= mtu));
    if (!sent) BOOST_CHECK(sent.error().code == std::errc::message_size);
    BOOST_REQUIRE(socket.set_dont_fragment(false).has_value());
    BOOST_TEST(socket.send_to(other.local_address(), Bytes(largest)).value());
  }
}

BOOST_AUTO_TEST_CASE(sockets_do_not_block_and_are_not_inherited) {
  const UdpSocket socket = bound_udp(IpAddress::loopback_v4());
  BOOST_TEST((fcntl(socket.fd(), F_GETFL) & O_NONBLOCK) != 0);
  BOOST_TEST((fcntl(socket.fd(), F_GETFD) & FD_CLOEXEC) != 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::socket

#include "net/socket/socket_address.hpp"

#include <cstring>

#include <boost/test/unit_test.hpp>
#include <netinet/in.h>

namespace acklab::socket {
namespace {

BOOST_AUTO_TEST_SUITE(socket_address)

BOOST_AUTO_TEST_CASE(ipv4_survives_the_way_to_the_system_and_back) {
  const SocketAddress address{IpAddress::v4(192, 0, 2, 7), 4711};
  const SystemAddress system = to_system(address);
  BOOST_TEST(system.length == sizeof(sockaddr_in));
  BOOST_TEST(system.pointer()->sa_family == AF_INET);
  BOOST_CHECK(from_system(system) == address);
}

BOOST_AUTO_TEST_CASE(port_and_octets_are_in_network_order) {
  const SystemAddress system = to_system({IpAddress::v4(1, 2, 3, 4), 0x1234});
  std::array<std::uint8_t, 8> raw{};
  std::memcpy(raw.data(), &system.storage, raw.size());
  const std::array<std::uint8_t, 6> expected{0x12, 0x34, 1, 2, 3, 4};
  BOOST_CHECK(std::equal(expected.begin(), expected.end(), raw.begin() + 2));
}

BOOST_AUTO_TEST_CASE(ipv6_keeps_its_scope) {
  std::array<std::uint8_t, 16> octets{0xfe, 0x80};
  octets[15] = 9;
  const SocketAddress address{IpAddress::v6(octets, 3), 53};
  const SystemAddress system = to_system(address);
  BOOST_TEST(system.length == sizeof(sockaddr_in6));
  sockaddr_in6 raw{};
  std::memcpy(&raw, &system.storage, sizeof raw);
  BOOST_TEST(raw.sin6_scope_id == 3U);
  BOOST_CHECK(from_system(system) == address);
}

BOOST_AUTO_TEST_CASE(what_is_neither_ipv4_nor_ipv6_has_no_address) {
  SystemAddress system = to_system({IpAddress::loopback_v4(), 1});
  system.storage.ss_family = AF_UNIX;
  BOOST_CHECK(!from_system(system));
}

BOOST_AUTO_TEST_CASE(an_address_that_is_cut_short_is_refused) {
  for (const SocketAddress& address :
       {SocketAddress{IpAddress::loopback_v4(), 1}, SocketAddress{IpAddress::v6({}), 1}}) {
    SystemAddress system = to_system(address);
    for (socklen_t length = 0; length < system.length; ++length) {
      BOOST_CHECK(!from_system(system.pointer(), length));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::socket

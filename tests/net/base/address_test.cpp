#include "net/base/address.hpp"

#include <array>
#include <cstdint>
#include <string>

#include <boost/test/unit_test.hpp>

namespace acklab {
namespace {

using Groups = std::array<std::uint16_t, 8>;

IpAddress v6(const Groups& groups, std::uint32_t scope_id = 0) {
  std::array<std::uint8_t, 16> octets{};
  for (std::size_t group = 0; group < groups.size(); ++group) {
    octets.at(2 * group) = static_cast<std::uint8_t>(groups.at(group) >> 8U);
    octets.at(2 * group + 1) = static_cast<std::uint8_t>(groups.at(group) & 0xffU);
  }
  return IpAddress::v6(octets, scope_id);
}

std::string text(const Groups& groups) {
  return to_string(v6(groups));
}

BOOST_AUTO_TEST_SUITE(address_rules)

BOOST_AUTO_TEST_CASE(ipv4_is_dotted_decimal) {
  BOOST_TEST(to_string(IpAddress{}) == "0.0.0.0");
  BOOST_TEST(to_string(IpAddress::v4(192, 0, 2, 255)) == "192.0.2.255");
  BOOST_TEST(to_string(IpAddress::loopback_v4()) == "127.0.0.1");
}

BOOST_AUTO_TEST_CASE(leading_zeros_of_a_group_are_left_out) {
  // RFC 5952 §4.1
  BOOST_TEST(text({0x2001, 0xdb8, 0, 1, 2, 3, 4, 1}) == "2001:db8:0:1:2:3:4:1");
}

BOOST_AUTO_TEST_CASE(run_of_zero_groups_is_shortened_as_far_as_it_goes) {
  // RFC 5952 §4.2.1
  BOOST_TEST(text({0x2001, 0xdb8, 0, 0, 0, 0, 2, 1}) == "2001:db8::2:1");
  BOOST_TEST(text({0x2001, 0xdb8, 0, 0, 0, 0, 0, 0}) == "2001:db8::");
  BOOST_TEST(text({0, 0, 0, 0, 0, 0, 0, 1}) == "::1");
  BOOST_TEST(text({0, 0, 0, 0, 0, 0, 0, 0}) == "::");
  BOOST_TEST(text({0, 0, 3, 4, 5, 6, 7, 8}) == "::3:4:5:6:7:8");
  BOOST_TEST(text({1, 2, 3, 4, 5, 6, 0, 0}) == "1:2:3:4:5:6::");
}

BOOST_AUTO_TEST_CASE(single_zero_group_is_not_shortened) {
  // RFC 5952 §4.2.2
  BOOST_TEST(text({0x2001, 0xdb8, 0, 1, 1, 1, 1, 1}) == "2001:db8:0:1:1:1:1:1");
}

BOOST_AUTO_TEST_CASE(longest_run_is_shortened_and_of_equal_ones_the_first) {
  // RFC 5952 §4.2.3
  BOOST_TEST(text({0x2001, 0, 0, 1, 0, 0, 0, 1}) == "2001:0:0:1::1");
  BOOST_TEST(text({0x2001, 0xdb8, 0, 0, 1, 0, 0, 1}) == "2001:db8::1:0:0:1");
}

BOOST_AUTO_TEST_CASE(letters_are_lower_case) {
  // RFC 5952 §4.3
  BOOST_TEST(text({0xABCD, 0xEF01, 1, 1, 1, 1, 1, 0xFFFF}) == "abcd:ef01:1:1:1:1:1:ffff");
}

BOOST_AUTO_TEST_CASE(port_stands_behind_a_colon_and_ipv6_in_brackets) {
  // RFC 5952 §6
  BOOST_TEST(to_string(SocketAddress{IpAddress::v4(10, 0, 0, 1), 80}) == "10.0.0.1:80");
  BOOST_TEST(to_string(SocketAddress{v6({0x2001, 0xdb8, 0, 0, 0, 0, 0, 1}), 65535}) ==
             "[2001:db8::1]:65535");
}

BOOST_AUTO_TEST_CASE(scope_of_a_link_local_address_is_shown) {
  BOOST_TEST(to_string(SocketAddress{v6({0xfe80, 0, 0, 0, 0, 0, 0, 1}, 3), 80}) ==
             "[fe80::1%3]:80");
}

BOOST_AUTO_TEST_CASE(family_octets_scope_and_port_tell_addresses_apart) {
  BOOST_TEST((IpAddress::v4(0, 0, 0, 0) != v6({})));
  BOOST_TEST((IpAddress::v4(1, 2, 3, 4) == IpAddress::v4(1, 2, 3, 4)));
  BOOST_TEST((IpAddress::v4(1, 2, 3, 4) != IpAddress::v4(1, 2, 3, 5)));
  BOOST_TEST((v6({0xfe80}, 1) != v6({0xfe80}, 2)));
  BOOST_TEST((SocketAddress{IpAddress{}, 1} != SocketAddress{IpAddress{}, 2}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab

#include "net/socket/resolve.hpp"

#include <set>

#include <boost/test/unit_test.hpp>

#include "tests/support/socket_loopback.hpp"

namespace acklab::socket {
namespace {

std::string refusal(const std::string& host, const std::string& port) {
  const auto found = resolve(host, port);
  return found ? "resolved" : found.error().sentence;
}

BOOST_AUTO_TEST_SUITE(name_resolution)

BOOST_AUTO_TEST_CASE(a_numeric_address_is_itself_once) {
  const auto v4 = resolve("192.0.2.1", "4711").value();
  BOOST_REQUIRE(v4.size() == 1U);
  BOOST_CHECK(v4[0] == (SocketAddress{IpAddress::v4(192, 0, 2, 1), 4711}));
  const auto v6 = resolve("2001:db8::1", "0").value();
  BOOST_REQUIRE(v6.size() == 1U);
  BOOST_TEST(to_string(v6[0]) == "[2001:db8::1]:0");
}

BOOST_AUTO_TEST_CASE(a_numeric_scope_is_kept) {
  const auto found = resolve("fe80::1%1", "65535").value();
  BOOST_TEST(found.front().ip.scope_id() == 1U);
  BOOST_TEST(found.front().port == 65535);
}

BOOST_AUTO_TEST_CASE(localhost_is_a_loopback_address_none_twice) {
  const auto found = resolve("localhost", "80").value();
  const std::set<SocketAddress> different(found.begin(), found.end());
  BOOST_TEST(different.size() == found.size());
  for (const SocketAddress& address : found) {
    const bool loopback = address.ip == test::loopback_v6() || address.ip.octets()[0] == 127;
    BOOST_TEST(loopback, to_string(address));
    BOOST_TEST(address.port == 80);
  }
}

BOOST_AUTO_TEST_CASE(the_family_asked_for_is_the_only_one) {
  const auto v4 = resolve("localhost", "80", IpAddress::Family::v4).value();
  for (const SocketAddress& address : v4) BOOST_CHECK(address.ip.family() == IpAddress::Family::v4);
  BOOST_CHECK(!resolve("192.0.2.1", "80", IpAddress::Family::v6));
}

BOOST_AUTO_TEST_CASE(a_name_that_does_not_exist_is_refused_with_a_sentence) {
  // RFC 6761: "invalid" never exists, whatever the name server.
  const auto found = resolve("nobody.invalid", "80");
  BOOST_REQUIRE(!found.has_value());
  BOOST_TEST(found.error().sentence.starts_with("Cannot resolve \"nobody.invalid\": "));
  BOOST_TEST(found.error().sentence.ends_with("."));
}

BOOST_AUTO_TEST_CASE(a_service_that_does_not_exist_is_refused_with_both_names) {
  BOOST_TEST(refusal("127.0.0.1", "no-such-service")
                 .starts_with("Cannot resolve \"127.0.0.1\" with service \"no-such-service\": "));
}

BOOST_AUTO_TEST_CASE(a_port_out_of_range_is_refused_not_cut) {
  for (const char* port : {"65536", "70000", "-1", "+80", "80 ", "99999999999999999999"}) {
    BOOST_TEST(refusal("127.0.0.1", port) ==
               "\"" + std::string(port) + "\" is not a port: it must be from 0 to 65535.");
  }
}

BOOST_AUTO_TEST_CASE(what_is_no_name_is_refused) {
  BOOST_TEST(refusal("", "80") == "Cannot resolve an empty host name.");
  BOOST_TEST(refusal("localhost", "") == "Cannot resolve \"localhost\" without a port or service.");
  BOOST_TEST(refusal(std::string("local\0host", 10), "80") ==
             "Cannot resolve a name with a zero character in it.");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::socket

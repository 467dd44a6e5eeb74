#include "sim/path/kernel_counters.hpp"

#include <string_view>

#include <boost/test/unit_test.hpp>

#include "sim/path/system_setting.hpp"

using acklab::path::counter_in;

BOOST_AUTO_TEST_SUITE(kernel_counters)

namespace {
constexpr std::string_view table =
    "Tcp: RtoAlgorithm MaxConn InErrs InCsumErrors\n"
    "Tcp: 1 -1 12 7\n"
    "Udp: InDatagrams NoPorts InErrors RcvbufErrors\n"
    "Udp: 900 3 5 2\n";
}

BOOST_AUTO_TEST_CASE(a_counter_is_found_by_protocol_and_name) {
  BOOST_TEST(counter_in(table, "Tcp", "InErrs").value() == 12U);
  BOOST_TEST(counter_in(table, "Udp", "InErrors").value() == 5U);
  BOOST_TEST(counter_in(table, "Udp", "RcvbufErrors").value() == 2U);
}

BOOST_AUTO_TEST_CASE(what_the_kernel_does_not_count_is_nothing_not_zero) {
  BOOST_TEST(!counter_in(table, "Udp", "InCsumErrors"));
  BOOST_TEST(!counter_in(table, "Icmp", "InErrs"));
  BOOST_TEST(!counter_in(table, "Tcp", "MaxConn"));  // -1: not a count
  BOOST_TEST(!counter_in("", "Tcp", "InErrs"));
  BOOST_TEST(!counter_in("Tcp: A B", "Tcp", "B"));
}

BOOST_AUTO_TEST_CASE(a_counter_with_a_line_of_its_own_is_found_by_name) {
  constexpr std::string_view lines =
      "Udp6InErrors                    \t7\nUdp6RcvbufErrors                \t3\n";
  BOOST_TEST(counter_by_line(lines, "Udp6RcvbufErrors").value() == 3U);
  BOOST_TEST(!counter_by_line(lines, "Udp6MemErrors"));
  BOOST_TEST(!counter_by_line("Udp6InErrors", "Udp6InErrors"));
  BOOST_TEST(!counter_by_line("", "Udp6InErrors"));
}

BOOST_AUTO_TEST_CASE(this_kernel_has_every_counter_that_is_asked_for) {
  const auto snmp = acklab::path::read_small_file("/proc/thread-self/net/snmp").value();
  const auto netstat = acklab::path::read_small_file("/proc/thread-self/net/netstat").value();
  for (const char* name : {"RcvbufErrors", "InCsumErrors", "MemErrors"}) {
    BOOST_TEST_INFO(name);
    BOOST_TEST(counter_in(snmp, "Udp", name).has_value());
  }
  BOOST_TEST(counter_in(snmp, "Tcp", "InErrs").has_value());
  // Absent where the kernel has no IPv6.
  if (const auto snmp6 = acklab::path::read_small_file("/proc/thread-self/net/snmp6")) {
    for (const char* name : {"Udp6RcvbufErrors", "Udp6InCsumErrors", "Udp6MemErrors"}) {
      BOOST_TEST_INFO(name);
      BOOST_TEST(counter_by_line(*snmp6, name).has_value());
    }
  }
  for (const char* name : {"TCPBacklogDrop", "TCPRcvQDrop", "TCPOFODrop"}) {
    BOOST_TEST_INFO(name);
    BOOST_TEST(counter_in(netstat, "TcpExt", name).has_value());
  }
}

BOOST_AUTO_TEST_SUITE_END()

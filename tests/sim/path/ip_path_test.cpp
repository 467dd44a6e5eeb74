#include "sim/path/ip_path.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include <boost/test/unit_test.hpp>
#include <poll.h>

#include "net/wire/ipv4_header.hpp"
#include "sim/path/child_program.hpp"
#include "sim/path/packet_queue.hpp"
#include "sim/path/system_setting.hpp"
#include "tests/support/path_real.hpp"

using namespace acklab;
using namespace acklab::path;
using namespace acklab::test;

namespace {

bool is_readable(int fd) {
  pollfd input{fd, POLLIN, 0};
  return ::poll(&input, 1, 0) == 1;
}

Bytes packet_between(const IpAddress& from, const IpAddress& to, std::uint8_t protocol) {
  wire::Ipv4Header header;
  header.source = from;
  header.destination = to;
  header.protocol = protocol;
  return wire::encode(header, Bytes(32, 9));
}

constexpr HostKinds own_and_kernel{HostKind::user_space, HostKind::kernel};

}  // namespace

BOOST_AUTO_TEST_SUITE(ip_path)

BOOST_AUTO_TEST_CASE(a_queue_is_readable_while_packets_wait_and_loses_them_when_full) {
  PacketQueue queue;
  BOOST_TEST(!is_readable(queue.fd()));
  BOOST_TEST(!queue.pop().has_value());
  for (std::size_t number = 0; number < PacketQueue::capacity; ++number) {
    BOOST_TEST_REQUIRE(queue.push(Bytes(1, static_cast<std::uint8_t>(number))));
  }
  BOOST_TEST(!queue.push(Bytes{1}));
  BOOST_TEST(queue.refused() == 1U);
  for (std::size_t number = 0; number < PacketQueue::capacity; ++number) {
    BOOST_TEST_REQUIRE(is_readable(queue.fd()));
    BOOST_TEST_REQUIRE((queue.pop() == Bytes(1, static_cast<std::uint8_t>(number))));
  }
  BOOST_TEST(!is_readable(queue.fd()));
}

BOOST_AUTO_TEST_CASE(a_queue_hands_over_every_packet_between_two_threads) {
  PacketQueue queue;
  constexpr int count = 20'000;
  std::thread sender([&queue] {
    for (int number = 0; number < count; ++number) {
      while (!queue.push(Bytes(1, static_cast<std::uint8_t>(number)))) std::this_thread::yield();
    }
  });
  int received = 0;
  bool in_order = true;
  while (received < count) {
    pollfd input{queue.fd(), POLLIN, 0};
    if (::poll(&input, 1, 20'000) != 1) break;
    while (const auto packet = queue.pop()) {
      in_order = in_order && packet->front() == static_cast<std::uint8_t>(received);
      ++received;
    }
  }
  sender.join();
  BOOST_TEST(received == count);
  BOOST_TEST(in_order);
}

BOOST_AUTO_TEST_CASE(two_hosts_in_user_space_need_no_privilege_and_meet_nobody_else) {
  const auto path = open_ip({}, 1, {}).value();
  const auto client = path->open_packets(Host::client).value();
  const auto server = path->open_packets(Host::server).value();
  const IpAddress to = server->local_address().ip;
  const IpAddress from = client->local_address().ip;
  BOOST_TEST(client->send({{to, 0}, packet_between(from, to, 6)}).value());
  BOOST_TEST(client->send({{to, 0}, packet_between(from, IpAddress::v4(10, 77, 0, 9), 6)}).value());
  BOOST_TEST(wait_until([&] { return is_readable(server->fd()); }));
  Bytes buffer(2000);
  const auto received = server->receive_into(buffer).value();
  BOOST_REQUIRE(received.has_value());
  buffer.resize(received->bytes);
  BOOST_TEST(buffer == packet_between(from, to, 6));
  BOOST_TEST(wait_until([&] { return path->idle(); }));
  const PathTruth truth = path->stop();
  BOOST_TEST(truth.forward.counters.offered == 1U);
  BOOST_TEST(truth.forward.ignored == 1U);
  BOOST_TEST(!path->open_udp(Host::client).has_value());
  BOOST_TEST(path->refuses_tcp().has_value());
  BOOST_TEST(path->tcp_settings().empty());
}

BOOST_AUTO_TEST_CASE(a_host_in_user_space_reaches_the_kernel_in_its_namespace) {
  auto opened = open_ip_at(default_tun_node, {}, 1, own_and_kernel);
  if (!opened) return report_not_run(opened.error());
  IpPath& path = **opened;
  const auto packets = path.open_packets(Host::client).value();
  BOOST_TEST(!path.open_packets(Host::server).has_value());
  auto server = path.open_udp(Host::server).value();
  // A datagram made by hand, its checksum left out (RFC 768).
  const Bytes datagram{0x9c, 0x40, 0x1b, 0x58, 0, 9, 0, 0, 'x'};
  wire::Ipv4Header header;
  header.source = packets->local_address().ip;
  header.destination = server.local_address().ip;
  header.protocol = 17;
  BOOST_TEST(packets->send({{header.destination, 0}, wire::encode(header, datagram)}).value());
  BOOST_TEST(wait_until([&] { return is_readable(server.fd()); }));
  SocketAddress from;
  const auto arrived = drain(server, from);
  BOOST_REQUIRE(arrived.size() == 1U);
  BOOST_TEST(arrived[0] == Bytes{'x'});
  BOOST_TEST((from == SocketAddress{header.source, 40'000}));
  // And back: what the kernel sends comes out as an IP packet.
  BOOST_TEST(server.send_to(from, Bytes{'y'}).value());
  BOOST_TEST(wait_until([&] { return is_readable(packets->fd()); }));
  Bytes buffer(2000);
  const auto answer = packets->receive_into(buffer).value();
  const auto packet = wire::decode_ipv4(ByteView{buffer}.first(answer->bytes));
  BOOST_REQUIRE(packet.has_value());
  BOOST_TEST(packet->payload.back() == 'y');
  BOOST_TEST(!path.tcp_settings().empty());
}

BOOST_AUTO_TEST_CASE(a_program_runs_in_the_hosts_namespace_and_ends_with_its_own_code) {
  auto opened = open_ip_at(default_tun_node, {}, 1, own_and_kernel);
  if (!opened) return report_not_run(opened.error());
  const NetworkNamespace& network = (*opened)->network(Host::server);
  const auto file = std::filesystem::temp_directory_path() / "acklab-program-output";
  {
    ChildProgram program{network, {"sh", "-c", "cat /proc/net/dev; exit 7"}, file.string()};
    BOOST_TEST(wait_until([&] { return program.exit_code().has_value(); }));
    BOOST_TEST(*program.exit_code() == 7);
  }
  const auto said = read_small_file(file.string());
  std::filesystem::remove(file);
  BOOST_REQUIRE(said.has_value());
  BOOST_TEST(said->find("acklab0") != std::string::npos, *said);
  BOOST_TEST(said->find("eth0") == std::string::npos, *said);
  // One that would never end does not outlive its owner.
  const Instant started = socket::monotonic_now();
  { const ChildProgram sleeper{network, {"sleep", "1000"}, "/dev/null"}; }
  BOOST_TEST((socket::monotonic_now() - started < std::chrono::seconds{100}));
  BOOST_CHECK_THROW((ChildProgram{network, {"no-such-program-here"}, "/dev/null"}),
                    std::system_error);
}

BOOST_AUTO_TEST_SUITE_END()

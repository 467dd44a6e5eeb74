// What the IP headers of our datagrams say, read by a socket that asks the system for them.

#include <array>
#include <chrono>
#include <cstring>
#include <optional>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <netinet/in.h>
#include <sys/socket.h>

#include "net/socket/event_loop.hpp"
#include "net/socket/reliable_client.hpp"
#include "net/socket/socket_address.hpp"
#include "net/socket/udp_socket.hpp"
#include "tests/support/socket_loopback.hpp"

namespace acklab::socket {
namespace {

using namespace std::chrono_literals;

struct SeenHeader {
  SocketAddress from;
  int traffic_class = -1;
  int hop_limit = -1;
};

/// Receives on a UdpSocket of its own, headers included.
class HeaderReader {
 public:
  HeaderReader(EventLoop& loop, const IpAddress& ip)
      : loop_(loop), socket_(UdpSocket::bind({ip, 0}).value()) {
    const int on = 1;
    const bool v6 = ip.family() == IpAddress::Family::v6;
    const int level = v6 ? IPPROTO_IPV6 : IPPROTO_IP;
    for (const int name :
         {v6 ? IPV6_RECVTCLASS : IP_RECVTOS, v6 ? IPV6_RECVHOPLIMIT : IP_RECVTTL}) {
      BOOST_REQUIRE(setsockopt(socket_.fd(), level, name, &on, sizeof on) == 0);
    }
    loop_.watch(socket_.fd(), false, [this](Readiness) { read(); });
  }
  HeaderReader(const HeaderReader&) = delete;
  HeaderReader& operator=(const HeaderReader&) = delete;
  ~HeaderReader() { loop_.unwatch(socket_.fd()); }

  [[nodiscard]] SocketAddress address() const { return socket_.local_address(); }
  [[nodiscard]] const std::vector<SeenHeader>& seen() const { return seen_; }
  void wait_for(std::size_t count) {
    BOOST_REQUIRE(test::run_until(loop_, [&] { return seen_.size() >= count; }));
  }

 private:
  void read() {
    std::array<std::uint8_t, 2000> payload{};
    alignas(cmsghdr) std::array<std::uint8_t, 256> control{};
    SystemAddress from;
    iovec part{payload.data(), payload.size()};
    msghdr message{};
    message.msg_name = &from.storage;
    message.msg_namelen = sizeof from.storage;
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    if (::recvmsg(socket_.fd(), &message, 0) < 0) return;
    from.length = message.msg_namelen;
    SeenHeader header{from_system(from).value(), -1, -1};
    for (cmsghdr* at = CMSG_FIRSTHDR(&message); at != nullptr; at = CMSG_NXTHDR(&message, at)) {
      if (at->cmsg_level == IPPROTO_IP && at->cmsg_type == IP_TOS) {
        header.traffic_class = *CMSG_DATA(at);  // one octet
      } else if (at->cmsg_level == IPPROTO_IPV6 && at->cmsg_type == IPV6_TCLASS) {
        std::memcpy(&header.traffic_class, CMSG_DATA(at), sizeof(int));
      } else if ((at->cmsg_level == IPPROTO_IP && at->cmsg_type == IP_TTL) ||
                 (at->cmsg_level == IPPROTO_IPV6 && at->cmsg_type == IPV6_HOPLIMIT)) {
        std::memcpy(&header.hop_limit, CMSG_DATA(at), sizeof(int));
      }
    }
    seen_.push_back(header);
  }

  EventLoop& loop_;
  UdpSocket socket_;
  std::vector<SeenHeader> seen_;
};

/// A connection that nobody answers: its SYN goes again soon.
ReliableClientOptions impatient() {
  ReliableClientOptions options;
  options.connection.initial_rto = 20ms;
  options.service_port = 80;
  return options;
}

BOOST_AUTO_TEST_SUITE(ip_header)

BOOST_AUTO_TEST_CASE(a_datagram_carries_the_marks_that_were_asked_for) {
  for (const IpAddress& ip : test::loopbacks()) {
    EventLoop loop;
    HeaderReader reader(loop, ip);
    UdpSocket socket = UdpSocket::bind({ip, 0}).value();
    const Bytes payload{1};
    std::size_t count = 0;
    for (const IpMarks marks : {IpMarks{}, IpMarks{46, 7}, IpMarks{46, 7}, IpMarks{0, 255}}) {
      socket.mark(marks);
      BOOST_REQUIRE(socket.send_to(reader.address(), payload).value());
      reader.wait_for(++count);
      BOOST_TEST(reader.seen().back().traffic_class == marks.dscp * 4);
      BOOST_TEST(reader.seen().back().hop_limit == marks.hop_limit);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_connection_says_what_it_was_configured_with_and_what_it_is_told_later) {
  EventLoop loop;
  HeaderReader reader(loop, IpAddress::loopback_v4());
  ReliableClientOptions options = impatient();
  options.connection.dscp = 10;
  options.connection.hop_limit = 33;
  const auto client = ReliableClient::connect(loop, reader.address(), {}, options).value();
  reader.wait_for(2);
  for (const SeenHeader& header : reader.seen()) {
    BOOST_TEST(header.traffic_class == 40);
    BOOST_TEST(header.hop_limit == 33);
  }
  client->connection().set_dscp(46);
  const std::size_t before = reader.seen().size();
  reader.wait_for(before + 2);
  BOOST_TEST(reader.seen().back().traffic_class == 184);
  BOOST_TEST(reader.seen().back().hop_limit == 33);
}

BOOST_AUTO_TEST_CASE(a_connection_keeps_its_source_address_whether_chosen_here_or_by_the_system) {
  EventLoop loop;
  HeaderReader reader(loop, IpAddress::loopback_v4());
  ReliableClientOptions options = impatient();
  const auto asked = ReliableClient::connect(loop, reader.address(), {}, options).value();
  reader.wait_for(3);
  for (const SeenHeader& header : reader.seen()) {
    // The unspecified address was made one that the peer can answer to.
    BOOST_CHECK(header.from.ip == IpAddress::loopback_v4());
    BOOST_TEST(header.from.port == asked->local_address().port);
  }
  HeaderReader other(loop, IpAddress::loopback_v4());
  options.local = SocketAddress{IpAddress::v4(127, 0, 0, 2), 0};
  const auto chosen = ReliableClient::connect(loop, other.address(), {}, options).value();
  other.wait_for(3);
  for (const SeenHeader& header : other.seen()) {
    BOOST_CHECK(header.from.ip == IpAddress::v4(127, 0, 0, 2));
    BOOST_TEST(header.from.port == chosen->local_address().port);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::socket

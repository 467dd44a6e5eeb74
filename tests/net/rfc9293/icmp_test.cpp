// ICMP, from the packet to the application: RFC 9293 §3.9.2.2.

#include <functional>

#include <boost/test/unit_test.hpp>

#include "net/transport/endpoint.hpp"
#include "net/transport/ip_layer.hpp"
#include "net/wire/byte_order.hpp"
#include "net/wire/internet_checksum.hpp"
#include "net/wire/ipv4_header.hpp"

using namespace acklab;
using namespace acklab::transport;
using namespace std::chrono_literals;

namespace {

constexpr IpAddress own_ip = IpAddress::v4(10, 0, 0, 1);
constexpr IpAddress router_ip = IpAddress::v4(10, 0, 0, 254);
constexpr SocketAddress peer_on_ip{IpAddress::v4(10, 0, 0, 2), 0};
constexpr Instant first_instant = timeline_origin + 1s;

/// An endpoint directly on IP that opens a connection, and what its network says about it.
class OnIp {
 public:
  OnIp() {
    layer_.on_network_report([this](Instant now, const NetworkReport& report) {
      endpoint_.note_network_report(now, report);
    });
    id_ = endpoint_.connect(first_instant, peer_on_ip, 80, {});
    syn_ = layer_.poll_transmit(first_instant)->payload;
  }

  /// The packet that a router sends back for the SYN; `changed` may alter what it quotes.
  void complain(std::uint8_t type, std::uint8_t code,
                const std::function<void(Bytes&)>& changed = {}) {
    Bytes message{type, code, 0, 0, 0, 0, 0, 0};
    message.insert(message.end(), syn_.begin(), syn_.begin() + 28);
    if (changed) changed(message);
    wire::write_u16(message, 2, wire::InternetChecksum{}.add(message).checksum());
    wire::Ipv4Header header;
    header.source = router_ip;
    header.destination = own_ip;
    header.protocol = 1;
    layer_.handle_datagram(first_instant, {}, wire::encode(header, message));
  }
  [[nodiscard]] std::optional<EndpointEvent> event() { return endpoint_.poll_event(); }
  [[nodiscard]] Connection& connection() { return *endpoint_.find(id_); }

 private:
  static EndpointConfig on_ip() {
    EndpointConfig config;
    config.carriage = Carriage::ip(own_ip);
    return config;
  }
  Endpoint endpoint_{on_ip()};
  IpLayer layer_{{own_ip, std::nullopt, 1500}, endpoint_};
  ConnectionId id_{};
  Bytes syn_;
};

constexpr std::uint8_t unreachable_type = 3;

}  // namespace

BOOST_AUTO_TEST_SUITE(icmp_to_application)

BOOST_AUTO_TEST_CASE(soft_messages_become_events_and_hard_ones_the_end) {
  struct Case {
    std::uint8_t type;
    std::uint8_t code;
    bool hard;
  };
  for (const Case& one : {Case{unreachable_type, 0, false}, Case{unreachable_type, 1, false},
                          Case{unreachable_type, 2, true}, Case{unreachable_type, 3, true},
                          Case{unreachable_type, 5, false}, Case{11, 0, false}, Case{11, 1, false},
                          Case{12, 0, false}}) {
    BOOST_TEST_CONTEXT("type " << int{one.type} << ", code " << int{one.code}) {
      OnIp host;
      host.complain(one.type, one.code);
      const auto event = host.event();
      BOOST_REQUIRE(event.has_value());
      BOOST_TEST(std::holds_alternative<SoftError>(event->event) == !one.hard);
      BOOST_TEST(std::holds_alternative<Closed>(event->event) == one.hard);
      BOOST_TEST(host.connection().is_closed() == one.hard);
    }
  }
}

BOOST_AUTO_TEST_CASE(source_quench_and_fragmentation_needed_are_no_errors) {
  OnIp host;
  host.complain(4, 0);
  host.complain(unreachable_type, 4);
  BOOST_TEST(!host.event().has_value());
  BOOST_TEST(host.connection().statistics().network_errors == 0U);
}

BOOST_AUTO_TEST_CASE(who_cannot_see_the_connection_cannot_end_it) {
  // Octets of the message: 8 of ICMP, 20 of the quoted IP header, then ports and sequence number.
  OnIp host;
  host.complain(unreachable_type, 3, [](Bytes& message) { message[34] ^= 0x40U; });
  BOOST_TEST(host.connection().statistics().ignored_network_errors == 1U);
  host.complain(unreachable_type, 3, [](Bytes& message) { message[29] ^= 1U; });
  host.complain(unreachable_type, 3, [](Bytes& message) { message[27] ^= 1U; });
  BOOST_TEST((host.connection().state() == State::syn_sent));
  BOOST_TEST(!host.event().has_value());
  host.complain(unreachable_type, 3);
  BOOST_TEST(host.connection().is_closed());
}

BOOST_AUTO_TEST_SUITE_END()

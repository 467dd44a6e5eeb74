#include "sim/capture/ip_image.hpp"

#include <algorithm>

#include <boost/test/unit_test.hpp>

#include "net/wire/ipv4_header.hpp"
#include "net/wire/ipv6_header.hpp"
#include "net/wire/segment_checksum.hpp"
#include "net/wire/udp_header.hpp"
#include "sim/link/damage/damage.hpp"
#include "sim/link/damage/transport_octets.hpp"
#include "sim/link/settings.hpp"
#include "sim/path/host_addresses.hpp"
#include "sim/path/udp_reception.hpp"

using namespace acklab;
using namespace acklab::capture;
using link::Direction;

namespace {

const wire::PseudoHeader from_client{path::client_address.ip, path::server_address.ip};

wire::Segment sample_segment() {
  wire::Segment segment;
  segment.source_port = 40000;
  segment.destination_port = 7000;
  segment.sender.sequence = Seq32{1000};
  segment.sender.payload = {1, 2, 3, 4, 5, 6, 7};
  segment.receiver.acknowledgment = Seq32{77};
  segment.receiver.window = 5000;
  return segment;
}

/// As virtual time hands it to the link.
link::Packet carried_in_udp() {
  link::Packet packet{.octets = wire::encode(sample_segment(), wire::PseudoHeader{})};
  packet.content = link::Content::segment;
  return packet;
}

link::Packet plain_datagram(IpAddress::Family version) {
  const path::HostAddresses hosts = path::host_addresses(version);
  link::Packet packet{.octets = Bytes(100, 0x5a)};
  packet.ip_version = version;
  packet.content = link::Content::datagram_payload;
  packet.udp = path::udp_envelope(hosts.client, hosts.server);
  return packet;
}

template <typename Header>
Bytes in_ip_of(const wire::PseudoHeader& addresses, std::uint8_t protocol, ByteView payload) {
  Header header;
  header.source = addresses.source;
  header.destination = addresses.destination;
  header.protocol = protocol;
  return wire::encode(header, payload);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ip_image_of)

BOOST_AUTO_TEST_CASE(a_segment_in_udp_stands_in_ip_with_a_right_checksum) {
  link::Packet packet = carried_in_udp();
  packet.ecn = link::Ecn::ce;
  const Bytes image = ip_image(packet, Direction::forward);
  const auto ip = wire::decode_ipv4(image);
  BOOST_REQUIRE(ip);
  BOOST_TEST(ip->header.protocol == wire::tcp_protocol);
  BOOST_TEST((ip->header.source == path::client_address.ip));
  BOOST_TEST(ip->header.congestion_notification == 3);
  BOOST_TEST(wire::checksum_is_right(ip->payload, from_client));
  const auto segment = wire::decode(ip->payload, from_client);
  BOOST_REQUIRE(segment);
  BOOST_TEST((segment->sender.payload == sample_segment().sender.payload));
}

BOOST_AUTO_TEST_CASE(what_comes_back_has_the_servers_address) {
  const Bytes image = ip_image(carried_in_udp(), Direction::reverse);
  const auto ip = wire::decode_ipv4(image);
  BOOST_REQUIRE(ip);
  BOOST_TEST((ip->header.source == path::server_address.ip));
  BOOST_TEST(wire::checksum_is_right(
      ip->payload, wire::PseudoHeader{path::server_address.ip, path::client_address.ip}));
}

BOOST_AUTO_TEST_CASE(damage_shows_as_a_wrong_checksum_wherever_it_struck) {
  const std::size_t size = carried_in_udp().octets.size();
  for (std::uint32_t octet = 0; octet < size; ++octet) {
    link::Packet packet = carried_in_udp();
    link::Damage damage;
    damage.flips.push_back({octet, 0x10});
    link::apply(packet, damage);
    const auto image = ip_image(packet, Direction::forward);
    const auto ip = wire::decode_ipv4(image);
    BOOST_REQUIRE(ip);
    BOOST_TEST(!wire::checksum_is_right(ip->payload, from_client), "octet " << octet);
  }
}

BOOST_AUTO_TEST_CASE(repaired_damage_is_as_invisible_as_to_the_receiver) {
  link::Packet packet = carried_in_udp();
  link::Damage damage;
  damage.flips.push_back({22, 0x10});
  damage.repaired = true;
  link::apply(packet, damage);
  const auto image = ip_image(packet, Direction::forward);
  const auto ip = wire::decode_ipv4(image);
  BOOST_REQUIRE(ip);
  BOOST_TEST(wire::checksum_is_right(ip->payload, from_client));
  BOOST_TEST(!std::ranges::equal(ip->payload, carried_in_udp().octets));
}

BOOST_AUTO_TEST_CASE(a_plain_datagram_gets_the_headers_it_would_have_had) {
  const auto packet = plain_datagram(IpAddress::Family::v4);
  const Bytes image = ip_image(packet, Direction::forward);
  const auto ip = wire::decode_ipv4(image);
  BOOST_REQUIRE(ip);
  const auto datagram = wire::decode_udp(ip->payload, from_client);
  BOOST_REQUIRE(datagram);
  BOOST_TEST(datagram->header.source_port == path::client_address.port);
  BOOST_TEST(std::ranges::equal(datagram->payload, packet.octets));
}

BOOST_AUTO_TEST_CASE(each_flow_has_a_network_of_its_own_and_right_checksums) {
  link::Packet datagram = plain_datagram(IpAddress::Family::v4);
  datagram.flow = 3;
  const Bytes image = ip_image(datagram, Direction::forward);
  const auto ip = wire::decode_ipv4(image);
  BOOST_REQUIRE(ip);
  BOOST_TEST((ip->header.source == IpAddress::v4(10, 77, 3, 1)));
  BOOST_TEST(wire::decode_udp(ip->payload, ip->header.pseudo_header()).has_value());

  link::Packet segment = carried_in_udp();
  segment.flow = 3;
  const Bytes other = ip_image(segment, Direction::reverse);
  const auto back = wire::decode_ipv4(other);
  BOOST_REQUIRE(back);
  BOOST_TEST((back->header.destination == IpAddress::v4(10, 77, 3, 1)));
  BOOST_TEST(wire::checksum_is_right(back->payload, back->header.pseudo_header()));
}

BOOST_AUTO_TEST_CASE(flows_that_share_hosts_on_tun_get_networks_of_their_own) {
  for (const auto version : {IpAddress::Family::v4, IpAddress::Family::v6}) {
    const path::HostAddresses hosts = path::host_addresses(version);
    const wire::PseudoHeader real{hosts.client.ip, hosts.server.ip};
    for (const bool is_tcp : {true, false}) {
      const Bytes payload = is_tcp ? wire::encode(sample_segment(), real)
                                   : wire::encode(wire::UdpHeader{40001, 7001}, Bytes(9, 3), real);
      const std::uint8_t protocol = is_tcp ? wire::tcp_protocol : wire::udp_protocol;
      link::Packet packet;
      packet.layout = link::PacketLayout::ip_packet;
      packet.flow = 0x102;
      packet.octets = version == IpAddress::Family::v4
                          ? in_ip_of<wire::Ipv4Header>(real, protocol, payload)
                          : in_ip_of<wire::Ipv6Header>(real, protocol, payload);
      const Bytes image = ip_image(packet, Direction::forward);
      wire::PseudoHeader told;
      ByteView inner;
      if (version == IpAddress::Family::v4) {
        const auto ip = wire::decode_ipv4(image);  // its header's checksum is right
        BOOST_REQUIRE(ip);
        BOOST_TEST((ip->header.source == IpAddress::v4(10, 77, 2, 1)));
        told = ip->header.pseudo_header();
        inner = ip->payload;
      } else {
        const auto ip = wire::decode_ipv6(image);
        BOOST_REQUIRE(ip);
        BOOST_TEST(ip->header.destination.octets()[4] == 1);
        BOOST_TEST(ip->header.destination.octets()[5] == 2);
        told = ip->header.pseudo_header();
        inner = ip->payload;
      }
      BOOST_TEST((is_tcp ? wire::checksum_is_right(inner, told)
                         : wire::decode_udp(inner, told).has_value()));
      packet.octets.back() ^= 0x01U;
      const Bytes damaged = ip_image(packet, Direction::forward);
      const ByteView other = ByteView(damaged).subspan(damaged.size() - inner.size());
      BOOST_TEST(!(is_tcp ? wire::checksum_is_right(other, told)
                          : wire::decode_udp(other, told).has_value()));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_damaged_datagram_has_a_wrong_checksum) {
  for (const auto version : {IpAddress::Family::v4, IpAddress::Family::v6}) {
    link::Packet packet = plain_datagram(version);
    link::Damage damage;
    damage.flips.push_back({50, 0x01});
    link::show_udp_header(packet);
    link::apply(packet, damage);
    const Bytes image = ip_image(packet, Direction::forward);
    const path::HostAddresses hosts = path::host_addresses(version);
    const wire::PseudoHeader pseudo{hosts.client.ip, hosts.server.ip};
    ByteView payload;
    if (version == IpAddress::Family::v4) {
      const auto ip = wire::decode_ipv4(image);
      BOOST_REQUIRE(ip);
      payload = ip->payload;
    } else {
      const auto ip = wire::decode_ipv6(image);
      BOOST_REQUIRE(ip);
      payload = ip->payload;
    }
    const auto datagram = wire::decode_udp(payload, pseudo);
    BOOST_REQUIRE(!datagram);
    BOOST_TEST((datagram.error() == wire::UdpError::bad_checksum));
  }
}

BOOST_AUTO_TEST_CASE(the_udp_carriage_of_a_whole_ip_packet_is_taken_off) {
  wire::Ipv4Header header;
  header.source = path::client_address.ip;
  header.destination = path::server_address.ip;
  header.protocol = wire::udp_protocol;
  header.time_to_live = 17;
  const Bytes datagram =
      wire::encode(wire::UdpHeader{40000, 7000, false},
                   wire::encode(sample_segment(), wire::PseudoHeader{}), from_client);
  link::Packet packet{.octets = wire::encode(header, datagram)};
  packet.layout = link::PacketLayout::ip_packet;
  packet.content = link::Content::segment;
  packet.corruptible_from = 28;
  const Bytes image = ip_image(packet, Direction::forward);
  const auto ip = wire::decode_ipv4(image);
  BOOST_REQUIRE(ip);
  BOOST_TEST(ip->header.protocol == wire::tcp_protocol);
  BOOST_TEST(ip->header.time_to_live == 17);
  BOOST_TEST(wire::checksum_is_right(ip->payload, from_client));
}

BOOST_AUTO_TEST_CASE(a_segment_directly_on_ip_stays_as_it_is) {
  wire::Ipv4Header header;
  header.source = path::client_address.ip;
  header.destination = path::server_address.ip;
  header.protocol = wire::tcp_protocol;
  link::Packet packet{.octets = wire::encode(header, wire::encode(sample_segment(), from_client))};
  packet.layout = link::PacketLayout::ip_packet;
  packet.content = link::Content::segment;
  packet.corruptible_from = 20;
  BOOST_TEST((ip_image(packet, Direction::forward) == packet.octets));
}

BOOST_AUTO_TEST_SUITE_END()

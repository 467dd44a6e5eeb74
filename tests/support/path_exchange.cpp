#include "tests/support/path_exchange.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <boost/test/unit_test.hpp>

#include "net/base/random.hpp"
#include "tests/support/path_real.hpp"

namespace acklab::test {

namespace {

// Far below what the smallest default receive buffer holds.
constexpr std::uint64_t most_ahead = 32;

struct Sender {
  socket::UdpSocket& socket;
  SocketAddress to;
};

void append(std::vector<Bytes>& all, std::vector<Bytes> more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

/// Sends while the link keeps up, and takes what arrives meanwhile. Returns where the receiver saw
/// the datagrams come from.
SocketAddress send_all(const Sender& sender, socket::UdpSocket& receiver, std::uint64_t count,
                       const path::RealPath& path, const FateLog& log,
                       std::vector<Bytes>& arrived) {
  SocketAddress from;
  const std::uint64_t decided_before = log.decided();
  for (std::uint64_t number = 0; number < count; ++number) {
    BOOST_TEST_REQUIRE(
        wait_until([&] { return number < log.decided() - decided_before + most_ahead; }));
    BOOST_TEST_REQUIRE(sender.socket.send_to(sender.to, numbered_datagram(number)).value());
    append(arrived, drain(receiver, from));
  }
  BOOST_TEST_REQUIRE(wait_until([&] { return path.idle(); }));
  append(arrived, drain(receiver, from));
  return from;
}

Carried of_direction(link::Direction direction, const FateLog& log, std::vector<Bytes> arrived,
                     const path::DirectionTruth& truth) {
  Carried carried{.arrived = std::move(arrived), .fates = {}, .truth = truth};
  std::copy_if(log.fates().begin(), log.fates().end(), std::back_inserter(carried.fates),
               [direction](const link::FateRecord& fate) { return fate.direction == direction; });
  return carried;
}

/// Bits flipped at random are; words that changed places are not, nor what a repaired checksum
/// covers.
bool is_visible(const link::FateRecord& fate) {
  return fate.corrupted && !fate.damage.swap && !fate.damage.repaired;
}

}  // namespace

Bytes numbered_datagram(std::uint64_t number) {
  const RandomStream content(number, "datagram");
  Bytes datagram(static_cast<std::size_t>(8 + content.below(1400, 0)));
  for (std::size_t i = 0; i < datagram.size(); ++i) {
    datagram[i] = static_cast<std::uint8_t>(content.at(i, 1));
  }
  return datagram;
}

Exchange exchange_datagrams(path::RealPath& path, std::uint64_t forward_count,
                            std::uint64_t reverse_count, UdpChecksum checksum) {
  const auto open = [&](path::Host host) {
    return checksum == UdpChecksum::on ? path.open_udp(host).value()
                                       : path.open_udp_without_checksum(host).value();
  };
  auto server = open(path::Host::server);
  auto client = open(path::Host::client);
  FateLog log;
  path.record_fates(log.sink());
  std::vector<Bytes> at_server;
  std::vector<Bytes> at_client;
  const SocketAddress client_as_seen =
      send_all({client, path.server_udp_address()}, server, forward_count, path, log, at_server);
  send_all({server, client_as_seen}, client, reverse_count, path, log, at_client);
  const path::PathTruth truth = path.stop();
  return Exchange{
      .forward = of_direction(link::Direction::forward, log, std::move(at_server), truth.forward),
      .reverse = of_direction(link::Direction::reverse, log, std::move(at_client), truth.reverse)};
}

std::vector<Bytes> expected_arrivals(const std::vector<link::FateRecord>& fates,
                                     UdpChecksum checksum) {
  const bool checked = checksum == UdpChecksum::on;
  std::vector<link::FateRecord> delivered;
  std::copy_if(fates.begin(), fates.end(), std::back_inserter(delivered),
               [&](const auto& fate) { return !fate.dropped && !(checked && is_visible(fate)); });
  std::stable_sort(delivered.begin(), delivered.end(),
                   [](const auto& a, const auto& b) { return a.due < b.due; });
  // Damage is counted from UDP's header, where that is part of what is damaged.
  const std::size_t payload_at = checked ? 8 : 0;
  std::vector<Bytes> expected;
  for (const link::FateRecord& fate : delivered) {
    Bytes datagram = numbered_datagram(fate.index);
    for (const link::Damage::Flip flip : fate.damage.flips) {
      datagram.at(flip.octet - payload_at) ^= flip.bits;
    }
    if (const auto swap = fate.damage.swap) {
      for (std::size_t i = 0; i < 2; ++i) {
        std::swap(datagram.at(swap->first - payload_at + i),
                  datagram.at(swap->second - payload_at + i));
      }
    }
    expected.push_back(std::move(datagram));
  }
  return expected;
}

std::uint64_t damaged_deliveries(const std::vector<link::FateRecord>& fates) {
  return static_cast<std::uint64_t>(std::count_if(fates.begin(), fates.end(), [](const auto& fate) {
    return !fate.dropped && fate.corrupted;
  }));
}

std::uint64_t visibly_damaged_deliveries(const std::vector<link::FateRecord>& fates) {
  return static_cast<std::uint64_t>(std::count_if(fates.begin(), fates.end(), [](const auto& fate) {
    return !fate.dropped && is_visible(fate);
  }));
}

}  // namespace acklab::test

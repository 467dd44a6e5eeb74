// Path MTU discovery at work: two connections and a pipe that drops what is too large.

#include <boost/test/unit_test.hpp>

#include "net/base/random.hpp"
#include "net/transport/path_mtu.hpp"
#include "tests/support/transport_door.hpp"
#include "tests/support/transport_hand_peer.hpp"
#include "tests/support/transport_pair.hpp"

using namespace acklab;
using namespace acklab::support;
using namespace acklab::transport;
using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t mtu_test_seed = 11;

Pair::Settings path_settings(std::uint16_t max_segment_bytes) {
  Pair::Settings settings;
  settings.one_way_delay = 10ms;
  settings.client.max_segment_bytes = max_segment_bytes;
  settings.server.max_segment_bytes = max_segment_bytes;
  return settings;
}

bool is_larger(const Travelling& travelling, std::size_t payload) {
  return travelling.segment.sender.payload.size() > payload;
}

/// Moves a stream from the client to the server; false when it does not arrive whole.
bool transfer(Pair& pair, std::uint64_t bytes, Duration limit = 600s) {
  StreamWriter writer{mtu_test_seed, bytes};
  StreamReader reader{mtu_test_seed};
  pair.set_application([&](Pair& ends) {
    writer.run(ends.client(), ends.now());
    if (ends.server_exists()) reader.run(ends.server(), ends.now());
  });
  const bool done = pair.run_until([&] { return reader.ended(); }, limit);
  pair.set_application({});
  return done && reader.intact() && reader.received() == bytes;
}

std::size_t largest_delivered(const Pair& pair, std::size_t passes) {
  std::size_t largest = 0;
  for (const auto& sent : pair.sent_by(Side::client)) {
    const std::size_t size = sent.segment.sender.payload.size();
    if (size <= passes) largest = std::max(largest, size);
  }
  return largest;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(path_mtu_discovery)

BOOST_AUTO_TEST_CASE(on_an_ethernet_path_nothing_is_probed_and_nothing_else_changes) {
  std::vector<std::vector<Travelling>> sent;
  for (const bool discovery : {true, false}) {
    auto settings = path_settings(1452);
    settings.rate = BitRate::from_bits_per_s(20'000'000);
    settings.client.path_mtu_discovery = settings.server.path_mtu_discovery = discovery;
    Pair pair{settings};
    BOOST_TEST(transfer(pair, 3'000'000), pair.log());
    BOOST_TEST(pair.client().statistics().path_mtu_probes_sent == 0U);
    sent.push_back(pair.sent());
  }
  BOOST_REQUIRE(sent[0].size() == sent[1].size());
  for (std::size_t index = 0; index < sent[0].size(); ++index) {
    BOOST_REQUIRE((sent[0][index].sent == sent[1][index].sent));
    BOOST_REQUIRE((sent[0][index].segment == sent[1][index].segment));
  }
}

BOOST_AUTO_TEST_CASE(a_path_for_large_packets_is_used_once_a_probe_has_passed) {
  Pair pair{path_settings(8940)};
  BOOST_TEST(transfer(pair, 3'000'000), pair.log());
  const Statistics statistics = pair.client().statistics();
  BOOST_TEST(statistics.path_mtu_probes_sent == 1U);
  BOOST_TEST(statistics.path_mtu_probes_lost == 0U);
  BOOST_TEST(pair.client().snapshot().segment_bytes == 8928U);
  BOOST_TEST(statistics.data_segments_sent < 600U);
}

BOOST_AUTO_TEST_CASE(lost_probes_find_the_size_and_are_no_sign_of_congestion) {
  for (const auto congestion :
       {CongestionControl::newreno, CongestionControl::cubic, CongestionControl::bbr}) {
    for (const std::size_t passes : {1440U, 1500U, 2100U, 4000U, 8000U}) {
      auto settings = path_settings(8940);
      settings.client.congestion = congestion;
      if (congestion == CongestionControl::bbr) {
        // Without a rate it would be done before the search is.
        settings.rate = BitRate::from_bits_per_s(80'000'000);
        settings.queue_bytes = 20'000'000;
      }
      Pair pair{settings};
      pair.set_rule([passes](const Travelling& segment) {
        return is_larger(segment, passes) ? Verdict::drop() : Verdict{};
      });
      BOOST_TEST_CONTEXT("congestion " << static_cast<int>(congestion) << ", passes " << passes) {
        BOOST_TEST(transfer(pair, 12'000'000), pair.log());
        const Statistics statistics = pair.client().statistics();
        BOOST_TEST(statistics.fast_recoveries == 0U);
        BOOST_TEST(statistics.timeouts == 0U);
        BOOST_TEST(statistics.path_mtu_probes_lost > 0U);
        BOOST_TEST(statistics.path_mtu_probes_lost <= 12U * PathMtu::max_probes);
        const std::uint32_t found = pair.client().snapshot().segment_bytes;
        BOOST_TEST(found <= passes);
        BOOST_TEST(found + PathMtu::granularity_bytes > passes);
        BOOST_TEST(largest_delivered(pair, passes) == found);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(where_full_segments_vanish_smaller_ones_get_through) {
  for (const std::size_t passes : {1300U, 1120U, 600U}) {
    Pair pair{path_settings(1452)};
    pair.set_rule([passes](const Travelling& segment) {
      return is_larger(segment, passes) ? Verdict::drop() : Verdict{};
    });
    BOOST_TEST_CONTEXT("passes " << passes) {
      BOOST_TEST(transfer(pair, 2'000'000), pair.log());
      BOOST_TEST(pair.client().statistics().path_mtu_black_holes == (passes < 1120 ? 2U : 1U));
      BOOST_TEST(pair.client().snapshot().segment_bytes <= passes);
      BOOST_TEST(pair.client().snapshot().segment_bytes + PathMtu::granularity_bytes > passes);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_path_that_shrinks_under_way_and_grows_again_is_followed) {
  for (const bool sack : {true, false}) {
    auto settings = path_settings(4000);
    settings.client.mechanisms.sack = sack;
    settings.rate = BitRate::from_bits_per_s(20'000'000);
    Pair pair{settings};
    pair.set_rule([&pair](const Travelling& segment) {
      const Duration at = pair.now() - (timeline_origin + 1s);
      const std::size_t passes = at < 2s ? 4000 : at < 20s ? 1200 : 4000;
      return is_larger(segment, passes) ? Verdict::drop() : Verdict{};
    });
    BOOST_TEST_CONTEXT("sack " << sack) {
      BOOST_TEST(transfer(pair, 20'000'000), pair.log());
      // Probes need SACK: without, a lost one could not be told from congestion.
      BOOST_TEST(pair.client().snapshot().segment_bytes <= (sack ? 3988U : 1440U));
    }
  }
}

BOOST_AUTO_TEST_CASE(an_outage_costs_the_size_of_segments_for_no_longer_than_a_round_trip) {
  auto settings = path_settings(1452);
  settings.rate = BitRate::from_bits_per_s(20'000'000);
  Pair pair{settings};
  pair.set_rule([&pair](const Travelling&) {
    const Duration at = pair.now() - (timeline_origin + 1s);
    return at > 1s && at < 4s ? Verdict::drop() : Verdict{};
  });
  BOOST_TEST(transfer(pair, 10'000'000), pair.log());
  BOOST_TEST(pair.client().statistics().path_mtu_black_holes == 2U);  // the base vanished too
  BOOST_TEST(pair.client().snapshot().segment_bytes == 1440U);
}

BOOST_AUTO_TEST_CASE(loss_by_chance_is_hardly_ever_taken_for_a_black_hole) {
  for (const std::uint64_t percent : {5U, 20U}) {
    auto settings = path_settings(1452);
    settings.rate = BitRate::from_bits_per_s(20'000'000);
    settings.client.congestion = CongestionControl::bbr;
    Pair pair{settings};
    const RandomStream dice{percent, "chance"};
    std::uint64_t data = 0;
    std::uint64_t small = 0;
    pair.set_rule([&](const Travelling& segment) {
      if (segment.from == Side::client && segment.has_data()) {
        ++data;
        if (segment.segment.sender.payload.size() <= 1120) ++small;
      }
      const std::uint64_t which = 2 * segment.index + (segment.from == Side::client ? 1 : 0);
      return dice.below(100, which) < percent ? Verdict::drop() : Verdict{};
    });
    BOOST_TEST_CONTEXT("loss " << percent << " %") {
      BOOST_TEST(transfer(pair, 6'000'000), pair.log());
      BOOST_TEST_MESSAGE(
          "loss " << percent << " %: " << data << " data segments, " << small << " of them small, "
                  << pair.client().statistics().path_mtu_black_holes << " black holes suspected, "
                  << pair.client().statistics().timeouts << " timeouts");
      BOOST_TEST(small * 50 < data);
      BOOST_TEST(pair.client().snapshot().segment_bytes == 1440U);
    }
  }
}

BOOST_AUTO_TEST_CASE(whatever_the_path_does_to_sizes_and_packets_the_stream_arrives_whole) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const RandomStream dice{seed, "hostile sizes"};
    const std::uint64_t period_ms = 200 + dice.below(3000, 0);
    auto settings = path_settings(static_cast<std::uint16_t>(1452 + dice.below(7500, 1)));
    settings.client.mechanisms.sack = dice.below(4, 2) != 0;
    settings.client.congestion =
        dice.below(2, 3) == 0 ? CongestionControl::newreno : CongestionControl::bbr;
    Pair pair{settings};
    pair.keep_segments(false);
    std::uint64_t count = 0;
    pair.set_rule([&](const Travelling& segment) {
      const auto span =
          static_cast<std::uint64_t>(pair.now().time_since_epoch() / std::chrono::milliseconds{1});
      const std::size_t passes = 1120 + dice.below(8000, span / period_ms, 5);
      ++count;
      Verdict verdict;
      if (is_larger(segment, passes) || dice.below(100, count, 6) < 3) return Verdict::drop();
      if (dice.below(100, count, 7) < 3) verdict.extra_delay = 7ms;
      if (dice.below(100, count, 8) < 2) verdict.copies = 2;
      return verdict;
    });
    BOOST_TEST(transfer(pair, 400'000), "seed " << seed << "\n" << pair.log());
  }
}

BOOST_AUTO_TEST_CASE(a_routers_word_is_believed_only_about_what_is_outstanding) {
  ConnectionConfig config;
  HandPeer peer{config, {.max_segment_size = 1452}};
  peer.establish();
  peer.write(10'000);
  const auto first = peer.sent();
  BOOST_REQUIRE(first.size() == 6U);
  BOOST_TEST(first[0].sender.payload.size() == 1452U);
  peer.connection().note_packet_too_big(peer.now(), HandPeer::own_initial + 900'000, 1300);
  BOOST_TEST(peer.connection().snapshot().segment_bytes == 1452U);
  BOOST_TEST(peer.connection().statistics().ignored_network_errors == 1U);
  peer.connection().note_packet_too_big(peer.now(), first[0].sender.sequence, 1300);
  BOOST_TEST(peer.connection().snapshot().segment_bytes == 1300U);
  // What was too large goes again at once, in smaller pieces, as far as the window allows.
  const auto again = peer.sent();
  BOOST_REQUIRE(!again.empty());
  BOOST_TEST((again[0].sender.sequence == first[0].sender.sequence));
  for (const auto& segment : again) BOOST_TEST(segment.sender.payload.size() <= 1300U);
}

BOOST_AUTO_TEST_CASE(an_endpoint_turns_a_routers_mtu_into_a_segment_size) {
  Door door{{}};
  const SocketAddress peer = knocker_at(1);
  door.give(peer, knock());
  door.give(peer, completion(knock(), door.sent().at(0)));
  const auto id = connected(door.endpoint());
  BOOST_REQUIRE(id.has_value());
  Connection& connection = *door.endpoint().find(*id);
  connection.write(door.now(), Bytes(5000));
  const auto sent = door.sent();
  BOOST_REQUIRE(!sent.empty());
  NetworkReport report{NetworkTrouble::packet_too_big,
                       wire::IcmpKind::fragmentation_needed,
                       std::uint16_t{1300},
                       peer,
                       {knock_port, 40'000},
                       sent[0].sender.sequence};
  door.endpoint().note_network_report(door.now(), report);
  // 1300 octets less the headers of IPv4, UDP and TCP and the timestamps.
  BOOST_TEST(connection.snapshot().segment_bytes == 1300U - 20 - 8 - 20 - 12);
  report.next_hop_mtu = 40;  // no link is that small: the base is tried
  door.endpoint().note_network_report(door.now(), report);
  BOOST_TEST(connection.snapshot().segment_bytes == 1120U);
  for (const auto& segment : door.sent()) BOOST_TEST(segment.sender.payload.size() <= 1120U);
}

BOOST_AUTO_TEST_SUITE_END()

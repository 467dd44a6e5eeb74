#include "sim/link/damage/damage_choice.hpp"

#include <algorithm>
#include <bit>
#include <map>

#include <boost/test/unit_test.hpp>

#include "net/wire/crc32c.hpp"
#include "net/wire/experimental_option.hpp"
#include "sim/link/damage/transport_octets.hpp"
#include "tests/support/damage_packets.hpp"
#include "tests/support/link_statistics.hpp"

namespace acklab::link::test {
namespace {

using acklab::test::Dice;

CorruptSettings damage_of(DamageKind kind, DamageRegion region = DamageRegion::anywhere) {
  CorruptSettings settings{Probability::from_percent(100)};
  settings.kind = kind;
  settings.region = region;
  settings.count = 3;
  settings.length_bits = 12;
  return settings;
}

Packet opaque_packet(Bytes octets, std::size_t from = 0) {
  return {.octets = std::move(octets), .ip_bytes = 1500, .corruptible_from = from};
}

/// The numbers of the bits that a damage flips, from the transport's first octet on.
std::vector<std::uint64_t> bits_of(const Damage& damage) {
  std::vector<std::uint64_t> bits;
  for (const Damage::Flip flip : damage.flips) {
    for (std::uint64_t bit = 0; bit < 8; ++bit) {
      if ((flip.bits & (0x80U >> bit)) != 0) bits.push_back(std::uint64_t{flip.octet} * 8 + bit);
    }
  }
  return bits;
}

std::optional<Damage> choose(const CorruptSettings& settings, const Packet& packet,
                             std::uint64_t seed, std::uint64_t index) {
  return choose_damage(settings, packet, RandomStream{seed, "damage"}, {index, 0});
}

BOOST_AUTO_TEST_SUITE(damage_choice)

BOOST_AUTO_TEST_CASE(several_bits_are_different_and_every_one_is_as_likely) {
  const Packet packet = opaque_packet(Bytes(10), 0);
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    std::vector<std::uint64_t> hits(80);
    std::map<std::pair<std::uint64_t, std::uint64_t>, std::uint64_t> pairs;
    for (std::uint64_t index = 0; index < 40'000; ++index) {
      const auto damage = choose(damage_of(DamageKind::bits), packet, seed, index);
      const auto bits = bits_of(damage.value());
      BOOST_TEST_REQUIRE(bits.size() == 3U);
      for (const std::uint64_t bit : bits) ++hits.at(bit);
      ++pairs[{bits[0] / 20, bits[2] / 20}];
    }
    BOOST_TEST_CONTEXT("seed " << seed) {
      // Drawn without putting back, counts scatter a little less than independent ones.
      BOOST_TEST(std::abs(uniformity_z(hits)) < 4);
      BOOST_TEST(pairs.size() == 10U);  // every order of quarters that can be
    }
  }
}

BOOST_AUTO_TEST_CASE(more_bits_than_there_are_means_all_of_them) {
  const auto damage = choose(damage_of(DamageKind::bits), opaque_packet(Bytes(1)), 4, 0);
  BOOST_TEST(bits_of(*damage).size() == 3U);
  CorruptSettings settings = damage_of(DamageKind::bits);
  settings.count = 64;
  const auto all = choose(settings, opaque_packet(Bytes(2)), 4, 0);
  BOOST_TEST((all->flips == std::vector<Damage::Flip>{{0, 0xff}, {1, 0xff}}));
}

BOOST_AUTO_TEST_CASE(a_burst_begins_and_ends_flipped_and_tosses_a_coin_between) {
  const Packet packet = opaque_packet(Bytes(6));  // 48 bits: 37 places for 12 in a row
  for (const std::uint64_t seed : {5U, 6U, 7U}) {
    std::vector<std::uint64_t> starts(37);
    std::vector<std::uint64_t> between(10);
    constexpr std::uint64_t rounds = 40'000;
    for (std::uint64_t index = 0; index < rounds; ++index) {
      const auto bits = bits_of(*choose(damage_of(DamageKind::burst), packet, seed, index));
      BOOST_TEST_REQUIRE(bits.back() - bits.front() == 11U);
      ++starts.at(bits.front());
      for (std::size_t i = 1; i + 1 < bits.size(); ++i) ++between.at(bits[i] - bits.front() - 1);
    }
    BOOST_TEST_CONTEXT("seed " << seed) {
      BOOST_TEST(std::abs(uniformity_z(starts)) < 4);
      for (const std::uint64_t flipped : between) {
        BOOST_TEST(std::abs(z_score(flipped, rounds, 0.5)) < 4);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_burst_longer_than_its_region_fills_it_and_one_of_a_bit_is_a_bit) {
  CorruptSettings settings = damage_of(DamageKind::burst);
  settings.length_bits = 1024;
  const auto bits = bits_of(*choose(settings, opaque_packet(Bytes(3)), 8, 0));
  BOOST_TEST(bits.front() == 0U);
  BOOST_TEST(bits.back() == 23U);
  settings.length_bits = 1;
  BOOST_TEST(bits_of(*choose(settings, opaque_packet(Bytes(3)), 8, 0)).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_byte_becomes_any_other_with_the_same_chance) {
  std::vector<std::uint64_t> places(10);
  std::vector<std::uint64_t> values(255);
  for (std::uint64_t index = 0; index < 100'000; ++index) {
    const auto damage = choose(damage_of(DamageKind::byte), opaque_packet(Bytes(10)), 9, index);
    BOOST_TEST_REQUIRE(damage->flips.size() == 1U);
    ++places.at(damage->flips[0].octet);
    ++values.at(damage->flips[0].bits - 1U);
  }
  BOOST_TEST(std::abs(uniformity_z(places)) < 4);
  BOOST_TEST(std::abs(uniformity_z(values)) < 4);
}

BOOST_AUTO_TEST_CASE(words_are_whole_and_different_and_every_pair_is_as_likely) {
  // Words 0 to 5, of which 1 and 4 are equal; an odd octet behind them.
  const Packet packet = opaque_packet({0, 9, 0, 1, 0, 2, 0, 3, 0, 1, 0, 5, 77});
  for (const std::uint64_t seed : {10U, 11U}) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> pairs;
    for (std::uint64_t index = 0; index < 28'000; ++index) {
      const auto swap = choose(damage_of(DamageKind::swapped_words), packet, seed, index)->swap;
      BOOST_TEST_REQUIRE(swap.has_value());
      BOOST_TEST_REQUIRE((swap->first % 2 == 0 && swap->second % 2 == 0));
      ++pairs[{swap->first, swap->second}];
    }
    BOOST_TEST_CONTEXT("seed " << seed) {
      BOOST_TEST(pairs.size() == 14U);  // 6 · 5 / 2 without that of 1 and 4
      BOOST_TEST(pairs.count({2, 8}) == 0U);
      std::vector<std::uint64_t> hits;
      for (const auto& [pair, count] : pairs) hits.push_back(count);
      BOOST_TEST(std::abs(uniformity_z(hits)) < 4);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_rare_difference_is_found_and_none_is_no_damage) {
  Bytes octets(1400);
  for (const DamageKind kind : {DamageKind::swapped_words, DamageKind::compensating_pair}) {
    BOOST_TEST(!choose(damage_of(kind), opaque_packet(octets), 12, 0).has_value());
    BOOST_TEST(!choose(damage_of(kind), opaque_packet(Bytes(3, 7)), 12, 0).has_value());
  }
  octets[700] = 0x10;
  for (std::uint64_t index = 0; index < 50; ++index) {
    const auto swap =
        choose(damage_of(DamageKind::swapped_words), opaque_packet(octets), 12, index);
    // The search from a random place sees the one word that differs from there.
    if (swap) BOOST_TEST((swap->swap->first == 700U || swap->swap->second == 700U));
    BOOST_TEST(swap.has_value());
    const auto pair =
        choose(damage_of(DamageKind::compensating_pair), opaque_packet(octets), 12, index);
    BOOST_TEST(pair.has_value());
  }
}

/// Every kind, region and checksum, on random TCP and UDP packets.
template <typename Check>
void on_random_packets(std::uint64_t seed, std::uint64_t rounds, const Check& check) {
  for (std::uint64_t round = 0; round < rounds; ++round) {
    Dice dice{seed, round};
    DamagePacket made = dice.coin() ? random_tcp_packet(dice, 300) : random_udp_packet(dice, 300);
    CorruptSettings settings =
        damage_of(static_cast<DamageKind>(dice.below(6)), static_cast<DamageRegion>(dice.below(3)));
    settings.checksum = static_cast<DamagedChecksum>(dice.below(2));
    settings.count = static_cast<std::uint32_t>(1 + dice.below(max_damaged_bits));
    settings.length_bits = static_cast<std::uint32_t>(1 + dice.below(max_burst_bits));
    show_udp_header(made.packet);
    const auto damage = choose(settings, made.packet, seed, round);
    BOOST_TEST_CONTEXT("seed " << seed << ", round " << round) {
      check(made, settings, damage);
    }
  }
}

BOOST_AUTO_TEST_CASE(only_the_region_is_struck_and_a_repaired_checksum_never) {
  std::uint64_t seen = 0;
  on_random_packets(
      13, 20'000,
      [&](const DamagePacket& made, const CorruptSettings& settings,
          const std::optional<Damage>& damage) {
        const TransportOctets transport = transport_octets(made.packet);
        const std::size_t header = transport.header_end - transport.begin;
        const std::size_t size = transport.end - transport.begin;
        if (!damage) {
          const bool in_words = settings.kind == DamageKind::swapped_words ||
                                settings.kind == DamageKind::compensating_pair;
          const std::size_t region =
              settings.region == DamageRegion::payload ? size - header : header;
          BOOST_TEST((in_words || region == 0));
          return;
        }
        ++seen;
        std::vector<std::size_t> octets;
        for (const Damage::Flip flip : damage->flips) octets.push_back(flip.octet);
        if (damage->swap) {
          for (const std::uint32_t word : {damage->swap->first, damage->swap->second}) {
            octets.insert(octets.end(), {word, word + std::size_t{1}});
          }
        }
        BOOST_TEST_REQUIRE(!octets.empty());
        for (const std::size_t octet : octets) {
          BOOST_TEST(octet < size);
          if (settings.region == DamageRegion::header) BOOST_TEST(octet < header);
          if (settings.region == DamageRegion::payload) BOOST_TEST(octet >= header);
          if (settings.checksum == DamagedChecksum::repaired && transport.checksum_at) {
            const std::size_t field = *transport.checksum_at - transport.begin;
            BOOST_TEST((octet != field && octet != field + 1));
          }
        }
      });
  BOOST_TEST(seen > 10'000U);
}

BOOST_AUTO_TEST_CASE(the_internet_checksum_is_blind_to_swaps_and_pairs_and_crc32c_sees_them) {
  std::uint64_t damaged = 0;
  std::uint64_t seen_by_crc32c_on_the_wire = 0;
  for (std::uint64_t round = 0; round < 6000; ++round) {
    Dice dice{14, round};
    DamagePacket made = random_tcp_packet(dice, 1400);
    const Packet before = made.packet;
    const CorruptSettings settings =
        damage_of(dice.coin() ? DamageKind::swapped_words : DamageKind::compensating_pair,
                  static_cast<DamageRegion>(dice.below(3)));
    const auto damage = choose(settings, made.packet, 14, round);
    if (!damage) continue;
    ++damaged;
    apply(made.packet, *damage);
    const ByteView segment = ByteView(made.packet.octets).subspan(before.corruptible_from);
    BOOST_TEST_CONTEXT("round " << round) {
      BOOST_TEST((made.packet.octets != before.octets));
      BOOST_TEST(wire::checksum_is_right(segment, made.pseudo_header));
      BOOST_TEST(wire::crc32c(segment) !=
                 wire::crc32c(ByteView(before.octets).subspan(before.corruptible_from)));
      // As our own transport has it: the option is still found where only the payload is struck.
      if (settings.region != DamageRegion::payload || !wire::crc32c_position(segment)) continue;
      ++seen_by_crc32c_on_the_wire;
      BOOST_TEST(!wire::crc32c_is_right(segment));
    }
  }
  BOOST_TEST(damaged > 5000U);
  BOOST_TEST(seen_by_crc32c_on_the_wire > 300U);
}

BOOST_AUTO_TEST_CASE(the_internet_checksum_sees_what_flips_bits_in_one_word) {
  for (std::uint64_t round = 0; round < 3000; ++round) {
    Dice dice{15, round};
    DamagePacket made = random_tcp_packet(dice, 200);
    CorruptSettings settings = damage_of(DamageKind::bit);
    if (dice.coin()) settings = damage_of(DamageKind::byte);
    apply(made.packet, *choose(settings, made.packet, 15, round));
    const ByteView segment = ByteView(made.packet.octets).subspan(made.packet.corruptible_from);
    BOOST_TEST_REQUIRE(!wire::checksum_is_right(segment, made.pseudo_header), "round " << round);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test

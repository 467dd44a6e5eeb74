#pragma once

#include <chrono>
#include <cstdint>

#include <boost/test/unit_test.hpp>

#include "sim/link/settings.hpp"
#include "tests/support/path_exchange.hpp"

namespace acklab::test {

/// Loss, reordering, duplication and corruption together, both ways.
inline link::LinkSettings hostile_settings() {
  link::DirectionSettings direction;
  direction.loss = Probability::from_percent(5);
  direction.duplicate = Probability::from_percent(4);
  direction.corrupt = Probability::from_percent(6);
  direction.reorder = Probability::from_percent(5);
  direction.delay = std::chrono::milliseconds{3};
  return {.forward = direction, .reverse = direction};
}

/// The same with damage that UDP's checksum is blind to: of a kind that no Internet checksum sees,
/// or because that is made right again.
inline link::LinkSettings invisible_damage(link::DamagedChecksum checksum) {
  link::LinkSettings settings = hostile_settings();
  for (link::DirectionSettings* direction : {&settings.forward, &settings.reverse}) {
    direction->corrupt.region = link::DamageRegion::payload;
    direction->corrupt.checksum = checksum;
    const bool repaired = checksum == link::DamagedChecksum::repaired;
    direction->corrupt.kind = repaired ? link::DamageKind::burst : link::DamageKind::swapped_words;
    if (repaired) direction->corrupt.length_bits = 32;
  }
  return settings;
}

/// Every datagram arrived once, intact and in order, and the counts say so too.
inline void check_clean(const Carried& carried, std::uint64_t sent) {
  const auto& truth = carried.truth;
  BOOST_TEST(truth.dropped_by_system == 0U);
  BOOST_TEST(truth.discarded_bad_checksum == 0U);
  BOOST_TEST(truth.counters.offered == sent);
  BOOST_TEST(truth.counters.delivered == sent);
  BOOST_TEST(truth.lateness.releases == sent);
  BOOST_TEST_REQUIRE(carried.arrived.size() == sent);
  for (std::uint64_t number = 0; number < sent; ++number) {
    BOOST_TEST_REQUIRE((carried.arrived[number] == numbered_datagram(number)), number);
  }
}

/// What arrived is, datagram by datagram and in order, what the fates say; every impairment struck.
inline void check_against_fates(const Carried& carried, UdpChecksum checksum = UdpChecksum::on) {
  const auto& counters = carried.truth.counters;
  BOOST_TEST(carried.truth.dropped_by_system == 0U);
  BOOST_TEST(carried.truth.ignored == 0U);
  BOOST_TEST(counters.dropped_by_loss > 0U);
  BOOST_TEST(counters.duplicated > 0U);
  BOOST_TEST(counters.corrupted > 0U);
  BOOST_TEST(counters.reordered > 0U);
  BOOST_TEST(counters.corrupted == damaged_deliveries(carried.fates));
  BOOST_TEST(carried.truth.discarded_no_port == 0U);
  BOOST_TEST(carried.truth.discarded_bad_checksum ==
             (checksum == UdpChecksum::on ? visibly_damaged_deliveries(carried.fates) : 0U));
  const auto expected = expected_arrivals(carried.fates, checksum);
  BOOST_TEST_REQUIRE(carried.arrived.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    BOOST_TEST_REQUIRE((carried.arrived[i] == expected[i]), "arrival " << i);
  }
}

}  // namespace acklab::test

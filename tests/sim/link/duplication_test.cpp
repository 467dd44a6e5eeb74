#include <boost/test/unit_test.hpp>

#include "tests/support/link_crossing.hpp"
#include "tests/support/link_statistics.hpp"

namespace acklab::link::test {
namespace {

using std::chrono::milliseconds;

BOOST_AUTO_TEST_SUITE(duplication)

BOOST_AUTO_TEST_CASE(share_duplicated_agrees_with_the_setting_within_four_standard_errors) {
  for (const std::uint64_t percent : {0U, 1U, 10U, 50U, 100U}) {
    DirectionSettings settings;
    settings.duplicate = Probability::from_percent(percent);
    const Tally seen = watch(forward_only(settings), 11, {.packets = 100'000});
    BOOST_TEST_CONTEXT("duplicate " << percent << " %, seed 11") {
      const double probability = static_cast<double>(percent) / 100;
      BOOST_TEST(std::abs(z_score(seen.forward.duplicated, 100'000, probability)) < 4);
      BOOST_TEST(seen.forward.delivered == 100'000 + seen.forward.duplicated);
      BOOST_TEST(seen.releases == seen.forward.delivered);
      BOOST_TEST(seen.forward.offered == 100'000U);
    }
  }
}

BOOST_AUTO_TEST_CASE(copy_comes_right_behind_the_original_with_the_same_content) {
  DirectionSettings settings;
  settings.duplicate = Probability::from_percent(100);
  settings.delay = milliseconds(3);
  const Crossing seen =
      cross(forward_only(settings), 12, {.packets = 3, .payload_bytes = 5, .fill = 0xa5});
  BOOST_REQUIRE(seen.releases.size() == 6U);
  for (std::size_t i = 0; i < 6; ++i) {
    BOOST_TEST(seen.releases[i].index == i / 2);
    BOOST_TEST(seen.releases[i].copy == i % 2);
    BOOST_TEST((seen.releases[i].packet.octets == Bytes(5, 0xa5)));
    BOOST_TEST(seen.releases[i].packet.ip_bytes == 1500U);
    const Instant expected = timeline_origin + milliseconds(3 + i / 2);
    BOOST_TEST((seen.releases[i].due == expected));
  }
  BOOST_TEST(seen.forward.reordered == 0U);
}

BOOST_AUTO_TEST_CASE(copy_meets_fates_of_its_own) {
  DirectionSettings settings;
  settings.duplicate = Probability::from_percent(100);
  settings.corrupt = Probability::from_percent(50);
  settings.reorder = Probability::from_percent(50);
  settings.delay = milliseconds(10);
  settings.jitter = {milliseconds(5), JitterDistribution::uniform, true};
  const Crossing seen = cross(forward_only(settings), 13, {.packets = 50'000});
  std::vector<double> corrupted[2];
  std::vector<double> skipped[2];
  std::vector<double> held[2];
  for (const FateRecord& fate : seen.fates) {
    corrupted[fate.copy].push_back(fate.corrupted ? 1 : 0);
    skipped[fate.copy].push_back(fate.skipped_delay ? 1 : 0);
    held[fate.copy].push_back(to_milliseconds(fate.due - fate.arrival));
  }
  BOOST_TEST(std::abs(correlation_z(corrupted[0], corrupted[1])) < 4);
  BOOST_TEST(std::abs(correlation_z(skipped[0], skipped[1])) < 4);
  BOOST_TEST(std::abs(correlation_z(held[0], held[1])) < 4);
}

BOOST_AUTO_TEST_CASE(copy_takes_its_place_in_queue_and_rate) {
  DirectionSettings settings;
  settings.duplicate = Probability::from_percent(100);
  settings.rate = BitRate::from_bits_per_s(12'000'000);  // 1500 bytes a millisecond
  settings.queue = QueueLimit::bytes(1500);
  const Crossing seen = cross(forward_only(settings), 14, {.packets = 2, .spacing = Duration{0}});
  BOOST_REQUIRE(seen.releases.size() == 2U);
  BOOST_TEST(seen.releases[0].copy == 0U);
  BOOST_TEST(seen.releases[1].copy == 1U);
  BOOST_TEST((seen.releases[1].due == timeline_origin + milliseconds(2)));
  BOOST_TEST(seen.forward.dropped_by_queue == 2U);  // the second packet and its copy
  BOOST_TEST(seen.forward.undelivered == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test

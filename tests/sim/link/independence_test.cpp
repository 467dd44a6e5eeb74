#include <map>
#include <string>

#include <boost/test/unit_test.hpp>

#include "tests/support/link_crossing.hpp"
#include "tests/support/link_impairments.hpp"
#include "tests/support/link_statistics.hpp"

namespace acklab::link::test {
namespace {

using std::chrono::milliseconds;

/// A delay that no jitter here can bring down to zero.
DirectionSettings quiet() {
  DirectionSettings settings;
  settings.delay = milliseconds(20);
  return settings;
}

/// How many copies appear in both, and how many of them met another decision.
struct Comparison {
  std::uint64_t common = 0;
  std::uint64_t different = 0;
};

Comparison compare(const Signature& one, const Signature& other) {
  Comparison result;
  for (const auto& [copy, decision] : one) {
    const auto found = other.find(copy);
    if (found == other.end()) continue;
    ++result.common;
    if (found->second != decision) ++result.different;
  }
  return result;
}

Signature signature_of(const Impairment& impairment, const DirectionSettings& settings,
                       std::uint64_t seed, const Traffic& traffic = {.spacing = milliseconds(5)}) {
  Signature signature;
  impairment.decisions(cross(forward_only(settings), seed, traffic), settings, signature);
  return signature;
}

BOOST_AUTO_TEST_SUITE(independence)

BOOST_AUTO_TEST_CASE(turning_one_impairment_on_never_shifts_the_decisions_of_another) {
  const std::vector<Impairment> all = impairments();
  std::vector<Signature> alone;
  for (const Impairment& watched : all) {
    DirectionSettings settings = quiet();
    watched.turn_on(settings);
    alone.push_back(signature_of(watched, settings, 61));
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (all[i].name == all[j].name || exclude_each_other(all[i], all[j])) continue;
      DirectionSettings settings = quiet();
      all[i].turn_on(settings);
      all[j].turn_on(settings);
      // One crossing shows what both decide.
      const Crossing together = cross(forward_only(settings), 61, {.spacing = milliseconds(5)});
      for (const auto& [watched, other] : {std::pair{i, j}, std::pair{j, i}}) {
        if (all[watched].decisions == no_decisions) continue;
        if (!shows_beside(all[watched], all[other])) continue;
        Signature beside;
        all[watched].decisions(together, settings, beside);
        const Comparison seen = compare(alone[watched], beside);
        BOOST_TEST_CONTEXT(all[watched].name << " beside " << all[other].name << ", seed 61") {
          BOOST_TEST(seen.common > 500U);
          BOOST_TEST(seen.different == 0U);
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_schedule_that_turns_one_impairment_on_and_off_never_shifts_another) {
  for (const Impairment& watched : impairments()) {
    if (watched.decisions == no_decisions) continue;
    DirectionSettings settings = quiet();
    watched.turn_on(settings);
    const Signature alone = signature_of(watched, settings, 61);
    for (const Impairment& other : impairments()) {
      if (watched.name == other.name || exclude_each_other(watched, other)) continue;
      if (!shows_beside(watched, other) || other.name == "rules") continue;  // never scheduled
      ScheduledChange on{AtPacket{300}, settings};
      other.turn_on(on.settings);
      // When copies are due at a rate that comes and goes is another test's business.
      if (watched.decisions == variations && on.settings.rate) continue;
      LinkSettings link = forward_only(settings);
      link.forward_schedule = {on, {AtTime{milliseconds(3000)}, settings}};
      Signature beside;
      watched.decisions(cross(link, 61, {.spacing = milliseconds(5)}), settings, beside);
      const Comparison seen = compare(alone, beside);
      BOOST_TEST_CONTEXT(watched.name << " with " << other.name << " for a while, seed 61") {
        BOOST_TEST(seen.common > 500U);
        BOOST_TEST(seen.different == 0U);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(decisions_of_different_impairments_are_uncorrelated) {
  std::map<std::string, std::vector<double>> samples;
  for (const Impairment& impairment : impairments()) {
    if (impairment.decisions == no_decisions || impairment.is_scripted) continue;
    DirectionSettings settings = quiet();
    impairment.turn_on(settings);
    const Traffic traffic{.packets = 20'000, .spacing = milliseconds(5)};
    for (const auto& [copy, decision] : signature_of(impairment, settings, 62, traffic)) {
      if (copy.second == 0) samples[impairment.name].push_back(static_cast<double>(decision));
    }
  }
  for (const Impairment& one : impairments()) {
    for (const Impairment& other : impairments()) {
      if (one.name >= other.name || exclude_each_other(one, other)) continue;
      if (!samples.contains(one.name) || !samples.contains(other.name)) continue;
      BOOST_REQUIRE(samples[one.name].size() == samples[other.name].size());
      BOOST_TEST_CONTEXT(one.name << " and " << other.name << ", seed 62") {
        BOOST_TEST(std::abs(correlation_z(samples[one.name], samples[other.name])) < 4);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(fates_depend_neither_on_content_nor_on_size_nor_on_the_time_of_arrival) {
  for (const Impairment& watched : impairments()) {
    if (watched.decisions == no_decisions) continue;
    DirectionSettings settings = quiet();
    watched.turn_on(settings);
    const Signature first = signature_of(watched, settings, 63);
    Traffic other{.spacing = Duration{123'456'789}, .fill = 0xff};
    BOOST_TEST_CONTEXT(watched.name) {
      BOOST_TEST((first == signature_of(watched, settings, 63, other)));
      other.ip_bytes = 77;
      BOOST_TEST((first == signature_of(watched, settings, 63, other)));
    }
  }
}

BOOST_AUTO_TEST_CASE(whether_a_packet_is_corrupted_does_not_depend_on_its_size) {
  DirectionSettings settings;
  settings.corrupt = Probability::from_percent(40);
  const Crossing small = cross(forward_only(settings), 64, {.payload_bytes = 1});
  const Crossing large = cross(forward_only(settings), 64, {.payload_bytes = 1400});
  for (std::size_t i = 0; i < small.fates.size(); ++i) {
    BOOST_TEST(small.fates[i].corrupted == large.fates[i].corrupted);
  }
}

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_fates_and_another_seed_others) {
  for (const Impairment& watched : impairments()) {
    if (watched.decisions == no_decisions) continue;
    DirectionSettings settings = quiet();
    watched.turn_on(settings);
    const Signature first = signature_of(watched, settings, 65);
    BOOST_TEST_CONTEXT(watched.name) {
      BOOST_TEST((first == signature_of(watched, settings, 65)));
      const std::uint64_t different = compare(first, signature_of(watched, settings, 66)).different;
      BOOST_TEST((watched.is_scripted ? different == 0 : different > 100));
    }
  }
}

BOOST_AUTO_TEST_CASE(neighbouring_seeds_are_uncorrelated) {
  DirectionSettings settings;
  settings.loss = Probability::from_percent(50);
  std::vector<std::vector<double>> runs;
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    std::vector<double> lost;
    for (const auto& fate : cross(forward_only(settings), seed, {.packets = 20'000}).fates) {
      lost.push_back(fate.dropped ? 1 : 0);
    }
    runs.push_back(lost);
  }
  for (std::size_t a = 0; a < runs.size(); ++a) {
    for (std::size_t b = a + 1; b < runs.size(); ++b) {
      BOOST_TEST_CONTEXT("seeds " << a << " and " << b) {
        BOOST_TEST(std::abs(correlation_z(runs[a], runs[b])) < 4);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(what_happens_in_one_direction_does_not_touch_the_other) {
  for (const Impairment& watched : impairments()) {
    if (watched.decisions == no_decisions) continue;
    DirectionSettings settings = quiet();
    watched.turn_on(settings);
    const Signature alone = signature_of(watched, settings, 67);
    DirectionSettings everything = quiet();
    for (const Impairment& impairment : impairments()) impairment.turn_on(everything);
    const Traffic both{.spacing = milliseconds(5), .reverse = true};
    Crossing seen = cross({settings, everything}, 67, both);
    std::erase_if(seen.fates,
                  [](const auto& fate) { return fate.direction != Direction::forward; });
    Signature beside;
    watched.decisions(seen, settings, beside);
    BOOST_TEST_CONTEXT(watched.name) {
      BOOST_TEST((alone == beside));
    }
  }
}

BOOST_AUTO_TEST_CASE(the_two_directions_meet_different_fates) {
  DirectionSettings settings = quiet();
  settings.loss = Probability::from_percent(50);
  settings.corrupt = Probability::from_percent(50);
  settings.jitter = {milliseconds(9), JitterDistribution::uniform, true};
  const Crossing seen = cross({settings, settings}, 68, {.packets = 20'000, .reverse = true});
  std::vector<double> lost[2];
  for (const FateRecord& fate : seen.fates) {
    lost[static_cast<std::size_t>(fate.direction)].push_back(fate.dropped ? 1 : 0);
  }
  BOOST_TEST(lost[0].size() == lost[1].size());
  BOOST_TEST(std::abs(correlation_z(lost[0], lost[1])) < 4);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test

#include <bit>
#include <string>

#include <boost/test/unit_test.hpp>

#include "tests/support/link_crossing.hpp"
#include "tests/support/link_statistics.hpp"

namespace acklab::link::test {
namespace {

using std::chrono::milliseconds;

/// Whether the fate was decided before the packet could have been copied.
bool went_before_copies(const FateRecord& fate) {
  return fate.dropped == DropCause::outage || fate.dropped == DropCause::loss ||
         fate.dropped == DropCause::policer;
}

/// An impairment that can be turned on, and what it decided about each copy, where that can be
/// seen.
struct Impairment {
  std::string name;
  void (*turn_on)(DirectionSettings&);
  void (*decisions)(const Crossing&, const DirectionSettings&, Signature&);
};

void no_decisions(const Crossing& /*crossing*/, const DirectionSettings& /*settings*/,
                  Signature& /*into*/) {}

bool met_outage(const FateRecord& fate) {
  return fate.dropped == DropCause::outage;
}

void losses(const Crossing& crossing, const DirectionSettings& /*settings*/, Signature& into) {
  for (const FateRecord& fate : crossing.fates) {
    if (met_outage(fate)) continue;
    if (fate.copy == 0) into[{fate.index, 0}] = fate.dropped == DropCause::loss ? 1 : 0;
  }
}

void duplications(const Crossing& crossing, const DirectionSettings& /*settings*/,
                  Signature& into) {
  for (const FateRecord& fate : crossing.fates) {
    if (!went_before_copies(fate)) into[{fate.index, 0}] += fate.copy;
  }
}

std::int64_t flipped_bit(const FateRecord& fate) {
  const Damage::Flip flip = fate.damage.flips.at(0);
  return std::int64_t{flip.octet} * 8 + std::countl_zero(flip.bits);
}

void corruptions(const Crossing& crossing, const DirectionSettings& /*settings*/, Signature& into) {
  for (const FateRecord& fate : crossing.fates) {
    if (went_before_copies(fate)) continue;
    into[{fate.index, fate.copy}] = fate.corrupted ? flipped_bit(fate) : -1;
  }
}

void variations(const Crossing& crossing, const DirectionSettings& settings, Signature& into) {
  for (const FateRecord& fate : crossing.fates) {
    if (fate.dropped || fate.skipped_delay) continue;
    Duration on_the_line{};
    if (settings.rate && !std::holds_alternative<TokenBucketRate>(settings.rate->kind())) {
      on_the_line = settings.rate->configured().time_for(fate.ip_bytes);
    }
    const Duration waited = on_the_line * (fate.copy + 1);  // the packets are far apart
    into[{fate.index, fate.copy}] = (fate.due - fate.arrival - waited).count();
  }
}

void skips(const Crossing& crossing, const DirectionSettings& /*settings*/, Signature& into) {
  for (const FateRecord& fate : crossing.fates) {
    if (!fate.dropped) into[{fate.index, fate.copy}] = fate.skipped_delay ? 1 : 0;
  }
}

const std::vector<Impairment>& impairments() {
  static const std::vector<Impairment> all = {
      {"loss", [](DirectionSettings& s) { s.loss = Probability::from_percent(20); }, losses},
      {"burst loss",
       [](DirectionSettings& s) {
         s.loss = BurstyLoss{Probability::from_percent(20), 3 * BurstyLoss::parts_in_one};
       },
       losses},
      {"outage",
       [](DirectionSettings& s) {
         s.outages = {{milliseconds(100), milliseconds(300), milliseconds(1000)}};
       },
       no_decisions},
      {"duplicate", [](DirectionSettings& s) { s.duplicate = Probability::from_percent(30); },
       duplications},
      {"corrupt", [](DirectionSettings& s) { s.corrupt = Probability::from_percent(40); },
       corruptions},
      {"uniform jitter",
       [](DirectionSettings& s) {
         s.jitter = {milliseconds(9), JitterDistribution::uniform, true};
       },
       variations},
      {"normal jitter",
       [](DirectionSettings& s) {
         s.jitter = {milliseconds(1), JitterDistribution::normal, true};
       },
       variations},
      {"pareto jitter",
       [](DirectionSettings& s) {
         s.jitter = {milliseconds(1), JitterDistribution::pareto, true};
       },
       variations},
      {"reorder", [](DirectionSettings& s) { s.reorder = Probability::from_percent(25); }, skips},
      {"rate", [](DirectionSettings& s) { s.rate = BitRate::from_bits_per_s(12'000'000); },
       no_decisions},
      {"cells",
       [](DirectionSettings& s) {
         s.rate = FixedRate{BitRate::from_bits_per_s(12'000'000), -60, 48, 2};  // 30 of 50
       },
       no_decisions},
      {"tokens that are always there",
       [](DirectionSettings& s) {
         s.rate = TokenBucketRate{BitRate::from_bits_per_s(100'000'000), 15'000};
       },
       no_decisions},
      {"trace",  // an opportunity each millisecond
       [](DirectionSettings& s) {
         const auto trace = std::make_shared<const Trace>(std::vector<std::uint32_t>{1});
         s.rate = TraceRate{trace, "test.trace", true};
       },
       no_decisions},
      {"policer",
       [](DirectionSettings& s) {
         s.policer = PolicerSettings{BitRate::from_bits_per_s(1'800'000), 3000};
       },
       no_decisions},
      {"queue",
       [](DirectionSettings& s) {
         s.rate = BitRate::from_bits_per_s(12'000'000);
         s.queue = QueueLimit::bytes(1500);
       },
       no_decisions},
  };
  return all;
}

/// A delay that no jitter here can bring down to zero.
DirectionSettings quiet() {
  DirectionSettings settings;
  settings.delay = milliseconds(20);
  return settings;
}

/// Of these a link has one at a time.
bool both_same(const Impairment& one, const Impairment& other, const std::string& end) {
  return one.name.ends_with(end) && other.name.ends_with(end);
}
bool exclude_each_other(const Impairment& one, const Impairment& other) {
  return both_same(one, other, "jitter") || both_same(one, other, "loss");
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
  for (const Impairment& watched : impairments()) {
    if (watched.decisions == no_decisions) continue;
    for (const Impairment& other : impairments()) {
      if (watched.name == other.name || exclude_each_other(watched, other)) continue;
      DirectionSettings settings = quiet();
      watched.turn_on(settings);
      const Signature alone = signature_of(watched, settings, 61);
      other.turn_on(settings);
      const Comparison seen = compare(alone, signature_of(watched, settings, 61));
      BOOST_TEST_CONTEXT(watched.name << " beside " << other.name << ", seed 61") {
        BOOST_TEST(seen.common > 500U);
        BOOST_TEST(seen.different == 0U);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(decisions_of_different_impairments_are_uncorrelated) {
  for (const Impairment& one : impairments()) {
    for (const Impairment& other : impairments()) {
      if (one.name >= other.name || exclude_each_other(one, other)) continue;
      if (one.decisions == no_decisions || other.decisions == no_decisions) continue;
      std::vector<double> samples[2];
      for (const auto& [impairment, into] :
           {std::pair{&one, &samples[0]}, std::pair{&other, &samples[1]}}) {
        DirectionSettings settings = quiet();
        impairment->turn_on(settings);
        const Traffic traffic{.packets = 20'000, .spacing = milliseconds(5)};
        for (const auto& [copy, decision] : signature_of(*impairment, settings, 62, traffic)) {
          if (copy.second == 0) into->push_back(static_cast<double>(decision));
        }
      }
      BOOST_REQUIRE(samples[0].size() == samples[1].size());
      BOOST_TEST_CONTEXT(one.name << " and " << other.name << ", seed 62") {
        BOOST_TEST(std::abs(correlation_z(samples[0], samples[1])) < 4);
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
      BOOST_TEST(compare(first, signature_of(watched, settings, 66)).different > 100U);
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

#pragma once

#include <bit>
#include <memory>
#include <string>
#include <vector>

#include "sim/link/script/rules.hpp"
#include "tests/support/link_crossing.hpp"

namespace acklab::link::test {

/// Whether the fate was decided before the packet could have been copied.
inline bool went_before_copies(const FateRecord& fate) {
  return fate.dropped == DropCause::rule || fate.dropped == DropCause::outage ||
         fate.dropped == DropCause::loss || fate.dropped == DropCause::policer;
}

/// An impairment that can be turned on, and what it decided about each copy, where that can be
/// seen.
struct Impairment {
  std::string name;
  void (*turn_on)(DirectionSettings&);
  void (*decisions)(const Crossing&, const DirectionSettings&, Signature&);
  bool makes_wait = false;   // in a queue, which shows in when copies are due
  bool is_scripted = false;  // the seed decides nothing
};

inline void no_decisions(const Crossing& /*crossing*/, const DirectionSettings& /*settings*/,
                         Signature& /*into*/) {}

inline bool went_before_loss(const FateRecord& fate) {
  return fate.dropped == DropCause::outage || fate.dropped == DropCause::rule;
}

inline void losses(const Crossing& crossing, const DirectionSettings& /*settings*/,
                   Signature& into) {
  for (const FateRecord& fate : crossing.fates) {
    if (went_before_loss(fate)) continue;
    if (fate.copy == 0) into[{fate.index, 0}] = fate.dropped == DropCause::loss ? 1 : 0;
  }
}

inline void duplications(const Crossing& crossing, const DirectionSettings& /*settings*/,
                         Signature& into) {
  for (const FateRecord& fate : crossing.fates) {
    const bool by_rule = fate.copy >= first_copy_of_rule;
    if (!went_before_copies(fate) && !by_rule) into[{fate.index, 0}] += fate.copy;
  }
}

inline std::int64_t flipped_bit(const FateRecord& fate) {
  const Damage::Flip flip = fate.damage.flips.at(0);
  return std::int64_t{flip.octet} * 8 + std::countl_zero(flip.bits);
}

inline void corruptions(const Crossing& crossing, const DirectionSettings& /*settings*/,
                        Signature& into) {
  for (const FateRecord& fate : crossing.fates) {
    if (went_before_copies(fate)) continue;
    into[{fate.index, fate.copy}] = fate.corrupted ? flipped_bit(fate) : -1;
  }
}

inline void variations(const Crossing& crossing, const DirectionSettings& settings,
                       Signature& into) {
  for (const FateRecord& fate : crossing.fates) {
    if (fate.dropped || fate.skipped_delay) continue;
    Duration on_the_line{};
    if (settings.rate && !std::holds_alternative<TokenBucketRate>(settings.rate->kind())) {
      on_the_line = settings.rate->configured().time_for(fate.ip_bytes);
    }
    const Duration waited = on_the_line * (fate.copy + 1);  // the packets are far apart
    into[{fate.index, fate.copy}] = (fate.due - fate.held_back - fate.arrival - waited).count();
  }
}

inline void skips(const Crossing& crossing, const DirectionSettings& /*settings*/,
                  Signature& into) {
  for (const FateRecord& fate : crossing.fates) {
    if (!fate.dropped) into[{fate.index, fate.copy}] = fate.skipped_delay ? 1 : 0;
  }
}

inline void displacements(const Crossing& crossing, const DirectionSettings& /*settings*/,
                          Signature& into) {
  for (const FateRecord& fate : crossing.fates) {
    if (!fate.dropped) into[{fate.index, fate.copy}] = fate.displaced_by;
  }
}

/// Rules that drop, copy and mark, each some packets.
inline void add_rules(DirectionSettings& settings) {
  Rule drop;
  drop.when.packets = CountRange{50, 90};
  drop.act.drop = true;
  Rule copy;
  copy.when.packets = CountRange{200, std::nullopt};
  copy.times = 60;
  copy.act.duplicate = 2;
  settings.rules = {drop, copy};
}

/// A line too slow for the traffic, and a queue before it of that discipline.
inline void queue_up(DirectionSettings& settings, const DisciplineSettings& discipline) {
  settings.rate = BitRate::from_bits_per_s(2'200'000);
  settings.queue = QueueSettings{QueueLimit::bytes(60'000), discipline};
}

inline std::vector<Impairment> loss_impairments() {
  return {
      {"loss", [](DirectionSettings& s) { s.loss = Probability::from_percent(20); }, losses},
      {"burst loss",
       [](DirectionSettings& s) {
         s.loss = BurstyLoss{Probability::from_percent(20), 3 * BurstyLoss::parts_in_one};
       },
       losses},
      {"Gilbert-Elliott loss",
       [](DirectionSettings& s) {
         s.loss = GilbertElliott{Probability::from_percent(10), Probability::from_percent(30),
                                 Probability::from_percent(80), Probability::from_percent(1)};
       },
       losses},
      {"four-state loss",
       [](DirectionSettings& s) {
         s.loss = FourStateLoss{Probability::from_percent(5), Probability::from_percent(20),
                                Probability::from_percent(50), Probability::from_percent(60),
                                Probability::from_percent(3)};
       },
       losses},
      {"capped loss",
       [](DirectionSettings& s) {
         s.loss = Probability::from_percent(40);
         s.loss.max_burst = 2;
       },
       losses},
      {.name = "pattern loss",
       .turn_on = [](DirectionSettings& s) { s.loss = LossPattern{"..x.xx."}; },
       .decisions = losses,
       .is_scripted = true},
      {.name = "listed loss",
       .turn_on =
           [](DirectionSettings& s) {
             s.loss = LostPackets{{{3, 3}, {100, 300}}};
           },
       .decisions = losses,
       .is_scripted = true},
      {.name = "periodic loss",
       .turn_on =
           [](DirectionSettings& s) {
             s.loss = PeriodicLoss{10, 3, 5};
           },
       .decisions = losses,
       .is_scripted = true},
  };
}

inline std::vector<Impairment> whole_packet_impairments() {
  return {
      {"rules", add_rules, no_decisions},
      {"fragments",
       [](DirectionSettings& s) {
         s.mtu = MtuSettings{1400, Oversize::fragment};
       },
       no_decisions},
      {"outage",
       [](DirectionSettings& s) {
         s.outages = {{std::chrono::milliseconds(100), std::chrono::milliseconds(300),
                       std::chrono::milliseconds(1000)}};
       },
       no_decisions},
      {"duplicate", [](DirectionSettings& s) { s.duplicate = Probability::from_percent(30); },
       duplications},
      {"spaced duplicate",
       [](DirectionSettings& s) {
         s.duplicate = Probability::from_percent(30);
         s.duplicate.copies = 3;
         s.duplicate.spacing = std::chrono::milliseconds(7);
       },
       duplications},
      {"corrupt", [](DirectionSettings& s) { s.corrupt = Probability::from_percent(40); },
       corruptions},
  };
}

inline std::vector<Impairment> jitter_impairments() {
  return {
      {"uniform jitter",
       [](DirectionSettings& s) {
         s.jitter = {std::chrono::milliseconds(9), JitterDistribution::uniform, true};
       },
       variations},
      {"normal jitter",
       [](DirectionSettings& s) {
         s.jitter = {std::chrono::milliseconds(1), JitterDistribution::normal, true};
       },
       variations},
      {"pareto jitter",
       [](DirectionSettings& s) {
         s.jitter = {std::chrono::milliseconds(1), JitterDistribution::pareto, true};
       },
       variations},
      {"paretonormal jitter",
       [](DirectionSettings& s) {
         s.jitter = {std::chrono::milliseconds(1), JitterDistribution::paretonormal, true};
       },
       variations},
      {"exponential jitter",
       [](DirectionSettings& s) {
         s.jitter = {std::chrono::milliseconds(1), JitterDistribution::exponential, true};
       },
       variations},
      {"table jitter",
       [](DirectionSettings& s) {
         static const auto table =
             std::make_shared<const DelayTable>(std::vector<std::int16_t>{-900, -20, 7, 800});
         s.jitter = {std::chrono::milliseconds(1), JitterDistribution::table, true, table,
                     "test.dist"};
       },
       variations},
  };
}

inline std::vector<Impairment> line_impairments() {
  return {
      {"displacing reorder",
       [](DirectionSettings& s) {
         s.reorder = Probability::from_percent(25);
         s.reorder.by = 2;
       },
       displacements},
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
  };
}

inline std::vector<Impairment> queue_impairments() {
  return {
      {.name = "drop-head",
       .turn_on = [](DirectionSettings& s) { queue_up(s, DropHeadSettings{}); },
       .decisions = no_decisions,
       .makes_wait = true},
      {.name = "CoDel",
       .turn_on = [](DirectionSettings& s) { queue_up(s, CoDelSettings{}); },
       .decisions = no_decisions,
       .makes_wait = true},
      {.name = "PIE",
       .turn_on = [](DirectionSettings& s) { queue_up(s, PieSettings{}); },
       .decisions = no_decisions,
       .makes_wait = true},
      {.name = "RED",
       .turn_on =
           [](DirectionSettings& s) {
             queue_up(s, RedSettings{3000, 20'000});
           },
       .decisions = no_decisions,
       .makes_wait = true},
      {"queue",
       [](DirectionSettings& s) {
         s.rate = BitRate::from_bits_per_s(12'000'000);
         s.queue = QueueLimit::bytes(1500);
       },
       no_decisions},
  };
}

inline const std::vector<Impairment>& impairments() {
  static const std::vector<Impairment> all = [] {
    std::vector<Impairment> gathered;
    for (const auto& some : {loss_impairments(), whole_packet_impairments(), jitter_impairments(),
                             line_impairments(), queue_impairments()}) {
      gathered.insert(gathered.end(), some.begin(), some.end());
    }
    return gathered;
  }();
  return all;
}

/// Of these a link has one at a time.
inline bool both_same(const Impairment& one, const Impairment& other, const std::string& end) {
  return one.name.ends_with(end) && other.name.ends_with(end);
}
inline bool exclude_each_other(const Impairment& one, const Impairment& other) {
  for (const char* kind : {"jitter", "loss", "duplicate", "reorder"}) {
    if (both_same(one, other, kind)) return true;
  }
  // The loss meets each fragment by itself.
  const bool cut = one.name == "fragments" || other.name == "fragments";
  return cut && (one.name.ends_with("loss") || other.name.ends_with("loss"));
}
/// Whether what `watched` decided can be seen beside `other`.
inline bool shows_beside(const Impairment& watched, const Impairment& other) {
  return watched.decisions != variations || !(other.makes_wait || other.name == "fragments");
}

}  // namespace acklab::link::test

#include "sim/link/pipeline.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "sim/link/bottleneck/ecn.hpp"
#include "sim/link/damage/damage_choice.hpp"
#include "sim/link/damage/transport_octets.hpp"
#include "sim/link/later.hpp"

namespace acklab::link {

/// Where copies go from the bottleneck.
class Pipeline::Exit final : public Bottleneck::Outlet {
 public:
  Exit(Pipeline& pipeline, ReleaseHeap& under_way, const FateSink& sink)
      : pipeline_(pipeline), under_way_(under_way), sink_(sink) {}
  void left(Waiting&& copy, Instant sent) override {
    if (pipeline_.is_remains(copy)) return;
    FateRecord& fate = copy.fate;
    if (fate.marked_ce) ++pipeline_.counters_.marked_ce;
    pipeline_.queue_delays_.record(fate.queued);
    const bool by_rule = copy.prescribed && copy.prescribed->mark_ce;
    if (fate.queued > Duration{} || (fate.marked_ce && !by_rule)) {
      fate.rests_on(FateLabel::time_driven);
    }
    fate.due = pipeline_.due_after_line(sent, fate);
    if (copy.prescribed) {
      pipeline_.obey(std::move(copy), under_way_, sink_);
    } else {
      pipeline_.leave(std::move(copy), under_way_, sink_);
    }
  }
  void dropped(Waiting&& copy) override {
    if (!pipeline_.is_remains(copy)) pipeline_.drop(std::move(copy), sink_);
  }

 private:
  Pipeline& pipeline_;
  ReleaseHeap& under_way_;
  const FateSink& sink_;
};

Pipeline::Pipeline(const LinkSettings& link, std::uint64_t seed, Direction direction)
    : Pipeline(link.of(direction), link.schedule_of(direction), seed, direction) {}

Pipeline::Pipeline(const DirectionSettings& settings, const std::vector<ScheduledChange>& schedule,
                   std::uint64_t seed, Direction direction)
    : direction_(direction),
      schedule_(schedule),
      mtu_(settings),
      rules_(settings.rules),
      rule_damage_(impairment_stream(seed, direction, "rule damage")),
      outage_(settings),
      loss_(settings, seed, direction),
      policer_(settings),
      duplication_(settings, seed, direction),
      corruption_(settings, seed, direction),
      bottleneck_(settings, seed, direction),
      delay_line_(settings, seed, direction),
      reordering_(settings, seed, direction) {
  counters_.rules.resize(settings.rules.size());
}

FateRecord Pipeline::begin_fate(Instant now, CopyKey key, const Packet& packet,
                                const PacketReading* reading) const {
  FateRecord fate;
  fate.direction = direction_;
  fate.index = key.index;
  fate.copy = key.copy;
  fate.ip_bytes = packet.ip_bytes;
  fate.flow = packet.flow;
  fate.offer = next_offer_;
  fate.origin = origin_;
  fate.arrival = now;
  fate.fragments = packet.fragments;
  if (reading != nullptr) fate.reading = *reading;
  return fate;
}

std::optional<DropCause> Pipeline::refuse(Waiting& original) {
  auto& [fate, packet, family, prescribed] = original;
  const bool fits = mtu_.admit(packet);
  // The loss moves on with every packet, so that no other step can shift what it decides.
  const Loss::Lost lost = loss_.losses(fate.index, fate.key().index, packet.fragments);
  fate.fragments = packet.fragments;
  if (!fits) return DropCause::mtu;
  prescribed = ask_rules(fate);
  if (prescribed && prescribed->drop) return DropCause::rule;
  if (outage_.refuses(fate.arrival - origin_)) return DropCause::outage;
  fate.fragments_lost = lost.fragments;
  if (packet.fragments > 1) {
    count_fragments(packet.fragments, lost.fragments);
    packet.travelling.lose(lost.fragments, lost.the_last);
  }
  loss_runs_.note(lost.fragments > 0, counters_);
  if (lost.fragments > 0) return DropCause::loss;
  if (!policer_.passes(fate.arrival, packet.line_bytes())) return DropCause::policer;
  return std::nullopt;
}

bool Pipeline::survives(Waiting& original) {
  FateRecord& fate = original.fate;
  fate.dropped = refuse(original);
  if (!fate.dropped) return true;
  fate.label = label_of(*fate.dropped);
  if (*fate.dropped == DropCause::rule) fate.label = original.prescribed->label;
  if (*fate.dropped == DropCause::loss && loss_.is_scripted()) fate.label = FateLabel::scripted;
  count_drop(*fate.dropped);
  ++counters_.undelivered;
  return false;
}

void Pipeline::accept(Instant now, Packet&& packet, const PacketReading* reading,
                      ReleaseHeap& under_way, const FateSink& sink) {
  assert(now >= last_arrival_ && "packets are offered to a link in the order of time");
  last_arrival_ = now;
  advance(now, under_way, sink);
  while (schedule_.comes_with(next_index_)) {
    change(now);
    advance(now, under_way, sink);
  }
  const std::uint64_t index = next_index_++;
  ++counters_.offered;
  counters_.offered_ip_bytes += packet.ip_bytes;
  if (!held_.empty()) let_go(now, under_way, sink);

  // Built in place, because a fate is long to copy; what stands in braces is evaluated in order.
  Waiting original{
      .fate = begin_fate(now, {index, 0}, packet, reading),  // NOLINT(bugprone-use-after-move)
      .packet = std::move(packet),
      .family = std::nullopt};
  if (replay_ && follow_log(original.fate, original.packet, under_way, sink)) return;
  if (!survives(original)) {
    tell(original.fate, sink);
    const FateRecord& fate = original.fate;
    const bool leaves_some =
        fate.dropped == DropCause::loss && fate.fragments_lost < fate.fragments;
    if (leaves_some) send_remains(std::move(original), under_way, sink);
    return;
  }

  const Prescription* const prescribed = original.prescribed.get();
  if (prescribed != nullptr && prescribed->mark_ce && ecn_capable(original.packet)) {
    mark_congestion(original.packet);
    original.fate.marked_ce = true;
  }
  const std::uint32_t by_chance = duplication_.copies(original.fate.key().index);
  const std::uint32_t by_rule = prescribed != nullptr ? prescribed->duplicates : 0;
  if (by_chance + by_rule == 0) {
    enter(std::move(original), under_way, sink);
  } else {
    enter_with_copies(std::move(original), by_chance, by_rule, reading, under_way, sink);
  }
}

void Pipeline::enter_with_copies(Waiting&& original, std::uint32_t by_chance, std::uint32_t by_rule,
                                 const PacketReading* reading, ReleaseHeap& under_way,
                                 const FateSink& sink) {
  const Instant now = original.fate.arrival;
  counters_.duplicated += by_chance + by_rule;
  original.fate.copies = 1 + by_chance + by_rule;
  original.family = copies_.open(original.fate.copies);
  std::vector<Waiting> copies;
  for (std::uint32_t number = 1; number <= by_chance; ++number) {
    copies.push_back(copy_of(original, number, reading));
    copies.back().fate.arrival = later_by(now, duplication_.spacing() * number);
    copies.back().fate.rests_on(FateLabel::random);
  }
  for (std::uint32_t number = 0; number < by_rule; ++number) {
    copies.push_back(copy_of(original, first_copy_of_rule + number, reading));
    copies.back().fate.rests_on(original.prescribed->label);
  }
  enter(std::move(original), under_way, sink);
  for (Waiting& copy : copies) {
    if (copy.fate.arrival == now) {
      enter(std::move(copy), under_way, sink);
    } else {
      spaced_.push(std::move(copy));
    }
  }
}

Waiting Pipeline::copy_of(const Waiting& original, std::uint32_t number,
                          const PacketReading* reading) const {
  Waiting copy = original;
  copy.fate =
      begin_fate(original.fate.arrival, {original.fate.index, number}, copy.packet, reading);
  copy.fate.copies = original.fate.copies;
  copy.fate.rule = original.fate.rule;
  copy.fate.marked_ce = original.fate.marked_ce;
  return copy;
}

void Pipeline::damage(Waiting& copy) {
  FateRecord& fate = copy.fate;
  if (fate.fragments_lost > 0) return;  // nobody will see it
  std::optional<Damage> damage;
  if (copy.prescribed && copy.prescribed->corrupt) {
    show_udp_header(copy.packet);
    damage = choose_damage(*copy.prescribed->corrupt, copy.packet, rule_damage_, fate.key());
    if (damage) apply(copy.packet, *damage);
  } else {
    damage = corruption_.damage(copy.packet, fate.key());
  }
  if (!damage) return;
  fate.rests_on(FateLabel::random);  // where it strikes
  fate.corrupted = true;
  fate.damage = *std::move(damage);
}

void Pipeline::enter(Waiting&& copy, ReleaseHeap& under_way, const FateSink& sink) {
  damage(copy);
  const Instant now = copy.fate.arrival;
  Exit exit{*this, under_way, sink};
  bottleneck_.advance(now, exit);
  bottleneck_.enqueue(now, std::move(copy), exit);
  counters_.max_queue_bytes = std::max(counters_.max_queue_bytes, bottleneck_.backlog().bytes);
}

Instant Pipeline::next_decision() const {
  Instant next = Instant::max();
  if (const auto& start = bottleneck_.next_start()) next = *start;
  if (!spaced_.empty()) next = std::min(next, spaced_.next());
  if (const auto& change = schedule_.next_at()) next = std::min(next, *change);
  return next;
}

void Pipeline::decide_until(Instant now, ReleaseHeap& under_way, const FateSink& sink) {
  Exit exit{*this, under_way, sink};
  while (schedule_.next_at() && *schedule_.next_at() <= now) {
    const Instant at = *schedule_.next_at();
    enter_spaced(at, under_way, sink);
    bottleneck_.advance(at, exit);
    change(at);
  }
  enter_spaced(now, under_way, sink);
  bottleneck_.advance(now, exit);
}

void Pipeline::enter_spaced(Instant now, ReleaseHeap& under_way, const FateSink& sink) {
  while (!spaced_.empty() && spaced_.next() <= now) enter(spaced_.pop(), under_way, sink);
}

void Pipeline::change(Instant now) {
  const DirectionSettings& settings = schedule_.take(now);
  mtu_.change(settings);
  outage_.change(settings);
  loss_.change(settings);
  policer_.change(now, settings);
  duplication_.change(settings);
  corruption_.change(settings);
  bottleneck_.change(now, settings);
  delay_line_.change(settings);
  reordering_.change(settings);
}

Instant Pipeline::earliest_release() const {
  Instant start = Instant::max();
  if (const auto& head = bottleneck_.next_start()) start = *head;
  if (!spaced_.empty()) start = std::min(start, spaced_.next());
  if (const auto& change = schedule_.next_at(); change && *change < start) return *change;
  return later_by(start, reordering_.may_skip() ? Duration{} : delay_line_.shortest());
}

void Pipeline::leave(Waiting&& copy, ReleaseHeap& under_way, const FateSink& sink) {
  copy.fate.order = next_order_++;
  if (copy.fate.displaced_by == 0) {
    tell(copy.fate, sink);
  } else {
    untold_.emplace(std::pair{copy.fate.index, copy.fate.copy},
                    Untold{copy.fate, reordering_.longest_hold()});
  }
  const bool may_be_awaited = !held_.empty() && copy.fate.copy == 0;
  const std::uint64_t index = copy.fate.index;
  const Instant due = copy.fate.due;
  put_under_way(std::move(copy), std::nullopt, under_way);
  if (!may_be_awaited) return;
  for (Waiting& behind : held_.passed_by(index, due)) {
    leave(std::move(behind), under_way, sink);
  }
}

void Pipeline::put_under_way(Waiting&& copy, std::optional<Instant> comes_out,
                             ReleaseHeap& under_way) {
  const FateRecord& fate = copy.fate;
  ++behind_the_line_;
  under_way.push({.packet = std::move(copy.packet),
                  .index = fate.index,
                  .copy = fate.copy,
                  .direction = direction_,
                  .order = fate.order,
                  .due = fate.due - fate.held_back,
                  .corrupted = fate.corrupted,
                  .skipped_delay = fate.skipped_delay,
                  .waits_for = fate.displaced_by,
                  .comes_out = comes_out,
                  .family = copy.family});
}

Instant Pipeline::due_after_line(Instant sent, FateRecord& fate) {
  const CopyKey key = fate.key();
  fate.skipped_delay = reordering_.skips_delay(key);
  fate.displaced_by = reordering_.displacement(key);
  const bool is_reordered = fate.skipped_delay || fate.displaced_by > 0;
  if (is_reordered || delay_line_.varies()) fate.rests_on(FateLabel::random);
  return fate.skipped_delay ? sent : delay_line_.due(sent, key);
}

void Pipeline::delivered(const UnderWay& copy) {
  --behind_the_line_;
  ++counters_.delivered;
  counters_.delivered_ip_bytes += copy.packet.ip_bytes;
  if (copy.corrupted) ++counters_.corrupted;
  if (copy.skipped_delay) ++counters_.skipped_delay;
  const bool first = copies_.delivered(copy.family);
  if (first && highest_delivered_ && copy.index < *highest_delivered_) ++counters_.reordered;
  highest_delivered_ = std::max(highest_delivered_.value_or(0), copy.index);
  displaced_.released(copy.index, copy.due);
}

}  // namespace acklab::link

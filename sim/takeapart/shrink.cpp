#include "sim/takeapart/shrink.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

namespace acklab::takeapart {
namespace {

using link::RuleActions;
using link::RuleCondition;

/// The smallest counterexample so far, and what is tried on it.
class Shrinking {
 public:
  Shrinking(const Counterexample& found, Budget& budget) : best_(found), budget_(budget) {}

  Counterexample run() {
    remove_events();
    damage_elsewhere();
    std::size_t before = 0;
    do {
      before = changes_;
      simplify_events();
      move_to_the_front();
      shrink_job();
      if (changes_ != before) remove_events();
    } while (changes_ != before && !budget_.is_spent());
    return std::move(best_);
  }

 private:
  /// Takes it as the best if it still breaks the promise.
  bool adopt(const Subject& subject, const Script& script) {
    if (!budget_.take()) return false;
    auto smaller = try_to_break(subject, script, best_.promise);
    if (!smaller) return false;
    best_ = *std::move(smaller);
    ++changes_;
    return true;
  }
  bool adopt(const Script& script) { return adopt(best_.subject, script); }

  void remove_events();
  [[nodiscard]] bool remove_a_part(std::size_t parts);
  void simplify_events();
  bool replace_actions(std::size_t place, const RuleActions& act);
  void lower(std::size_t place, const std::function<void(RuleActions&, std::uint64_t)>& set,
             std::uint64_t from);
  void simplify(std::size_t place);
  void move_to_the_front();
  bool move(std::uint64_t data_by, std::uint64_t acks_by);
  void damage_elsewhere();
  void shrink_job();

  Counterexample best_;
  Budget& budget_;
  std::size_t changes_ = 0;
};

/// One of `parts` equal parts kept alone, or one left out.
bool Shrinking::remove_a_part(std::size_t parts) {
  const Script whole = best_.script;
  const auto border = [&](std::size_t part) {
    return whole.begin() + static_cast<std::ptrdiff_t>(whole.size() * part / parts);
  };
  for (std::size_t part = 0; part < parts; ++part) {
    if (adopt(Script(border(part), border(part + 1)))) return true;
  }
  if (parts == 2) return false;  // the same again
  for (std::size_t part = 0; part < parts; ++part) {
    Script rest(whole.begin(), border(part));
    rest.insert(rest.end(), border(part + 1), whole.end());
    if (adopt(rest)) return true;
  }
  return false;
}

void Shrinking::remove_events() {
  if (best_.script.empty() || adopt(Script{})) return;
  std::size_t parts = 2;
  while (best_.script.size() >= 2 && !budget_.is_spent()) {
    const std::size_t events = best_.script.size();
    parts = std::min(parts, events);
    if (remove_a_part(parts)) {
      // Where a part alone was enough, begin anew; else go on with one part less.
      parts = best_.script.size() * 2 <= events ? 2 : std::max<std::size_t>(parts - 1, 2);
    } else if (parts == events) {
      return;
    } else {
      parts *= 2;
    }
  }
}

bool Shrinking::replace_actions(std::size_t place, const RuleActions& act) {
  Script script = best_.script;
  if (script[place].rule.act == act || act == RuleActions{}) return false;
  script[place].rule.act = act;
  return adopt(script);
}

/// The smallest number below `from` that is still enough.
void Shrinking::lower(std::size_t place,
                      const std::function<void(RuleActions&, std::uint64_t)>& set,
                      std::uint64_t from) {
  constexpr std::uint64_t tried = 4;
  for (std::uint64_t number = 1; number < std::min(from, tried + 1); ++number) {
    RuleActions act = best_.script[place].rule.act;
    set(act, number);
    if (replace_actions(place, act)) return;
  }
}

void Shrinking::simplify(std::size_t place) {
  const RuleActions act = best_.script[place].rule.act;
  // Of several actions, one alone.
  std::array<RuleActions, 5> alone{};
  alone[0].drop = act.drop;
  alone[1].duplicate = act.duplicate;
  alone[2].corrupt = act.corrupt;
  alone[3].reorder_after = act.reorder_after;
  alone[4].hold_until = act.hold_until;
  for (const RuleActions& one : alone) {
    if (replace_actions(place, one)) break;
  }
  const RuleActions now = best_.script[place].rule.act;
  lower(
      place, [](RuleActions& a, std::uint64_t n) { a.duplicate = static_cast<std::uint32_t>(n); },
      now.duplicate);
  lower(
      place,
      [](RuleActions& a, std::uint64_t n) { a.reorder_after = static_cast<std::uint32_t>(n); },
      now.reorder_after);
  if (!now.hold_until) return;
  if (const auto* held = std::get_if<link::UntilPackets>(&*now.hold_until)) {
    lower(
        place, [](RuleActions& a, std::uint64_t n) { a.hold_until = link::UntilPackets{n}; },
        held->more);
  }
}

void Shrinking::simplify_events() {
  for (std::size_t place = 0; place < best_.script.size(); ++place) simplify(place);
}

bool Shrinking::move(std::uint64_t data_by, std::uint64_t acks_by) {
  if (data_by + acks_by == 0) return false;
  Script script = best_.script;
  for (Event& event : script) {
    RuleCondition& when = event.rule.when;
    if (when.data_segment) {
      when.data_segment = link::CountRange::only(when.data_segment->first - data_by);
    }
    if (when.ack) when.ack = link::CountRange::only(when.ack->first - acks_by);
  }
  return adopt(script);
}

/// Where damage strikes follows from the seed and the packet, so damage that mattered late in a
/// large job may need another seed to matter early in a small one.
void Shrinking::damage_elsewhere() {
  constexpr std::uint64_t few_records = 8;
  constexpr std::uint64_t seeds_tried = 256;
  const auto records = records_in(best_.subject.workload);
  if (!records || *records <= few_records) return;
  Subject small = best_.subject;
  small.workload = *with_records(best_.subject.workload, few_records);
  std::vector<Script> candidates;
  Script together;
  bool damages = false;
  for (const Event& event : best_.script) {
    Event first = event;
    RuleCondition& when = first.rule.when;
    if (when.data_segment) when.data_segment = link::CountRange::only(1);
    if (when.ack) when.ack = link::CountRange::only(1);
    together.push_back(first);
    if (!event.rule.act.corrupt) continue;
    candidates.push_back({first});
    damages = true;
  }
  if (damages && together.size() > 1) candidates.push_back(together);
  for (const Script& candidate : candidates) {
    for (std::uint64_t seed = 1; seed <= seeds_tried && !budget_.is_spent(); ++seed) {
      small.seed = seed;
      if (adopt(small, candidate)) return;
    }
  }
}

/// All events to packets that come earlier, as far as possible, so that a small job has them.
void Shrinking::move_to_the_front() {
  std::optional<std::uint64_t> first_data;
  std::optional<std::uint64_t> first_ack;
  const auto note = [](std::optional<std::uint64_t>& least, std::uint64_t number) {
    least = std::min(least.value_or(number), number);
  };
  for (const Event& event : best_.script) {
    if (event.rule.when.data_segment) note(first_data, event.rule.when.data_segment->first);
    if (event.rule.when.ack) note(first_ack, event.rule.when.ack->first);
  }
  const std::uint64_t data = first_data.value_or(1) - 1;
  const std::uint64_t acks = first_ack.value_or(1) - 1;
  for (std::uint64_t share = 1; share <= 8 && data + acks > 0; share *= 2) {
    if (move(data / share, acks / share)) return;
    if (acks > 0 && move(data / share, 0)) return;
    if (data > 0 && move(0, acks / share)) return;
    if (data > 1 && move((data - 1) / share, acks / share)) return;
  }
}

void Shrinking::shrink_job() {
  const auto records = records_in(best_.subject.workload);
  if (!records) return;
  for (std::uint64_t fewer = 1; fewer < *records; fewer += std::max<std::uint64_t>(fewer / 8, 1)) {
    Subject smaller = best_.subject;
    smaller.workload = *with_records(best_.subject.workload, fewer);
    if (adopt(smaller, best_.script) || budget_.is_spent()) return;
  }
}

}  // namespace

std::optional<Counterexample> try_to_break(const Subject& subject, const Script& script,
                                           Promise promise) {
  contender::RunResult run = try_script(subject, script);
  if (!broken_by(run).has(promise)) return std::nullopt;
  return Counterexample{subject, script, promise, std::move(run)};
}

Counterexample shrink(const Counterexample& found, Budget& budget) {
  return Shrinking{found, budget}.run();
}

}  // namespace acklab::takeapart

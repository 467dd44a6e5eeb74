#include "sim/takeapart/ablation.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include <fmt/format.h>

#include "sim/takeapart/search.hpp"
#include "sim/takeapart/sighting.hpp"
#include "sim/takeapart/switches.hpp"

namespace acklab::takeapart {
namespace {

using contender::RunResult;
using contender::Spec;

/// How many contenders a written scenario has beside the control.
constexpr std::size_t most_witnesses = 15;

std::size_t place_of(Promise promise) {
  return static_cast<std::size_t>(promise);
}

/// The bit of a switch; nothing when it is not among them.
std::optional<std::uint32_t> bit_of(std::string_view name,
                                    std::span<const std::string_view> switches) {
  const auto found = std::find(switches.begin(), switches.end(), name);
  if (found == switches.end()) return std::nullopt;
  return std::uint32_t{1} << static_cast<unsigned>(found - switches.begin());
}

/// Whether it breaks the promise, and would not with any event less.
bool is_smallest(const Subject& subject, const Script& script, Promise promise) {
  if (!broken_by(try_script(subject, script)).has(promise)) return false;
  for (std::size_t place = 0; place < script.size(); ++place) {
    Script fewer = script;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(place));
    if (broken_by(try_script(subject, fewer)).has(promise)) return false;
  }
  return true;
}

class Taking {
 public:
  Taking(const scenario::Scenario& scenario, const Spec& contender,
         const AblationSettings& settings);

  Ablation run();

 private:
  void make_cells(const Spec& contender);
  void run_grid();
  void explain(std::size_t cell, Promise promise);
  [[nodiscard]] std::optional<Counterexample> smallest(std::size_t cell, Promise promise);
  void share(std::size_t script);
  void write_down(FoundScript& found);
  [[nodiscard]] Subject subject_of(const Spec& spec) const;
  [[nodiscard]] bool needs_script(const Cell& cell, Promise promise) const {
    return cell.broken.has(promise) && !cell.refused && !cell.script_of[place_of(promise)];
  }
  void report();

  const AblationSettings& settings_;
  Ablation result_;
  std::size_t broken_ = 0;
  std::size_t explained_ = 0;
};

Taking::Taking(const scenario::Scenario& scenario, const Spec& contender,
               const AblationSettings& settings)
    : settings_(settings) {
  result_.scenario = scenario;
  result_.contender = contender.name;
  result_.switches = settings.switches;
  result_.fates_by_content = !scenario.link.replay.has_value();
  result_.budget.runs = settings.budget;
  result_.budget.interrupted = settings.workshop.interrupted;
  make_cells(contender);
}

void Taking::make_cells(const Spec& contender) {
  const Spec whole = made_whole(contender, result_.switches);
  const auto acks = bit_of("acks", result_.switches);
  const auto resending = bit_of("retransmission", result_.switches);
  const std::uint32_t count = std::uint32_t{1} << result_.switches.size();
  for (std::uint32_t off = 0; off < count; ++off) {
    Cell cell;
    cell.off = off;
    cell.spec = whole;
    cell.spec.name = contender_name(off, result_.switches);
    for (std::size_t number = 0; number < result_.switches.size(); ++number) {
      set_switch(cell.spec, whole, result_.switches[number], (off >> number & 1U) == 0);
    }
    cell.refused = why_refused(result_.scenario, cell.spec);
    // Who hears of nothing has nothing to send again (transport::on_rung).
    if (acks && resending && (off & *acks) != 0 && (off & *resending) != 0) {
      cell.same_as = off & ~*resending;
    }
    result_.cells.push_back(std::move(cell));
  }
}

Subject Taking::subject_of(const Spec& spec) const {
  const scenario::Scenario& scenario = result_.scenario;
  return {spec,          clean_link(scenario.link), scenario.workload,
          scenario.seed, scenario.ip_version,       scenario.time_limit};
}

void Taking::run_grid() {
  side_by_side(settings_.workshop, result_.cells.size(), [this](std::size_t number) {
    Cell& cell = result_.cells[number];
    if (!cell.refused && !cell.same_as) cell.run = try_scenario(result_.scenario, cell.spec);
  });
  for (Cell& cell : result_.cells) {
    if (cell.refused) continue;
    if (cell.same_as) cell.run = result_.cells[*cell.same_as].run;
    const bool was_run = cell.run.outcome != contender::Outcome::not_run;
    if (was_run && !cell.same_as) ++result_.grid_runs;
    cell.broken = broken_by(cell.run);
    broken_ += cell.broken.count();
  }
}

/// From what the link did to this cell; failing that, from scratch.
std::optional<Counterexample> Taking::smallest(std::size_t number, Promise promise) {
  const Cell& cell = result_.cells[number];
  const Subject subject = subject_of(cell.spec);
  FateBook book;
  if (!result_.budget.take()) return std::nullopt;
  static_cast<void>(try_scenario(result_.scenario, cell.spec, book.sink()));
  if (!result_.budget.take()) return std::nullopt;
  auto found = try_to_break(subject, book.script(), promise);
  if (!found) {
    Subject small = subject;
    small.workload = searchable_job(subject);
    SearchSettings search;
    search.promise = promise;
    search.longest = 2;
    search.workshop = settings_.workshop;
    Budget share{std::min<std::uint64_t>(result_.budget.runs - result_.budget.spent, 500), 0};
    found = search_scripts(small, search, share).found;
    result_.budget.spent += share.spent;
  }
  if (!found) return std::nullopt;
  return shrink(*found, result_.budget);
}

void Taking::explain(std::size_t number, Promise promise) {
  Cell& cell = result_.cells[number];
  if (!needs_script(cell, promise)) return;
  FoundScript found;
  if (auto example = smallest(number, promise)) {
    found.example = *std::move(example);
  } else if (result_.budget.is_spent() || settings_.workshop.is_interrupted()) {
    return;
  } else {
    found.is_script = false;
    found.example = {subject_of(cell.spec), {}, promise, cell.run};
  }
  cell.script_of[place_of(promise)] = result_.scripts.size();
  found.cells.push_back(number);
  result_.scripts.push_back(std::move(found));
  ++explained_;
  share(result_.scripts.size() - 1);
  write_down(result_.scripts.back());
  report();
}

/// Which other cells break the same promise by the same script.
void Taking::share(std::size_t place) {
  FoundScript& script = result_.scripts[place];
  const Promise promise = script.example.promise;
  std::vector<std::size_t> others;
  for (std::size_t number = 0; number < result_.cells.size(); ++number) {
    if (needs_script(result_.cells[number], promise)) others.push_back(number);
  }
  std::vector<char> breaks(others.size(), 0);
  const std::uint64_t runs_each = 1 + script.example.script.size();
  std::size_t allowed = 0;
  while (script.is_script && allowed < others.size() &&
         result_.budget.runs - result_.budget.spent >= runs_each) {
    result_.budget.spent += runs_each;
    ++allowed;
  }
  side_by_side(settings_.workshop, allowed, [&](std::size_t turn) {
    Subject subject = script.example.subject;
    subject.spec = result_.cells[others[turn]].spec;
    breaks[turn] = is_smallest(subject, script.example.script, promise) ? 1 : 0;
  });
  for (std::size_t turn = 0; turn < others.size(); ++turn) {
    if (breaks[turn] == 0) continue;
    result_.cells[others[turn]].script_of[place_of(promise)] = place;
    script.cells.push_back(others[turn]);
    ++explained_;
  }
}

void Taking::write_down(FoundScript& found) {
  const Counterexample& example = found.example;
  std::vector<Witness> broken;
  for (const std::size_t number : found.cells) {
    if (broken.size() == most_witnesses || result_.cells[number].same_as) continue;
    Subject subject = example.subject;
    subject.spec = result_.cells[number].spec;
    broken.push_back({subject.spec, found.is_script ? try_script(subject, example.script)
                                                    : result_.cells[number].run});
  }
  std::optional<Witness> control;
  if (const Cell& whole = result_.cells.front(); !whole.refused) {
    Subject subject = example.subject;
    subject.spec = whole.spec;
    control =
        Witness{whole.spec, found.is_script ? try_script(subject, example.script) : whole.run};
    if (!broken_by(control->run).empty()) control.reset();
  }
  const auto number =
      std::count_if(result_.scripts.begin(), result_.scripts.end(), [&](const FoundScript& other) {
        return other.example.promise == example.promise && !other.scenario.name.empty();
      });
  const std::string ending = fmt::format("{}-{}", lie_of(example.promise), number + 1);
  const std::uint32_t off = result_.cells[found.cells.front()].off;
  const auto what = [&](const report::Words& words) {
    return without_words(off, result_.switches, words);
  };
  found.scenario =
      scenario_of(example, file_name(result_.scenario.name, ending), what, broken, control);
  if (found.is_script) return;
  found.scenario.link = result_.scenario.link;
  if (result_.fates_by_content) found.scenario.link.fate_key = link::FateKey::content;
  found.scenario.question = in_all_languages([&](const report::Words& words) {
    return words.say("counterexample.question_on_this_link", what(words));
  });
  found.scenario.explanation = in_all_languages(
      [](const report::Words& words) { return words("counterexample.no_script"); });
}

void Taking::report() {
  if (settings_.progress) {
    settings_.progress(result_.grid_runs + result_.budget.spent, broken_, explained_);
  }
}

Ablation Taking::run() {
  run_grid();
  report();
  std::vector<std::size_t> order;
  order.reserve(result_.cells.size());
  for (const Cell& cell : result_.cells) order.push_back(cell.off);
  // What is broken by one switch alone explains most of the others.
  std::stable_sort(order.begin(), order.end(), [](std::size_t a, std::size_t b) {
    return std::popcount(a) < std::popcount(b);
  });
  for (const std::size_t number : order) {
    for (const Promise promise : all_promises) {
      if (settings_.workshop.is_interrupted()) break;
      explain(number, promise);
    }
  }
  result_.interrupted = settings_.workshop.is_interrupted();
  return std::move(result_);
}

}  // namespace

Ablation ablate(const scenario::Scenario& scenario, const Spec& contender,
                const AblationSettings& settings) {
  return Taking{scenario, contender, settings}.run();
}

}  // namespace acklab::takeapart

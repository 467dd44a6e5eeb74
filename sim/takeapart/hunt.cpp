#include "sim/takeapart/hunt.hpp"

#include <algorithm>
#include <utility>

#include "net/base/random.hpp"
#include "sim/takeapart/sighting.hpp"

namespace acklab::takeapart {
namespace {

using link::RuleActions;

constexpr std::size_t seeds_at_once = 32;  // whatever the number of threads
constexpr std::uint64_t most_random_events = 8;

class Hunt {
 public:
  Hunt(const scenario::Scenario& scenario, const contender::Spec& contender,
       const HuntSettings& settings, Budget& budget);

  HuntResult run();

 private:
  void search();
  void try_seeds();
  /// A script for this seed, and what it breaks the promise on.
  [[nodiscard]] std::optional<Counterexample> try_seed(std::uint64_t seed) const;
  [[nodiscard]] Script random_script(std::uint64_t seed) const;
  [[nodiscard]] bool has_chance() const {
    const link::LinkSettings& link = scenario_.link;
    const link::LinkSettings clean = clean_link(link);
    return link.replay || !link.forward_schedule.empty() || !link.reverse_schedule.empty() ||
           !(clean.forward == link.forward && clean.reverse == link.reverse);
  }

  const scenario::Scenario& scenario_;
  const HuntSettings& settings_;
  Budget& budget_;
  Subject whole_;
  Subject small_;
  std::vector<Sighting> packets_;  // of small_ where nothing happens
  HuntResult result_;
};

Hunt::Hunt(const scenario::Scenario& scenario, const contender::Spec& contender,
           const HuntSettings& settings, Budget& budget)
    : scenario_(scenario),
      settings_(settings),
      budget_(budget),
      whole_{contender,     clean_link(scenario.link), scenario.workload,
             scenario.seed, scenario.ip_version,       scenario.time_limit},
      small_(whole_) {
  small_.workload = searchable_job(whole_);
}

void Hunt::search() {
  Budget half{(budget_.runs - budget_.spent) / 2, 0};
  result_.search = search_scripts(small_, settings_.search, half);
  budget_.spent += half.spent;
  result_.found = std::exchange(result_.search.found, std::nullopt);
}

Script Hunt::random_script(std::uint64_t seed) const {
  const RandomStream random{seed, "script"};
  std::uint64_t drawn = 0;
  const auto below = [&](std::uint64_t bound) { return random.below(bound, drawn++); };
  const std::uint64_t events = 2 + below(most_random_events - 1);
  std::vector<std::size_t> places;
  for (std::uint64_t event = 0; event < events && !packets_.empty(); ++event) {
    places.push_back(static_cast<std::size_t>(below(packets_.size())));
  }
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  Script script;
  for (const std::size_t place : places) {
    const Sighting& packet = packets_[place];
    const std::vector<RuleActions> actions =
        actions_for(small_, packet.kind == Sighting::Kind::data, settings_.search.deeds);
    script.push_back(event_at(packet, actions[below(actions.size())]));
  }
  return script;
}

std::optional<Counterexample> Hunt::try_seed(std::uint64_t seed) const {
  const Promise promise = settings_.search.promise;
  if (!has_chance()) return try_to_break(small_, random_script(seed), promise);
  scenario::Scenario scenario = scenario_;
  scenario.seed = seed;
  FateBook book;
  const auto run = try_scenario(scenario, whole_.spec, book.sink());
  if (!broken_by(run).has(promise)) return std::nullopt;
  Subject subject = whole_;
  subject.seed = seed;
  return try_to_break(subject, book.script(), promise);
}

void Hunt::try_seeds() {
  if (!has_chance() && budget_.take()) {
    FateBook book;
    static_cast<void>(try_script(small_, {}, book.sink()));
    packets_ = book.packets();
  }
  for (std::uint64_t seed = settings_.seeds.first; seed <= settings_.seeds.last;) {
    std::size_t count = 0;
    while (count < seeds_at_once && seed + count <= settings_.seeds.last && budget_.take()) {
      ++count;
    }
    std::vector<std::optional<Counterexample>> found(count);
    side_by_side(settings_.search.workshop, count,
                 [&](std::size_t number) { found[number] = try_seed(seed + number); });
    for (std::size_t number = 0; number < count; ++number) {
      ++result_.seeds;
      if (!found[number]) continue;
      result_.found = std::move(found[number]);
      result_.seed = seed + number;
      return;
    }
    seed += count;
    if (settings_.search.progress) settings_.search.progress(budget_.spent, 0);
    if (count == 0 || settings_.search.workshop.is_interrupted()) return;
  }
}

HuntResult Hunt::run() {
  search();
  const bool goes_on = !result_.found && !settings_.search.workshop.is_interrupted();
  if (goes_on && (!result_.search.exhausted || has_chance())) try_seeds();
  if (result_.found) result_.found = shrink(*result_.found, budget_);
  return std::move(result_);
}

}  // namespace

HuntResult hunt(const scenario::Scenario& scenario, const contender::Spec& contender,
                const HuntSettings& settings, Budget& budget) {
  return Hunt{scenario, contender, settings, budget}.run();
}

}  // namespace acklab::takeapart

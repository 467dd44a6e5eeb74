#include "sim/takeapart/search.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "sim/takeapart/sighting.hpp"

namespace acklab::takeapart {
namespace {

using link::RuleActions;

/// Runs made before anybody looks at what came of them; not the number of threads, so that this
/// changes nothing.
constexpr std::size_t batch_size = 64;

/// A script that was tried and broke nothing, and what may be struck behind its last event.
struct Node {
  Script script;
  std::vector<Sighting> packets;
};

/// A script to try.
struct Candidate {
  Script script;
  std::uint64_t last_offer = 0;  // of the packet that its last event strikes
};

/// What came of it.
struct Tried {
  bool made = false;
  bool broke = false;
  Node node;
  std::uint64_t trace = 0;
};

class Search {
 public:
  Search(const Subject& subject, const SearchSettings& settings, Budget& budget)
      : subject_(subject),
        settings_(settings),
        budget_(budget),
        on_data_(actions_for(subject, true, settings.deeds)),
        on_others_(actions_for(subject, false, settings.deeds)) {}

  SearchResult run();

 private:
  [[nodiscard]] Tried try_one(const Candidate& candidate) const;
  /// Whether the search goes on.
  bool conclude(Tried& tried);
  bool extend(const Node& node);
  bool flush();

  const Subject& subject_;
  const SearchSettings& settings_;
  Budget& budget_;
  std::vector<RuleActions> on_data_;
  std::vector<RuleActions> on_others_;
  std::unordered_set<std::uint64_t> traces_;
  std::vector<Candidate> batch_;
  std::vector<Node> level_;     // broke nothing; of as many events each
  std::uint64_t to_come_ = 0;   // scripts that level_ leads to
  bool level_is_whole_ = true;  // nothing was left out of level_ for want of a budget
  SearchResult result_;
};

Tried Search::try_one(const Candidate& candidate) const {
  Tried tried{true, false, {candidate.script, {}}, 0};
  FateBook book;
  const contender::RunResult run = try_script(subject_, candidate.script, book.sink());
  tried.broke = broken_by(run).has(settings_.promise);
  if (tried.broke) return tried;
  tried.trace = book.trace(subject_.spec.mechanisms.checksum != transport::Checksum::off);
  tried.node.packets = book.packets();
  std::erase_if(tried.node.packets, [&](const Sighting& packet) {
    return !candidate.script.empty() && packet.offer <= candidate.last_offer;
  });
  return tried;
}

bool Search::conclude(Tried& tried) {
  if (tried.broke) {
    result_.found = try_to_break(subject_, tried.node.script, settings_.promise);
    return false;
  }
  if (!traces_.insert(tried.trace).second) return true;  // seen before
  if (to_come_ > budget_.runs - budget_.spent) {
    level_is_whole_ = false;
    return true;
  }
  for (const Sighting& packet : tried.node.packets) {
    to_come_ += packet.kind == Sighting::Kind::data ? on_data_.size() : on_others_.size();
  }
  level_.push_back(std::move(tried.node));
  return true;
}

bool Search::flush() {
  std::vector<Candidate> batch = std::exchange(batch_, {});
  std::size_t allowed = 0;
  while (allowed < batch.size() && budget_.take()) ++allowed;
  const bool all = allowed == batch.size();
  std::vector<Tried> tried(allowed);
  side_by_side(settings_.workshop, allowed,
               [&](std::size_t number) { tried[number] = try_one(batch[number]); });
  for (Tried& one : tried) {
    if (!one.made || !conclude(one)) return false;
  }
  return all;
}

/// Every script that has one event more than the node's.
bool Search::extend(const Node& node) {
  for (const Sighting& packet : node.packets) {
    for (const RuleActions& act : packet.kind == Sighting::Kind::data ? on_data_ : on_others_) {
      Candidate candidate{node.script, packet.offer};
      candidate.script.push_back(event_at(packet, act));
      batch_.push_back(std::move(candidate));
      if (batch_.size() == batch_size && !flush()) return false;
    }
  }
  return true;
}

SearchResult Search::run() {
  batch_.push_back({});
  if (!flush()) return std::move(result_);
  for (std::size_t length = 1; length <= settings_.longest; ++length) {
    if (settings_.progress) settings_.progress(budget_.spent, length);
    const std::vector<Node> level = std::exchange(level_, {});
    to_come_ = 0;
    const bool was_whole = std::exchange(level_is_whole_, true);
    for (const Node& node : level) {
      if (!extend(node)) return std::move(result_);
    }
    if (!flush() || !was_whole) return std::move(result_);
    result_.searched_length = length;
    if (level_.empty()) {
      result_.exhausted = true;
      break;
    }
  }
  return std::move(result_);
}

}  // namespace

SearchResult search_scripts(const Subject& subject, const SearchSettings& settings,
                            Budget& budget) {
  return Search{subject, settings, budget}.run();
}

}  // namespace acklab::takeapart

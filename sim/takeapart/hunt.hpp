#pragma once

#include "sim/takeapart/search.hpp"

namespace acklab::takeapart {

/// From the first seed to the last, both included.
struct SeedRange {
  std::uint64_t first = 1;
  std::uint64_t last = 1000;
};

struct HuntSettings {
  SearchSettings search;
  SeedRange seeds;
};

/// What a hunt for a counterexample came to.
struct HuntResult {
  std::optional<Counterexample> found;  // shrunk
  SearchResult search;                  // without what it found
  /// How many seeds were tried.
  std::uint64_t seeds = 0;
  /// The seed that led to it; nothing: the search through scripts did.
  std::optional<std::uint64_t> seed;
};

/// Looks for the smallest script on a clean link that makes `contender` of `scenario` break the
/// promise. First through scripts, shortest first, on a job as small as the mistake allows, with
/// half of the budget; then over seeds: what the scenario's own link does with each, and where that
/// does nothing by chance, scripts at random. What is found is shrunk.
[[nodiscard]] HuntResult hunt(const scenario::Scenario& scenario, const contender::Spec& contender,
                              const HuntSettings& settings, Budget& budget);

}  // namespace acklab::takeapart

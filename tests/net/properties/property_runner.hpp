#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace acklab::properties {

/// A rule that a run has broken, in words.
struct Violation {
  std::string what;
};

/// Runs `property` for many seeds: `usual_cases` of them from 1 on, or as the environment says with
/// ACKLAB_PROPERTY_SEED (the first) and ACKLAB_PROPERTY_CASES (how many). The property throws
/// Violation; each one fails the test with the command that repeats it.
void for_each_seed(std::uint64_t usual_cases, const std::function<void(std::uint64_t)>& property);

/// Throws Violation with `what()` unless `holds`.
template <typename What>
void must(bool holds, const What& what) {
  if (!holds) throw Violation{what()};
}

}  // namespace acklab::properties

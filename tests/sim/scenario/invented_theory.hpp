#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "sim/scenario/theory_line.hpp"
#include "sim/theory/catalogue.hpp"

namespace acklab::scenario::test {

[[nodiscard]] inline bool same(const TheoryLine& a, const TheoryLine& b) {
  const auto equal = [](const GivenInput& x, const GivenInput& y) {
    return x.name == y.name && x.values == y.values;
  };
  return a.formula == b.formula && a.contender == b.contender && a.metric == b.metric &&
         std::equal(a.inputs.begin(), a.inputs.end(), b.inputs.begin(), b.inputs.end(), equal) &&
         a.tolerance == b.tolerance && a.absolute == b.absolute && a.must_hold == b.must_hold &&
         a.note == b.note;
}

[[nodiscard]] inline bool same(const std::vector<TheoryLine>& a, const std::vector<TheoryLine>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const TheoryLine& x, const TheoryLine& y) { return same(x, y); });
}

/// A line about the contender; `chance` is asked for a truth value each time.
template <typename Chance>
[[nodiscard]] TheoryLine invented_theory_line(const std::string& contender, double tolerance,
                                              Chance chance) {
  TheoryLine made{
      theory::find_formula("jain"), contender, "share_of_limit", {}, tolerance, chance(), chance(),
      chance() ? "" : "why"};
  if (chance()) {
    made.inputs.push_back({"shares", {9, 1.5}, "[9, 1.5]"});
    return made;
  }
  made.formula = theory::find_formula("mathis");
  made.metric = "goodput_bits_per_s";
  made.inputs = {{"round_trip", {0.05}, "\"50ms\""},
                 {"loss", {0.01}, "\"1%\""},
                 {"payload", {1448}, "\"1448B\""}};
  return made;
}

/// None to three of them.
template <typename Chance>
[[nodiscard]] std::vector<TheoryLine> invented_theory(const std::string& contender,
                                                      double tolerance, Chance chance) {
  std::vector<TheoryLine> made;
  while (made.size() < 3 && chance()) {
    made.push_back(invented_theory_line(contender, tolerance, chance));
  }
  return made;
}

}  // namespace acklab::scenario::test

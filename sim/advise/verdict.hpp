#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/advise/comparison.hpp"
#include "sim/run/batch.hpp"

namespace acklab::advise {

/// What an advice promises.
enum class Promise : std::uint8_t {
  whole,    // all arrives, once and in order; of exchanges, each is answered
  in_time,  // nothing arrives after the deadline
  set_up,   // connected within the time that was allowed
  sooner,   // the answer comes sooner than over TCP
  cheaper,  // fewer bytes on the wire than TCP's
};
/// "whole", "in_time", "set_up", "sooner", "cheaper".
[[nodiscard]] std::string_view to_string(Promise promise);

/// A promise of a contender beside what was measured.
struct Verdict {
  Promise promise = Promise::whole;
  std::string contender;
  std::string metric;
  /// What the metric must be in each run at most, or, of `whole`, at least.
  std::optional<double> limit;
  /// The farthest from it of all runs; nothing: it has no value there.
  std::optional<double> worst;
  std::uint32_t runs = 0;  // that took place, to their end
  std::uint32_t kept = 0;  // in so many
  /// Of `sooner` and `cheaper`: with whom the median is compared, and both medians.
  std::string other;
  std::optional<double> median;
  std::optional<double> other_median;
  std::optional<bool> held;  // nothing: not measured
};

/// Another contender on the same promises of the answers.
struct Alternative {
  std::string contender;
  std::vector<Verdict> verdicts;

  [[nodiscard]] bool did_as_well() const;
};

/// What became of an advice.
struct Outcome {
  std::string player;  // the contender that did as advised
  std::vector<Verdict> verdicts;
  std::vector<Alternative> alternatives;  // those that ran

  /// Every promise was kept; nothing: one was not measured, and none was broken.
  [[nodiscard]] std::optional<bool> held() const;
};
[[nodiscard]] Outcome judge(const run::BatchResult& batch, const Comparison& comparison,
                            const Answers& answers, Choice choice);

/// What a scenario expects where the promises of the advice that a run can keep by itself are kept.
[[nodiscard]] std::vector<scenario::Expectation> expectations_of(const Comparison& comparison,
                                                                 const Answers& answers,
                                                                 Choice choice);

}  // namespace acklab::advise

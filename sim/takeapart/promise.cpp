#include "sim/takeapart/promise.hpp"

namespace acklab::takeapart {
namespace {

using contender::Outcome;
using contender::RunResult;

/// A stream went on behind its last message, and not for want of the rest of one.
bool has_more_than_sent(const workload::Integrity& integrity) {
  return integrity.unrecognised_bytes > 0 && integrity.missing == 0;
}

bool is_broken(Promise promise, const RunResult& run) {
  switch (promise) {
    case Promise::complete:
      return run.integrity.missing > 0;
    case Promise::intact:
      return run.integrity.corrupted_arrivals > 0;
    case Promise::in_order:
      return run.integrity.out_of_order > 0;
    case Promise::once:
      return run.integrity.duplicated > 0 || has_more_than_sent(run.integrity);
    case Promise::finishes:
      return run.outcome == Outcome::time_limit || run.outcome == Outcome::gave_up;
  }
  return false;
}

/// "1 of 2 messages", and what becomes of them.
std::string counted(std::uint64_t count, std::uint64_t of, std::string_view one,
                    std::string_view many, const report::Words& words) {
  const std::string who = of == 1 ? words.say("promise.of_one_message", count)
                                  : words.say("promise.of_messages", count, of);
  return words.say(count == 1 ? one : many, who);
}

}  // namespace

std::string_view to_string(Promise promise) {
  switch (promise) {
    case Promise::complete:
      return "complete";
    case Promise::intact:
      return "intact";
    case Promise::in_order:
      return "in_order";
    case Promise::once:
      return "once";
    case Promise::finishes:
      return "finishes";
  }
  return "unknown";
}

std::optional<Promise> promise_named(std::string_view name) {
  for (const Promise promise : all_promises) {
    if (to_string(promise) == name) return promise;
  }
  return std::nullopt;
}

std::string_view lie_of(Promise promise) {
  switch (promise) {
    case Promise::complete:
      return "lost";
    case Promise::intact:
      return "corrupted";
    case Promise::in_order:
      return "reordered";
    case Promise::once:
      return "duplicated";
    case Promise::finishes:
      return "hanging";
  }
  return "unknown";
}

PromiseSet broken_by(const RunResult& run) {
  PromiseSet broken;
  if (run.outcome == Outcome::not_run || run.outcome == Outcome::interrupted) return broken;
  for (const Promise promise : all_promises) {
    if (is_broken(promise, run)) broken.add(promise);
  }
  return broken;
}

scenario::Expectation expectation_of(Promise promise, const std::string& contender,
                                     const RunResult& run) {
  scenario::Expectation expectation{contender, {}, scenario::AtLeast{1}, {}};
  switch (promise) {
    case Promise::complete:
      expectation.metric = "integrity.missing";
      break;
    case Promise::intact:
      expectation.metric = "integrity.corrupted_arrivals";
      break;
    case Promise::in_order:
      expectation.metric = "integrity.out_of_order";
      break;
    case Promise::once:
      expectation.metric =
          run.integrity.duplicated > 0 ? "integrity.duplicated" : "integrity.unrecognised_bytes";
      break;
    case Promise::finishes:
      expectation.metric = "completed";
      expectation.condition = scenario::Equals{false};
      break;
  }
  return expectation;
}

const std::string& lie_of(Promise promise, const report::Words& words) {
  switch (promise) {
    case Promise::complete:
      return words("promise.lost");
    case Promise::intact:
      return words("promise.corrupted");
    case Promise::in_order:
      return words("promise.reordered");
    case Promise::once:
      return words("promise.duplicated");
    case Promise::finishes:
      break;
  }
  return words("promise.hanging");
}

std::string consequence_of(Promise promise, const RunResult& run, const report::Words& words) {
  const workload::Integrity& got = run.integrity;
  const bool too_long = run.outcome == Outcome::time_limit;
  switch (promise) {
    case Promise::complete:
      return counted(got.missing, got.sent, "promise.one_missing", "promise.some_missing", words);
    case Promise::intact:
      return counted(got.corrupted_arrivals, got.sent, "promise.one_corrupted",
                     "promise.some_corrupted", words);
    case Promise::in_order:
      return counted(got.out_of_order, got.sent, "promise.one_out_of_order",
                     "promise.some_out_of_order", words);
    case Promise::once:
      if (got.duplicated == 0) return words.say("promise.bytes_behind", got.unrecognised_bytes);
      return got.duplicated == 1 ? words("promise.one_twice")
                                 : words.say("promise.some_twice", got.duplicated);
    case Promise::finishes:
      break;
  }
  return words(too_long ? "promise.waits" : "promise.breaks_off");
}

}  // namespace acklab::takeapart

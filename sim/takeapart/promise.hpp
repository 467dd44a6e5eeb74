#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/contender/run_result.hpp"
#include "sim/report/words/words.hpp"
#include "sim/scenario/scenario.hpp"

namespace acklab::takeapart {

/// What an application may rely on, and the lie that it is told where the promise breaks.
enum class Promise : std::uint8_t {
  complete,  // nothing is missing: lost
  intact,    // nothing arrives with other octets than were sent: corrupted
  in_order,  // nothing arrives behind what was sent later: reordered
  once,      // nothing arrives again: duplicated
  finishes,  // the job comes to an end: left hanging
};
inline constexpr std::array all_promises{Promise::complete, Promise::intact, Promise::in_order,
                                         Promise::once, Promise::finishes};

/// As written on the command line and in results: "complete", "intact", "in_order", "once",
/// "finishes".
[[nodiscard]] std::string_view to_string(Promise promise);
[[nodiscard]] std::optional<Promise> promise_named(std::string_view name);
/// The lie: "lost", "corrupted", "reordered", "duplicated", "hanging".
[[nodiscard]] std::string_view lie_of(Promise promise);
/// The same for people, in their language.
[[nodiscard]] const std::string& lie_of(Promise promise, const report::Words& words);

/// Some of the promises.
class PromiseSet {
 public:
  void add(Promise promise) { bits_ |= bit(promise); }
  [[nodiscard]] bool has(Promise promise) const { return (bits_ & bit(promise)) != 0; }
  [[nodiscard]] bool empty() const { return bits_ == 0; }
  [[nodiscard]] std::size_t count() const { return static_cast<std::size_t>(std::popcount(bits_)); }
  friend bool operator==(PromiseSet, PromiseSet) = default;

 private:
  static constexpr std::uint8_t bit(Promise promise) {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(promise));
  }
  std::uint8_t bits_ = 0;
};

/// Which promises the run broke; one that did not take place breaks none.
[[nodiscard]] PromiseSet broken_by(const contender::RunResult& run);

/// What a scenario expects where this run, which broke it, is repeated.
[[nodiscard]] scenario::Expectation expectation_of(Promise promise, const std::string& contender,
                                                   const contender::RunResult& run);
/// What became of the messages, as the end of a sentence: "1 of 2 messages never arrives".
[[nodiscard]] std::string consequence_of(Promise promise, const contender::RunResult& run,
                                         const report::Words& words = report::Words::english());

}  // namespace acklab::takeapart

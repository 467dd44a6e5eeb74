#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "net/base/expected.hpp"
#include "net/base/time.hpp"

namespace acklab::advise {

/// Some values of an enumeration.
template <typename Value>
class SetOf {
 public:
  constexpr SetOf(std::initializer_list<Value> values) {
    for (const Value value : values) bits_ |= bit(value);
  }
  [[nodiscard]] constexpr bool has(Value value) const { return (bits_ & bit(value)) != 0; }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }

 private:
  static constexpr std::uint32_t bit(Value value) {
    return std::uint32_t{1} << static_cast<unsigned>(value);
  }
  std::uint32_t bits_ = 0;
};

/// What is asked, in the order in which it is asked. Each is an option of `acklab advise`.
enum class Question : std::uint8_t {
  whole,     // must everything arrive, once and in order?
  exchange,  // one request and answer, many, or data one way?
  bytes,     // how much in all?
  message,   // how large is a message?
  deadline,  // how old may a message be and still be of use?
  setup,     // how long may it take before the first data goes?
  loss,      // what does a lost message cost?
};
inline constexpr std::array all_questions{Question::whole,   Question::exchange, Question::bytes,
                                          Question::message, Question::deadline, Question::setup,
                                          Question::loss};
/// As its option and in JSON: "whole".
[[nodiscard]] std::string_view to_string(Question question);

/// How the two talk.
enum class Talk : std::uint8_t { one, many, none };
inline constexpr std::array all_talks{Talk::one, Talk::many, Talk::none};
/// "one", "many", "none".
[[nodiscard]] std::string_view to_string(Talk talk);

/// What a lost message costs.
enum class LossCost : std::uint8_t {
  little,  // the next one makes up for it
  retry,   // some time: the program notices and asks again
  all,     // everything: the rest is worthless without it
};
inline constexpr std::array all_loss_costs{LossCost::little, LossCost::retry, LossCost::all};
/// "little", "retry", "all".
[[nodiscard]] std::string_view to_string(LossCost cost);

/// What somebody wants of a way across a network.
struct Answers {
  bool whole = true;
  Talk talk = Talk::none;
  std::uint64_t bytes = 0;            // in all, both directions
  std::uint64_t message_bytes = 0;    // the largest message; of an exchange, the answer
  std::uint64_t request_bytes = 100;  // of an exchange
  std::optional<Duration> deadline;   // nothing: no age makes a message useless
  std::optional<Duration> setup;      // nothing: any time will do
  LossCost loss = LossCost::all;
  std::optional<Duration> every;  // of data one way: a message each; nothing: as fast as it goes
};

/// The smallest and largest message that can be asked about: what acklab's jobs can move.
inline constexpr std::uint64_t min_message_bytes = 16;
inline constexpr std::uint64_t max_message_bytes = 100'000'000;

/// What two answers say against each other; one sentence that names their options.
[[nodiscard]] std::optional<std::string> contradiction(const Answers& answers);

}  // namespace acklab::advise

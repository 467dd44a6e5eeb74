#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "net/base/expected.hpp"
#include "sim/advise/answers.hpp"
#include "sim/path/path_kind.hpp"

namespace acklab::cli {

/// What was answered so far. Of a time that need not be: nothing, or that there is none.
struct GivenAnswers {
  std::optional<bool> whole;
  std::optional<advise::Talk> talk;
  std::optional<std::uint64_t> bytes;
  std::optional<std::uint64_t> message_bytes;
  std::optional<std::uint64_t> request_bytes;
  std::optional<std::optional<Duration>> deadline;
  std::optional<std::optional<Duration>> setup;
  std::optional<advise::LossCost> loss;
  std::optional<Duration> every;
};

/// `acklab advise`
struct AdviseOptions {
  GivenAnswers given;
  std::optional<std::string> link;  // a file
  std::optional<std::string> like;  // a preset
  path::PathChoice path = path::PathChoice::automatic;
  std::optional<std::uint32_t> repeat;
  std::uint64_t seed = 1;
  bool run = true;
  std::optional<std::string> save;
  std::optional<std::string> json;
  bool quiet = false;
};

/// The error is one sentence.
[[nodiscard]] Expected<AdviseOptions, std::string> parse_advise_options(
    std::span<const std::string> arguments);

/// Takes an answer as it is written; the error is one sentence that names the option.
[[nodiscard]] Expected<void, std::string> take_answer(advise::Question question,
                                                      const std::string& text, GivenAnswers& given);
/// The questions without an answer. How much there is to send is none where a request and its
/// answer are all.
[[nodiscard]] std::vector<advise::Question> open_questions(const GivenAnswers& given);
/// The answers, where none is missing; the error is one sentence: two contradict each other.
[[nodiscard]] Expected<advise::Answers, std::string> all_answers(const GivenAnswers& given);

}  // namespace acklab::cli

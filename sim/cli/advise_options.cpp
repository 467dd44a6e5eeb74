#include "sim/cli/advise_options.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "sim/cli/options.hpp"
#include "sim/report/display_text.hpp"
#include "sim/scenario/limits.hpp"
#include "sim/scenario/units.hpp"

namespace acklab::cli {
namespace {

using advise::Question;

/// "none" and "any" stand for: no such time.
Expected<std::optional<Duration>, std::string> time_or(std::string_view none,
                                                       std::string_view option,
                                                       const std::string& text, Duration min) {
  if (text == none) return std::optional<Duration>{};
  const auto time = scenario::parse_duration(text);
  if (time && *time >= min && *time <= scenario::max_pause) return std::optional{*time};
  return failure(fmt::format(
      "'--{}' expects a time from {} to {} such as 150ms, or '{}', found "
      "'{}'.",
      option, scenario::format_duration(min), scenario::format_duration(scenario::max_pause), none,
      report::printable(text, true)));
}

Expected<std::uint64_t, std::string> size_of(std::string_view option, const std::string& text,
                                             std::uint64_t max) {
  const auto size = scenario::parse_size(text);
  if (size && *size >= advise::min_message_bytes && *size <= max) return *size;
  return failure(
      fmt::format("'--{}' expects a size from {} to {} such as 1200B or 4MB, found "
                  "'{}'.",
                  option, scenario::format_size(advise::min_message_bytes),
                  scenario::format_size(max), report::printable(text, true)));
}

template <typename Value, std::size_t count>
Expected<Value, std::string> one_named(std::string_view option, const std::string& text,
                                       const std::array<Value, count>& all) {
  std::vector<std::string_view> names;
  names.reserve(count);
  for (const Value value : all) {
    if (text == to_string(value)) return value;
    names.push_back(to_string(value));
  }
  return failure(fmt::format("'--{}' expects one of {}, found '{}'.{}", option,
                             fmt::join(names, ", "), report::printable(text, true),
                             did_you_mean(text, names)));
}

Expected<bool, std::string> yes_or_no(std::string_view option, const std::string& text) {
  if (text == "yes" || text == "y") return true;
  if (text == "no" || text == "n") return false;
  return failure(
      fmt::format("'--{}' expects yes or no, found '{}'.", option, report::printable(text, true)));
}

/// Puts a value where it belongs, or says why there is none.
template <typename Value, typename Into>
Expected<void, std::string> put(const Expected<Value, std::string>& value, Into& into) {
  if (!value) return failure(value.error());
  into = *value;
  return {};
}

constexpr OptionRule advise_rules[] = {
    {"whole", 0, "yes or no"},
    {"exchange", 0, "one, many or none"},
    {"bytes", 0, "a size such as 4MB"},
    {"message", 0, "a size such as 1200B"},
    {"request", 0, "a size such as 100B"},
    {"deadline", 0, "a time such as 150ms, or none"},
    {"setup", 0, "a time such as 20ms, or any"},
    {"every", 0, "a time such as 20ms"},
    {"loss", 0, "little, retry or all"},
    {"link", 0, "a file"},
    {"like", 0, "the name of a link"},
    {"path", 0, "auto, simulated, relay or tun"},
    {"repeat", 0, "a whole number"},
    {"seed", 0, "a whole number"},
    {"no-run", 0, ""},
    {"save", 0, "a file name"},
    {"json", 'o', "a file name"},
    {"quiet", 'q', ""},
};

Expected<void, std::string> take_answers(const ParsedOptions& parsed, GivenAnswers& given) {
  for (const Question question : advise::all_questions) {
    const auto text = parsed.get(to_string(question));
    if (!text) continue;
    if (auto taken = take_answer(question, *text, given); !taken) return taken;
  }
  if (const auto text = parsed.get("request")) {
    auto taken = put(size_of("request", *text, scenario::max_exchanged_bytes), given.request_bytes);
    if (!taken) return taken;
  }
  const auto every = parsed.get("every");
  if (!every) return {};
  const auto time = scenario::parse_duration(*every);
  if (!time || *time < scenario::min_interval || *time > scenario::max_pause) {
    return failure(fmt::format("'--every' expects a time from {} to {} such as 20ms, found '{}'.",
                               scenario::format_duration(scenario::min_interval),
                               scenario::format_duration(scenario::max_pause),
                               report::printable(*every, true)));
  }
  given.every = *time;
  return {};
}

Expected<void, std::string> take_run(const ParsedOptions& parsed, AdviseOptions& options) {
  if (const auto text = parsed.get("path")) {
    if (auto taken = put(parse_path(*text), options.path); !taken) return taken;
  }
  if (const auto text = parsed.get("seed")) {
    const auto seed = parse_whole_number("seed", *text, 0, scenario::max_seed);
    if (auto taken = put(seed, options.seed); !taken) return taken;
  }
  if (const auto text = parsed.get("repeat")) {
    const auto repeat = parse_whole_number("repeat", *text, 1, scenario::max_repeat);
    if (!repeat) return failure(repeat.error());
    options.repeat = static_cast<std::uint32_t>(*repeat);
  }
  return {};
}

}  // namespace

Expected<void, std::string> take_answer(Question question, const std::string& text,
                                        GivenAnswers& given) {
  const std::string_view option = to_string(question);
  switch (question) {
    case Question::whole:
      return put(yes_or_no(option, text), given.whole);
    case Question::exchange:
      return put(one_named(option, text, advise::all_talks), given.talk);
    case Question::bytes:
      return put(size_of(option, text, scenario::max_bulk_bytes), given.bytes);
    case Question::message:
      return put(size_of(option, text, advise::max_message_bytes), given.message_bytes);
    case Question::deadline:
      return put(time_or("none", option, text, scenario::min_deadline), given.deadline);
    case Question::setup:
      return put(time_or("any", option, text, Duration{}), given.setup);
    case Question::loss:
      break;
  }
  return put(one_named(option, text, advise::all_loss_costs), given.loss);
}

Expected<AdviseOptions, std::string> parse_advise_options(std::span<const std::string> arguments) {
  const auto parsed = parse_options("advise", arguments, advise_rules);
  if (!parsed) return failure(parsed.error());
  if (!parsed->words.empty()) {
    return failure(fmt::format("'acklab advise' expects options only, found '{}'.",
                               report::printable(parsed->words.front(), true)));
  }
  AdviseOptions options;
  for (const auto& taken : {take_answers(*parsed, options.given), take_run(*parsed, options)}) {
    if (!taken) return failure(taken.error());
  }
  options.link = parsed->get("link");
  options.like = parsed->get("like");
  options.save = parsed->get("save");
  options.json = parsed->get("json");
  options.run = !parsed->has("no-run");
  options.quiet = parsed->has("quiet");
  if (options.link && options.like) {
    return failure(std::string{"'--link' and '--like' both name a link; give one of them."});
  }
  return options;
}

std::vector<Question> open_questions(const GivenAnswers& given) {
  std::vector<Question> open;
  const auto ask = [&open](Question question, bool is_open) {
    if (is_open) open.push_back(question);
  };
  ask(Question::whole, !given.whole);
  ask(Question::exchange, !given.talk);
  ask(Question::bytes, !given.bytes && given.talk != advise::Talk::one);
  ask(Question::message, !given.message_bytes);
  ask(Question::deadline, !given.deadline);
  ask(Question::setup, !given.setup);
  ask(Question::loss, !given.loss);
  return open;
}

Expected<advise::Answers, std::string> all_answers(const GivenAnswers& given) {
  advise::Answers answers;
  answers.whole = *given.whole;
  answers.talk = *given.talk;
  answers.message_bytes = *given.message_bytes;
  answers.deadline = *given.deadline;
  answers.setup = *given.setup;
  answers.loss = *given.loss;
  answers.every = given.every;
  if (given.request_bytes && answers.talk == advise::Talk::none) {
    return failure(std::string{
        "'--request' is the size of a request, and with '--exchange none' there is none."});
  }
  answers.request_bytes = given.request_bytes.value_or(answers.request_bytes);
  if (answers.talk == advise::Talk::one && given.bytes) {
    return failure(std::string{
        "'--bytes' goes without '--exchange one', of which '--request' and '--message' say all."});
  }
  answers.bytes = given.bytes.value_or(answers.request_bytes + answers.message_bytes);
  if (const auto problem = contradiction(answers)) return failure(*problem);
  return answers;
}

}  // namespace acklab::cli

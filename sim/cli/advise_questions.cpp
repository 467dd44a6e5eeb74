#include "sim/cli/advise_questions.hpp"

#include <iostream>

#include <fmt/format.h>
#include <unistd.h>

#include "sim/cli/print.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/report/display_text.hpp"
#include "sim/report/words/words.hpp"

namespace acklab::cli {
namespace {

using advise::LossCost;
using advise::Question;
using report::Words;

/// What is asked, and what can be answered.
struct Asked {
  std::string question;
  std::string choices;
};

Asked asked(Question question, const GivenAnswers& given, const Words& words) {
  switch (question) {
    case Question::whole:
      return {words("advise.ask_whole"), words("advise.choose_whole")};
    case Question::exchange:
      return {words("advise.ask_exchange"), words("advise.choose_exchange")};
    case Question::bytes:
      return {words("advise.ask_bytes"), words("advise.choose_bytes")};
    case Question::message:
      return {words("advise.ask_message"), words("advise.choose_message")};
    case Question::deadline:
      return {words("advise.ask_deadline"), words("advise.choose_deadline")};
    case Question::setup:
      return {words("advise.ask_setup"), words("advise.choose_setup")};
    case Question::loss:
      break;
  }
  return {words("advise.ask_loss"), given.whole.value_or(true)
                                        ? words("advise.choose_loss_of_whole")
                                        : words("advise.choose_loss")};
}

/// Each line of a text, wrapped by itself.
void show(const std::string& text, std::size_t indent) {
  const report::TableStyle style = output_style();
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    print(report::wrap(report::printable(text.substr(begin, end - begin), style.utf8),
                       style.columns, indent));
    begin = end + 1;
  }
}

std::string trimmed(const std::string& line) {
  const std::size_t begin = line.find_first_not_of(" \t\r");
  if (begin == std::string::npos) return {};
  return line.substr(begin, line.find_last_not_of(" \t\r") - begin + 1);
}

/// Whether this answer goes with those before it.
Expected<void, std::string> fits(Question question, const GivenAnswers& given) {
  if (question == Question::message && given.bytes && *given.message_bytes > *given.bytes) {
    return failure(std::string{"A message is no larger than all that is sent."});
  }
  if (question != Question::loss) return {};
  const bool contradicts =
      *given.whole ? *given.loss == LossCost::little : *given.loss == LossCost::all;
  if (!contradicts) return {};
  return failure(fmt::format("That does not go with '--whole {}'.", *given.whole ? "yes" : "no"));
}

Expected<void, std::string> ask_one(Question question, GivenAnswers& given, const Words& words) {
  const Asked what = asked(question, given, words);
  show(what.question, 0);
  for (;;) {
    show(what.choices, 2);
    print("> ");
    std::string line;
    if (!std::getline(std::cin, line)) {
      print("\n");
      return failure(fmt::format("The answers ended before '--{}'.", to_string(question)));
    }
    GivenAnswers with = given;
    auto taken = take_answer(question, trimmed(line), with);
    if (taken) taken = fits(question, with);
    if (taken) {
      given = with;
      return {};
    }
    show(taken.error(), 0);
  }
}

std::string missing_options(const std::vector<Question>& open) {
  std::string options;
  for (const Question question : open) {
    options += fmt::format("{}--{}", options.empty() ? "" : ", ", to_string(question));
  }
  return options;
}

}  // namespace

Expected<void, std::string> ask_open_questions(GivenAnswers& given) {
  const auto open = open_questions(given);
  if (open.empty()) return {};
  if (::isatty(STDIN_FILENO) != 1) {
    return failure(fmt::format("'acklab advise' needs {}; on a terminal it asks for them.",
                               missing_options(open)));
  }
  const Words& words = Words::in(output_style().language);
  for (bool first = true; !open_questions(given).empty(); first = false) {
    if (!first) print("\n");
    if (auto answered = ask_one(open_questions(given).front(), given, words); !answered) {
      return answered;
    }
  }
  print("\n");
  return {};
}

}  // namespace acklab::cli

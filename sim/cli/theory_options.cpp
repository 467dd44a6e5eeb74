#include "sim/cli/theory_options.hpp"

#include <fmt/format.h>

#include "sim/cli/options.hpp"
#include "sim/report/display_text.hpp"

namespace acklab::cli {
namespace {

constexpr std::string_view input_option = "--input";

/// Every "--input INPUT=VALUE" as the word INPUT=VALUE.
Expected<std::vector<std::string>, std::string> inputs_as_words(
    std::span<const std::string> arguments) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (word.starts_with(std::string{input_option} + "=")) {
      words.push_back(word.substr(input_option.size() + 1));
    } else if (word != input_option) {
      words.push_back(word);
    } else if (i + 1 == arguments.size()) {
      return failure(std::string{"'--input' expects INPUT=VALUE behind it, as in rate=1mbit."});
    }
  }
  return words;
}

}  // namespace

Expected<TheoryOptions, std::string> parse_theory_options(std::span<const std::string> arguments) {
  static constexpr OptionRule rules[] = {
      {"input", 0, "INPUT=VALUE"}, {"json", 0, ""}, {"manual", 0, ""}};
  const auto words = inputs_as_words(arguments);
  if (!words) return failure(words.error());
  const auto parsed = parse_options("theory", *words, rules);
  if (!parsed) return failure(parsed.error());
  TheoryOptions options;
  options.json = parsed->has("json");
  options.manual = parsed->has("manual");
  for (const std::string& word : parsed->words) {
    if (word.find('=') != std::string::npos) {
      options.inputs.push_back(word);
    } else if (options.formula.empty()) {
      options.formula = word;
    } else {
      return failure(fmt::format("'acklab theory' shows one formula; found '{}' behind '{}'.",
                                 report::printable(word, true),
                                 report::printable(options.formula, true)));
    }
  }
  if (options.formula.empty() && !options.inputs.empty()) {
    return failure(fmt::format("'{0}' needs a formula before it, as in 'acklab theory mathis {0}'.",
                               report::printable(options.inputs.front(), true)));
  }
  if (options.manual && !options.formula.empty()) {
    return failure(std::string{"'--manual' prints all formulas; leave the name out."});
  }
  if (options.manual && options.json) {
    return failure(
        std::string{"'--manual' is a text for people; '--json' alone lists the formulas."});
  }
  return options;
}

}  // namespace acklab::cli

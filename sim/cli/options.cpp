#include "sim/cli/options.hpp"

#include <algorithm>
#include <charconv>

#include <boost/program_options.hpp>
#include <fmt/format.h>

#include "sim/report/display_text.hpp"
#include "sim/scenario/names.hpp"
#include "sim/scenario/nearest_name.hpp"

namespace acklab::cli {
namespace {

namespace po = boost::program_options;

constexpr const char* words_key = "words";

po::options_description described(std::span<const OptionRule> rules) {
  po::options_description options;
  for (const OptionRule& rule : rules) {
    std::string name{rule.name};
    if (rule.letter != 0) name += std::string{","} + rule.letter;
    if (rule.expects.empty()) {
      options.add_options()(name.c_str(), "");
    } else {
      options.add_options()(name.c_str(), po::value<std::string>(), "");
    }
  }
  options.add_options()(words_key, po::value<std::vector<std::string>>(), "");
  return options;
}

/// The rule for an option as Program_options names it: "--seed", "-o", "seed".
const OptionRule* rule_of(std::string name, std::span<const OptionRule> rules) {
  name.erase(0, std::min(name.find_first_not_of('-'), name.size()));
  const auto found = std::find_if(rules.begin(), rules.end(), [&name](const OptionRule& rule) {
    return rule.name == name || (name.size() == 1 && rule.letter == name.front());
  });
  return found == rules.end() ? nullptr : &*found;
}

std::string unknown_option(std::string_view command, const std::string& written,
                           std::span<const OptionRule> rules) {
  std::vector<std::string> dashed;
  for (const OptionRule& rule : rules) dashed.push_back("--" + std::string{rule.name});
  dashed.emplace_back("--help");
  const std::vector<std::string_view> names(dashed.begin(), dashed.end());
  return fmt::format("'{}' has no option '{}'.{} 'acklab {} --help' shows what it has.", command,
                     report::printable(written, true), did_you_mean(written, names), command);
}

std::string missing_value(const std::string& option, std::span<const OptionRule> rules) {
  const OptionRule* rule = rule_of(option, rules);
  if (rule == nullptr) return fmt::format("'{}' expects a value.", option);
  return fmt::format("'--{}' expects {} behind it.", rule->name, rule->expects);
}

std::string described_error(std::string_view command, const po::error& error,
                            std::span<const OptionRule> rules) {
  if (const auto* unknown = dynamic_cast<const po::unknown_option*>(&error)) {
    return unknown_option(command, unknown->get_option_name(), rules);
  }
  if (const auto* twice = dynamic_cast<const po::multiple_occurrences*>(&error)) {
    return fmt::format("'{}' was given more than once; expected it once.",
                       twice->get_option_name());
  }
  if (const auto* syntax = dynamic_cast<const po::invalid_syntax*>(&error)) {
    if (const OptionRule* rule = rule_of(syntax->tokens(), rules);
        rule != nullptr && rule->expects.empty()) {
      return fmt::format("'--{}' takes no value.", rule->name);
    }
    return missing_value(syntax->get_option_name(), rules);
  }
  return fmt::format("'acklab {}' could not be understood: {}.", command, error.what());
}

ParsedOptions collected(const po::variables_map& map) {
  ParsedOptions parsed;
  for (const auto& [name, value] : map) {
    if (name == words_key) {
      parsed.words = value.as<std::vector<std::string>>();
    } else {
      const auto* text = boost::any_cast<std::string>(&value.value());
      parsed.values[name] = text == nullptr ? std::string{} : *text;
    }
  }
  return parsed;
}

}  // namespace

std::optional<std::string> ParsedOptions::get(std::string_view name) const {
  const auto found = values.find(name);
  return found == values.end() ? std::nullopt : std::optional{found->second};
}

Expected<ParsedOptions, std::string> parse_options(std::string_view command,
                                                   std::span<const std::string> arguments,
                                                   std::span<const OptionRule> rules) {
  using Style = po::command_line_style::style_t;
  constexpr int style = Style::unix_style & ~Style::allow_guessing;
  try {
    const po::options_description options = described(rules);
    po::positional_options_description positional;
    positional.add(words_key, -1);
    po::variables_map map;
    po::store(po::command_line_parser(std::vector<std::string>(arguments.begin(), arguments.end()))
                  .options(options)
                  .positional(positional)
                  .style(style)
                  .run(),
              map);
    return collected(map);
  } catch (const po::error& error) {
    return failure(described_error(command, error, rules));
  }
}

Expected<std::uint64_t, std::string> parse_whole_number(std::string_view option,
                                                        std::string_view text, std::uint64_t min,
                                                        std::uint64_t max) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < min || value > max) {
    return failure(fmt::format("'--{}' expects a whole number from {} to {}, found '{}'.", option,
                               min, max, report::printable(text, true)));
  }
  return value;
}

Expected<path::PathChoice, std::string> parse_path(const std::string& text) {
  std::vector<std::string_view> names;
  for (const auto& [name, choice] : scenario::path_names) {
    if (text == name) return choice;
    names.push_back(name);
  }
  return failure(fmt::format("'--path' expects one of {}, found '{}'.{}", fmt::join(names, ", "),
                             report::printable(text, true), did_you_mean(text, names)));
}

std::string did_you_mean(std::string_view written, std::span<const std::string_view> names) {
  const auto nearest = scenario::nearest_name(written, names);
  return nearest ? fmt::format(" Did you mean '{}'?", *nearest) : std::string{};
}

}  // namespace acklab::cli

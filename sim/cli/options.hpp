#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "net/base/expected.hpp"
#include "sim/path/path_kind.hpp"

namespace acklab::cli {

/// An option a command has.
struct OptionRule {
  std::string_view name;     // "seed"
  char letter = 0;           // 'o' for -o
  std::string_view expects;  // "a file name"; empty: it takes no value
};

/// Options and other words of one command, still as text.
struct ParsedOptions {
  std::map<std::string, std::string, std::less<>> values;  // of flags: ""
  std::vector<std::string> words;

  [[nodiscard]] bool has(std::string_view name) const { return values.contains(name); }
  [[nodiscard]] std::optional<std::string> get(std::string_view name) const;
};

/// Sorts the arguments of `command`; the error is one sentence.
[[nodiscard]] Expected<ParsedOptions, std::string> parse_options(
    std::string_view command, std::span<const std::string> arguments,
    std::span<const OptionRule> rules);

/// A whole number in decimal digits from `min` to `max`; the error is one sentence naming `option`.
[[nodiscard]] Expected<std::uint64_t, std::string> parse_whole_number(std::string_view option,
                                                                      std::string_view text,
                                                                      std::uint64_t min,
                                                                      std::uint64_t max);

/// The value of --path; the error is one sentence.
[[nodiscard]] Expected<path::PathChoice, std::string> parse_path(const std::string& text);

/// " Did you mean 'run'?" when one of `names` is near what was written, else nothing.
[[nodiscard]] std::string did_you_mean(std::string_view written,
                                       std::span<const std::string_view> names);

}  // namespace acklab::cli

#include "sim/cli/trace_options.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "sim/cli/options.hpp"
#include "sim/report/display_text.hpp"
#include "sim/scenario/limits.hpp"
#include "sim/scenario/units.hpp"

namespace acklab::cli {
namespace {

constexpr std::array<std::string_view, 4> trace_words{"constant", "poisson", "sawtooth", "fade"};

/// What was asked for in words, read one after the other; the first thing wrong counts.
class TraceReader {
 public:
  TraceReader(std::string command, const ParsedOptions& parsed)
      : command_(std::move(command)), parsed_(parsed) {}

  BitRate rate(std::string_view option) {
    constexpr BitRate nothing = BitRate::from_bits_per_s(1);
    const auto text = required(option);
    if (!text) return nothing;
    const auto rate = scenario::parse_rate(*text);
    if (!rate) refuse(fmt::format("'--{}': {}.", option, report::printable(rate.error(), true)));
    return rate.value_or(nothing);
  }

  /// In whole milliseconds; nothing: it is left out, or refused.
  std::optional<std::uint32_t> milliseconds(std::string_view option) {
    const auto text = parsed_.get(option);
    if (!text) return std::nullopt;
    const auto duration = scenario::parse_duration(*text);
    constexpr Duration most = std::chrono::milliseconds{link::max_trace_ms};
    if (!duration) {
      refuse(fmt::format("'--{}': {}.", option, report::printable(duration.error(), true)));
    } else if (*duration < std::chrono::milliseconds{1} || *duration > most ||
               *duration % std::chrono::milliseconds{1} != Duration{}) {
      refuse(fmt::format("'--{}' expects whole milliseconds from 1ms to {}, found '{}'.", option,
                         scenario::format_duration(most), report::printable(*text, true)));
    } else {
      return static_cast<std::uint32_t>(*duration / std::chrono::milliseconds{1});
    }
    return std::nullopt;
  }

  link::Swing swing() {
    const BitRate low = rate("low");
    const BitRate high = rate("high");
    static_cast<void>(required("period"));
    return {low, high, milliseconds("period").value_or(0)};
  }

  std::uint64_t seed() {
    const auto text = parsed_.get("seed");
    if (!text) return 1;
    const auto number = parse_whole_number("seed", *text, 0, scenario::max_seed);
    if (!number) refuse(number.error());
    return number.value_or(1);
  }

  [[nodiscard]] const std::optional<std::string>& problem() const { return problem_; }

 private:
  std::optional<std::string> required(std::string_view option) {
    auto text = parsed_.get(option);
    if (!text) refuse(fmt::format("'acklab {}' needs '--{}'.", command_, option));
    return text;
  }
  void refuse(std::string sentence) {
    if (!problem_) problem_ = std::move(sentence);
  }

  std::string command_;
  const ParsedOptions& parsed_;
  std::optional<std::string> problem_;
};

std::vector<OptionRule> rules_for(std::string_view kind) {
  std::vector<OptionRule> rules{
      {"output", 'o', "a file name"}, {"force", 0, ""}, {"length", 0, "a duration"}};
  if (kind == "constant" || kind == "poisson") {
    rules.push_back({"rate", 0, "a rate"});
  } else {
    rules.push_back({"low", 0, "a rate"});
    rules.push_back({"high", 0, "a rate"});
    rules.push_back({"period", 0, "a duration"});
  }
  if (kind == "poisson") rules.push_back({"seed", 0, "a whole number"});
  return rules;
}

decltype(TraceOptions::what) read_kind(std::string_view kind, TraceReader& read) {
  const auto length = read.milliseconds("length");
  if (kind == "constant") return ConstantTrace{read.rate("rate"), length};
  if (kind == "poisson") {
    const PoissonTrace usual{read.rate("rate")};
    return PoissonTrace{usual.rate, length.value_or(usual.length_ms), read.seed()};
  }
  const link::Swing swing = read.swing();
  const std::uint32_t once = length.value_or(swing.period_ms);
  if (kind == "sawtooth") return SawtoothTrace{swing, once};
  return FadeTrace{swing, once};
}

}  // namespace

Expected<TraceOptions, std::string> parse_trace_options(std::span<const std::string> arguments) {
  const std::string kind = arguments.empty() ? "" : arguments.front();
  if (std::find(trace_words.begin(), trace_words.end(), kind) == trace_words.end()) {
    return failure(
        fmt::format("'acklab trace' expects one of {} behind it{}.{}", fmt::join(trace_words, ", "),
                    kind.empty() ? "" : fmt::format(", found '{}'", report::printable(kind, true)),
                    did_you_mean(kind, trace_words)));
  }
  const std::string command = "trace " + kind;
  const std::vector<OptionRule> rules = rules_for(kind);
  const auto parsed = parse_options(command, arguments.subspan(1), rules);
  if (!parsed) return failure(parsed.error());
  if (!parsed->words.empty()) {
    return failure(fmt::format("'acklab {}' expects options alone behind it, found '{}'.", command,
                               report::printable(parsed->words.front(), true)));
  }
  TraceReader read{command, *parsed};
  TraceOptions options{read_kind(kind, read), parsed->get("output"), parsed->has("force")};
  if (read.problem()) return failure(*read.problem());
  return options;
}

}  // namespace acklab::cli

#include "sim/cli/sweep_options.hpp"

#include <charconv>

#include <fmt/format.h>

#include "sim/cli/options.hpp"
#include "sim/report/display_text.hpp"

namespace acklab::cli {
namespace {

constexpr unsigned max_jobs = 1024;
constexpr std::uint32_t max_parts = 10'000;

/// "out.csv" names both files as "out" does.
std::string without_ending(std::string name) {
  for (const std::string_view ending : {".csv", ".json"}) {
    if (name.size() > ending.size() && name.ends_with(ending)) {
      name.resize(name.size() - ending.size());
      break;
    }
  }
  return name;
}

std::optional<std::string> output_of(const ParsedOptions& parsed) {
  const auto text = parsed.get("output");
  return text ? std::optional{without_ending(*text)} : std::nullopt;
}

/// "2/3": the second part of three.
Expected<sweep::Shard, std::string> parse_shard(const std::string& text) {
  sweep::Shard shard;
  const char* const end = text.data() + text.size();
  const auto part = std::from_chars(text.data(), end, shard.part);
  if (part.ec == std::errc{} && part.ptr != end && *part.ptr == '/') {
    const auto parts = std::from_chars(part.ptr + 1, end, shard.parts);
    if (parts.ec == std::errc{} && parts.ptr == end && shard.parts <= max_parts &&
        shard.part >= 1 && shard.part <= shard.parts) {
      return shard;
    }
  }
  return failure(fmt::format(
      "'--shard' expects k/n with k from 1 to n and n at most {}, such as 1/4, found '{}'.",
      max_parts, report::printable(text, true)));
}

}  // namespace

Expected<SweepOptions, std::string> parse_sweep_options(std::span<const std::string> arguments) {
  static constexpr OptionRule rules[] = {
      {"output", 'o', "a file name"},
      {"journal", 0, "a file name"},
      {"path", 0, "auto, simulated, relay or tun"},
      {"jobs", 'j', "a whole number"},
      {"shard", 0, "k/n"},
      {"quiet", 'q', ""},
  };
  const auto parsed = parse_options("sweep", arguments, rules);
  if (!parsed) return failure(parsed.error());
  if (parsed->words.size() != 1) {
    return failure(
        std::string{"'acklab sweep' expects one file with a sweep, as in 'acklab sweep "
                    "scenarios/sweeps/loss-sweep.json'."});
  }
  SweepOptions options;
  options.file = parsed->words.front();
  options.output = output_of(*parsed);
  options.journal = parsed->get("journal");
  options.quiet = parsed->has("quiet");
  if (const auto text = parsed->get("path")) {
    const auto choice = parse_path(*text);
    if (!choice) return failure(choice.error());
    options.path = *choice;
  }
  if (const auto text = parsed->get("jobs")) {
    const auto jobs = parse_whole_number("jobs", *text, 1, max_jobs);
    if (!jobs) return failure(jobs.error());
    options.jobs = static_cast<unsigned>(*jobs);
  }
  if (const auto text = parsed->get("shard")) {
    const auto shard = parse_shard(*text);
    if (!shard) return failure(shard.error());
    options.shard = *shard;
  }
  return options;
}

Expected<MergeOptions, std::string> parse_merge_options(std::span<const std::string> arguments) {
  static constexpr OptionRule rules[] = {{"output", 'o', "a file name"}, {"quiet", 'q', ""}};
  const auto parsed = parse_options("merge", arguments, rules);
  if (!parsed) return failure(parsed.error());
  if (parsed->words.empty()) {
    return failure(
        std::string{"'acklab merge' expects the journals of a sweep, as in 'acklab merge "
                    "results/loss-sweep.shard-*.sqlite'."});
  }
  return MergeOptions{parsed->words, output_of(*parsed), parsed->has("quiet")};
}

}  // namespace acklab::cli

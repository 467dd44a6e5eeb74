#include "sim/cli/command_line.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "sim/cli/options.hpp"
#include "sim/report/display_text.hpp"
#include "sim/scenario/limits.hpp"

namespace acklab::cli {
namespace {

using Parsed = Expected<CommandLine, std::string>;
using Arguments = std::span<const std::string>;

constexpr std::array<std::string_view, 19> commands{
    "run",    "check", "export", "explain", "ladder", "report", "show", "sweep",  "merge", "link",
    "theory", "trace", "ablate", "find",    "advise", "schema", "list", "doctor", "help"};

bool is_help(const std::string& word) {
  return word == "--help" || word == "-h";
}

bool asks_for_help(Arguments arguments) {
  const auto end = std::find(arguments.begin(), arguments.end(), "--");
  return std::any_of(arguments.begin(), end, is_help);
}

Expected<void, std::string> needs_files(std::string_view command, const ParsedOptions& parsed) {
  if (!parsed.words.empty()) return {};
  return failure(fmt::format(
      "'acklab {0}' expects a scenario file or a name of one, as in 'acklab {0} lossy-bulk'.",
      command));
}

Parsed parse_run(Arguments arguments) {
  static constexpr OptionRule rules[] = {
      {"output", 'o', "a file name"},
      {"path", 0, "auto, simulated, relay or tun"},
      {"seed", 0, "a whole number"},
      {"repeat", 0, "a whole number"},
      {"only", 0, "the name of a contender"},
      {"quiet", 'q', ""},
      {"all", 0, ""},
      {"trace", 0, "a folder"},
      {"html", 0, "a file name"},
      {"open", 0, ""},
  };
  auto parsed = parse_options("run", arguments, rules);
  if (!parsed) return failure(parsed.error());
  RunOptions options;
  options.all = parsed->has("all");
  if (options.all && (parsed->has("output") || parsed->has("only"))) {
    return failure(std::string{"'--all' runs many scenarios, so it goes without -o and --only."});
  }
  options.html = parsed->get("html");
  options.open = parsed->has("open");
  if (options.open && !options.html) {
    return failure(std::string{"'--open' shows the page that '--html' writes; give both."});
  }
  if (options.all && options.html) {
    return failure(std::string{"'--all' runs many scenarios, so it goes without --html."});
  }
  if (!options.all) {
    if (const auto files = needs_files("run", *parsed); !files) return failure(files.error());
  }
  options.files = parsed->words;
  options.output = parsed->get("output");
  options.only = parsed->get("only");
  options.trace = parsed->get("trace");
  options.quiet = parsed->has("quiet");
  if (options.output && options.files.size() > 1) {
    return failure(fmt::format(
        "'-o' names one report, but {} scenarios were given; run them one by one, or without -o.",
        options.files.size()));
  }
  if (options.html && options.files.size() > 1) {
    return failure(
        fmt::format("'--html' names one page, but {} scenarios were given; run them one by one.",
                    options.files.size()));
  }
  if (const auto text = parsed->get("path")) {
    const auto choice = parse_path(*text);
    if (!choice) return failure(choice.error());
    options.path = *choice;
  }
  if (const auto text = parsed->get("seed")) {
    const auto seed = parse_whole_number("seed", *text, 0, scenario::max_seed);
    if (!seed) return failure(seed.error());
    options.seed = *seed;
  }
  if (const auto text = parsed->get("repeat")) {
    const auto repeat = parse_whole_number("repeat", *text, 1, scenario::max_repeat);
    if (!repeat) return failure(repeat.error());
    options.repeat = static_cast<std::uint32_t>(*repeat);
  }
  return options;
}

Parsed parse_check(Arguments arguments) {
  auto parsed = parse_options("check", arguments, {});
  if (!parsed) return failure(parsed.error());
  if (const auto files = needs_files("check", *parsed); !files) return failure(files.error());
  return CheckOptions{parsed->words};
}

Parsed parse_schema(Arguments arguments) {
  static constexpr std::array<std::string_view, 6> names{"scenario", "report", "sweep",
                                                         "ablation", "advice", "theory"};
  auto parsed = parse_options("schema", arguments, {});
  if (!parsed) return failure(parsed.error());
  if (parsed->words.size() != 1) {
    return failure(
        std::string{"'acklab schema' expects one word behind it: scenario, report, sweep, "
                    "ablation, advice or theory."});
  }
  const std::string& word = parsed->words.front();
  if (word == "scenario") return SchemaOptions{SchemaKind::scenario};
  if (word == "report") return SchemaOptions{SchemaKind::report};
  if (word == "sweep") return SchemaOptions{SchemaKind::sweep};
  if (word == "ablation") return SchemaOptions{SchemaKind::ablation};
  if (word == "advice") return SchemaOptions{SchemaKind::advice};
  if (word == "theory") return SchemaOptions{SchemaKind::theory};
  return failure(fmt::format(
      "'acklab schema' expects scenario, report, sweep, ablation, advice or theory, found '{}'.{}",
      report::printable(word, true), did_you_mean(word, names)));
}

/// A command without options and words.
template <typename Options>
Parsed parse_alone(std::string_view command, Arguments arguments) {
  auto parsed = parse_options(command, arguments, {});
  if (!parsed) return failure(parsed.error());
  if (!parsed->words.empty()) {
    return failure(fmt::format("'acklab {}' expects nothing behind it, found '{}'.", command,
                               report::printable(parsed->words.front(), true)));
  }
  return Options{};
}

Parsed parse_list(Arguments arguments) {
  static constexpr OptionRule rules[] = {{"json", 0, ""}};
  const auto parsed = parse_options("list", arguments, rules);
  if (!parsed) return failure(parsed.error());
  if (!parsed->words.empty()) {
    return failure(fmt::format("'acklab list' expects nothing behind it, found '{}'.",
                               report::printable(parsed->words.front(), true)));
  }
  return ListOptions{parsed->has("json")};
}

/// What the parser of one command says, as any command's.
template <typename Options>
Parsed command_of(const Expected<Options, std::string>& options) {
  if (!options) return failure(options.error());
  return *options;
}

Parsed unknown_command(const std::string& word) {
  const std::string shown = report::printable(word, true);
  if (word.starts_with('-')) {
    static constexpr std::array<std::string_view, 2> flags{"--help", "--version"};
    return failure(fmt::format("acklab expects a command ({}), --help or --version, found '{}'.{}",
                               fmt::join(commands, ", "), shown, did_you_mean(word, flags)));
  }
  if (word.ends_with(".json")) {
    return failure(fmt::format(
        "acklab expects a command before the file: did you mean 'acklab run {}'?", shown));
  }
  return failure(fmt::format("acklab has no command '{}', only {}.{}", shown,
                             fmt::join(commands, ", "), did_you_mean(word, commands)));
}

Parsed parse_help(Arguments arguments) {
  if (arguments.empty()) return HelpOptions{};
  const std::string& word = arguments.front();
  if (std::find(commands.begin(), commands.end(), word) == commands.end()) {
    return unknown_command(word);
  }
  return HelpOptions{word == "help" ? std::string{} : word};
}

}  // namespace

std::span<const std::string_view> command_names() {
  return commands;
}

Expected<CommandLine, std::string> parse_command_line(Arguments arguments) {
  if (arguments.empty()) {
    return failure(fmt::format("acklab expects a command: {}. 'acklab --help' says more.",
                               fmt::join(commands, ", ")));
  }
  const std::string& word = arguments.front();
  const Arguments rest = arguments.subspan(1);
  if (is_help(word)) return HelpOptions{};
  if (word == "--version") return parse_alone<VersionOptions>("--version", rest);
  if (word == "help") return parse_help(rest);
  if (std::find(commands.begin(), commands.end(), word) == commands.end()) {
    return unknown_command(word);
  }
  if (asks_for_help(rest)) return HelpOptions{word};
  if (word == "run") return parse_run(rest);
  if (word == "report") return command_of(parse_report_options(rest));
  if (word == "show") return command_of(parse_show_options(rest));
  if (word == "ladder") return command_of(parse_ladder_options(rest));
  if (word == "explain") return command_of(parse_explain_options(rest));
  if (word == "export") return command_of(parse_export_options(rest));
  if (word == "check") return parse_check(rest);
  if (word == "sweep") return command_of(parse_sweep_options(rest));
  if (word == "merge") return command_of(parse_merge_options(rest));
  if (word == "link") return command_of(parse_link_options(rest));
  if (word == "theory") return command_of(parse_theory_options(rest));
  if (word == "trace") return command_of(parse_trace_options(rest));
  if (word == "ablate") return command_of(parse_ablate_options(rest));
  if (word == "advise") return command_of(parse_advise_options(rest));
  if (word == "find") return command_of(parse_find_options(rest));
  if (word == "schema") return parse_schema(rest);
  if (word == "list") return parse_list(rest);
  return parse_alone<DoctorOptions>(word, rest);
}

}  // namespace acklab::cli

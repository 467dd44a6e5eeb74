#include "sim/cli/link_options.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "sim/cli/options.hpp"
#include "sim/report/display_text.hpp"

namespace acklab::cli {
namespace {

constexpr std::array<std::string_view, 3> link_words{"describe", "list", "manual"};

Expected<LinkOptions, std::string> parse_link_describe(std::span<const std::string> arguments) {
  static constexpr OptionRule rules[] = {{"json", 0, ""}};
  const auto parsed = parse_options("link describe", arguments, rules);
  if (!parsed) return failure(parsed.error());
  if (parsed->words.size() != 1) {
    return failure(std::string{
        "'acklab link describe' expects one file, as in 'acklab link describe "
        "scenarios/lossy-bulk.json', or the name of a link that 'acklab link list' shows."});
  }
  return LinkDescribeOptions{parsed->words.front(), parsed->has("json")};
}

Expected<LinkOptions, std::string> parse_link_manual(std::span<const std::string> arguments) {
  static constexpr OptionRule rules[] = {{"schema", 0, ""}, {"workloads", 0, ""}};
  const auto parsed = parse_options("link manual", arguments, rules);
  if (!parsed) return failure(parsed.error());
  if (!parsed->words.empty()) {
    return failure(fmt::format("'acklab link manual' expects nothing behind it, found '{}'.",
                               report::printable(parsed->words.front(), true)));
  }
  return LinkManualOptions{.workloads = parsed->has("workloads"), .schema = parsed->has("schema")};
}

Expected<LinkOptions, std::string> parse_link_list(std::span<const std::string> arguments) {
  const auto parsed = parse_options("link list", arguments, {});
  if (!parsed) return failure(parsed.error());
  if (!parsed->words.empty()) {
    return failure(fmt::format("'acklab link list' expects nothing behind it, found '{}'.",
                               report::printable(parsed->words.front(), true)));
  }
  return LinkListOptions{};
}

}  // namespace

Expected<LinkOptions, std::string> parse_link_options(std::span<const std::string> arguments) {
  if (arguments.empty()) {
    return failure(
        fmt::format("'acklab link' expects one of {} behind it.", fmt::join(link_words, ", ")));
  }
  const std::string& word = arguments.front();
  if (word == "describe") return parse_link_describe(arguments.subspan(1));
  if (word == "list") return parse_link_list(arguments.subspan(1));
  if (word == "manual") return parse_link_manual(arguments.subspan(1));
  return failure(fmt::format("'acklab link' expects one of {} behind it, found '{}'.{}",
                             fmt::join(link_words, ", "), report::printable(word, true),
                             did_you_mean(word, link_words)));
}

}  // namespace acklab::cli

#include "sim/cli/takeapart_options.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "sim/cli/options.hpp"
#include "sim/report/display_text.hpp"
#include "sim/scenario/limits.hpp"
#include "sim/takeapart/switches.hpp"

namespace acklab::cli {
namespace {

constexpr std::uint64_t max_budget = 10'000'000;
constexpr std::uint64_t max_longest = 8;
constexpr std::uint64_t max_takeapart_jobs = 1024;

Expected<std::string, std::string> the_file(std::string_view command, const ParsedOptions& parsed,
                                            std::string_view more) {
  if (parsed.words.size() == 1) return parsed.words.front();
  return failure(
      fmt::format("'acklab {0}' expects one scenario file or a name of one, as in 'acklab {0} "
                  "switched-off{1}'.",
                  command, more));
}

/// Takes the number of an option, where it is given.
template <typename Number>
Expected<void, std::string> take_number(const ParsedOptions& parsed, std::string_view option,
                                        std::uint64_t min, std::uint64_t max, Number& into) {
  const auto text = parsed.get(option);
  if (!text) return {};
  const auto number = parse_whole_number(option, *text, min, max);
  if (!number) return failure(number.error());
  into = static_cast<Number>(*number);
  return {};
}

template <typename Number>
Expected<void, std::string> take_number(const ParsedOptions& parsed, std::string_view option,
                                        std::uint64_t min, std::uint64_t max,
                                        std::optional<Number>& into) {
  Number number{};
  if (auto taken = take_number(parsed, option, min, max, number); !taken) return taken;
  if (parsed.has(option)) into = number;
  return {};
}

std::string one_of(std::string_view option, std::span<const std::string_view> names,
                   std::string_view found) {
  return fmt::format("'--{}' expects {}, found '{}'.{}", option, fmt::join(names, ", "),
                     report::printable(found, true), did_you_mean(found, names));
}

/// The words between commas.
std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    words.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

Expected<void, std::string> take_switches(const std::string& text,
                                          std::vector<std::string_view>& into) {
  const std::vector<std::string_view> known = takeapart::extra_switches();
  for (const std::string& word : split(text)) {
    const auto found = std::find(known.begin(), known.end(), word);
    if (std::find(into.begin(), into.end(), word) != into.end()) {
      return failure(fmt::format("'--switch' names '{}', which is switched already.",
                                 report::printable(word, true)));
    }
    if (found == known.end()) return failure(one_of("switch", known, word));
    into.push_back(*found);
  }
  const std::size_t most = takeapart::basic_switches.size() + takeapart::max_extra_switches;
  if (into.size() <= most) return {};
  return failure(
      fmt::format("'--switch' expects at most {} names, because each doubles the "
                  "combinations, found {}.",
                  takeapart::max_extra_switches, into.size() - takeapart::basic_switches.size()));
}

Expected<std::vector<takeapart::Deed>, std::string> deeds_of(const std::string& text) {
  std::vector<std::string_view> known;
  known.reserve(takeapart::all_deeds.size());
  for (const takeapart::Deed deed : takeapart::all_deeds) known.push_back(to_string(deed));
  std::vector<takeapart::Deed> deeds;
  for (const std::string& word : split(text)) {
    const auto deed = takeapart::deed_named(word);
    if (!deed) return failure(one_of("events", known, word));
    if (std::find(deeds.begin(), deeds.end(), *deed) == deeds.end()) deeds.push_back(*deed);
  }
  return deeds;
}

/// "1..1000", or one seed.
Expected<takeapart::SeedRange, std::string> seeds_of(const std::string& text) {
  takeapart::SeedRange seeds;
  const char* const end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, seeds.first);
  bool right = first.ec == std::errc{};
  seeds.last = seeds.first;
  if (right && first.ptr != end) {
    const std::string_view rest{first.ptr, static_cast<std::size_t>(end - first.ptr)};
    right = rest.starts_with("..");
    if (right) {
      const auto last = std::from_chars(first.ptr + 2, end, seeds.last);
      right = last.ec == std::errc{} && last.ptr == end;
    }
  }
  if (right && seeds.first <= seeds.last && seeds.last <= scenario::max_seed) return seeds;
  return failure(
      fmt::format("'--seeds' expects two whole numbers up to {} such as 1..1000, found '{}'.",
                  scenario::max_seed, report::printable(text, true)));
}

Expected<takeapart::Promise, std::string> promise_of(const ParsedOptions& parsed) {
  std::vector<std::string_view> known;
  known.reserve(takeapart::all_promises.size());
  for (const takeapart::Promise promise : takeapart::all_promises) {
    known.push_back(to_string(promise));
  }
  const auto text = parsed.get("breaks");
  if (!text) {
    return failure(fmt::format("'acklab find' expects --breaks with a promise behind it: {}.",
                               fmt::join(known, ", ")));
  }
  const auto promise = takeapart::promise_named(*text);
  if (!promise) return failure(one_of("breaks", known, *text));
  return *promise;
}

}  // namespace

Expected<AblateOptions, std::string> parse_ablate_options(std::span<const std::string> arguments) {
  static constexpr OptionRule rules[] = {
      {"contender", 0, "the name of a contender"},
      {"switch", 0, "names of mechanisms such as karn,backoff"},
      {"seed", 0, "a whole number"},
      {"out", 0, "a folder"},
      {"json", 0, "a file name"},
      {"budget", 0, "a whole number"},
      {"jobs", 'j', "a whole number"},
      {"quiet", 'q', ""},
  };
  const auto parsed = parse_options("ablate", arguments, rules);
  if (!parsed) return failure(parsed.error());
  const auto file = the_file("ablate", *parsed, "");
  if (!file) return failure(file.error());
  AblateOptions options;
  options.file = *file;
  options.contender = parsed->get("contender");
  options.folder = parsed->get("out");
  options.json = parsed->get("json");
  options.quiet = parsed->has("quiet");
  options.switches.assign(takeapart::basic_switches.begin(), takeapart::basic_switches.end());
  if (const auto text = parsed->get("switch")) {
    if (const auto taken = take_switches(*text, options.switches); !taken) {
      return failure(taken.error());
    }
  }
  for (const auto& taken : {take_number(*parsed, "seed", 0, scenario::max_seed, options.seed),
                            take_number(*parsed, "budget", 0, max_budget, options.budget),
                            take_number(*parsed, "jobs", 1, max_takeapart_jobs, options.jobs)}) {
    if (!taken) return failure(taken.error());
  }
  return options;
}

Expected<FindOptions, std::string> parse_find_options(std::span<const std::string> arguments) {
  static constexpr OptionRule rules[] = {
      {"breaks", 0, "a promise"},
      {"contender", 0, "the name of a contender"},
      {"events", 0, "kinds of events such as drop,corrupt"},
      {"longest", 0, "a whole number"},
      {"budget", 0, "a whole number"},
      {"seeds", 0, "two whole numbers such as 1..1000"},
      {"out", 'o', "a file name"},
      {"jobs", 'j', "a whole number"},
      {"quiet", 'q', ""},
  };
  const auto parsed = parse_options("find", arguments, rules);
  if (!parsed) return failure(parsed.error());
  const auto file = the_file("find", *parsed, " --breaks intact");
  if (!file) return failure(file.error());
  const auto promise = promise_of(*parsed);
  if (!promise) return failure(promise.error());
  FindOptions options;
  options.file = *file;
  options.promise = *promise;
  options.contender = parsed->get("contender");
  options.output = parsed->get("out");
  options.quiet = parsed->has("quiet");
  options.deeds.assign(takeapart::all_deeds.begin(), takeapart::all_deeds.end());
  if (const auto text = parsed->get("events")) {
    const auto deeds = deeds_of(*text);
    if (!deeds) return failure(deeds.error());
    options.deeds = *deeds;
  }
  if (const auto text = parsed->get("seeds")) {
    const auto seeds = seeds_of(*text);
    if (!seeds) return failure(seeds.error());
    options.seeds = *seeds;
  }
  for (const auto& taken : {take_number(*parsed, "longest", 0, max_longest, options.longest),
                            take_number(*parsed, "budget", 0, max_budget, options.budget),
                            take_number(*parsed, "jobs", 1, max_takeapart_jobs, options.jobs)}) {
    if (!taken) return failure(taken.error());
  }
  return options;
}

Expected<contender::Spec, std::string> contender_to_take(const scenario::Scenario& scenario,
                                                         const std::optional<std::string>& name) {
  if (std::holds_alternative<workload::Flows>(scenario.workload)) {
    return failure(fmt::format(
        "The contenders of '{}' are flows that share a link, and only one by itself can be taken "
        "apart; give it another job.",
        scenario.name));
  }
  const auto is_ours = [](const contender::Spec& spec) {
    return spec.kind == contender::Kind::reliable_udp && !contender::meets_kernel(spec);
  };
  std::vector<std::string_view> names;
  for (const contender::Spec& spec : scenario.contenders) {
    if (!is_ours(spec)) continue;
    if (!name || spec.name == *name) return spec;
    names.emplace_back(spec.name);
  }
  if (names.empty()) {
    return failure(fmt::format(
        "'{}' has no contender of kind reliable-udp with acklab on both sides, and only that can "
        "be taken apart.",
        scenario.name));
  }
  return failure(one_of("contender", names, *name));
}

}  // namespace acklab::cli

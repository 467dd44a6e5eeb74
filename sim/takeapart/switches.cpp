#include "sim/takeapart/switches.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "sim/scenario/limits.hpp"
#include "sim/scenario/names.hpp"
#include "sim/scenario/read_scenario.hpp"

namespace acklab::takeapart {
namespace {

using contender::Spec;

constexpr std::string_view checksum = "checksum";

bool is_basic(std::string_view name) {
  return std::find(basic_switches.begin(), basic_switches.end(), name) != basic_switches.end();
}

/// What people call a mechanism; those that are not taken apart as a rule keep their names.
std::string called(std::string_view name, const report::Words& words) {
  if (name == checksum) return words("switch.checksum");
  if (name == "ordering") return words("switch.ordering");
  if (name == "duplicate_discard") return words("switch.duplicate_discard");
  if (name == "retransmission") return words("switch.retransmission");
  if (name == "acks") return words("switch.acks");
  std::string spaced{name};
  std::replace(spaced.begin(), spaced.end(), '_', ' ');
  return spaced;
}

/// The same where there is little room.
std::string called_in_short(std::string_view name, const report::Words& words) {
  if (name == "duplicate_discard") return words("switch.discard");
  if (name == "retransmission") return words("switch.resending");
  return is_basic(name) ? called(name, words) : std::string{name};
}

std::vector<std::string_view> chosen(std::uint32_t bits,
                                     std::span<const std::string_view> switches) {
  std::vector<std::string_view> names;
  for (std::size_t number = 0; number < switches.size(); ++number) {
    if ((bits >> number & 1U) != 0) names.push_back(switches[number]);
  }
  return names;
}

std::string listed(std::string_view head, std::span<const std::string_view> names) {
  std::string text{head};
  for (const std::string_view name : names) text += fmt::format(" {}", short_name(name));
  return text;
}

}  // namespace

std::string_view short_name(std::string_view name) {
  if (name == "duplicate_discard") return "discard";
  if (name == "retransmission") return "resending";
  return name;
}

std::vector<std::string_view> extra_switches() {
  std::vector<std::string_view> names;
  for (const scenario::SwitchName& mechanism : scenario::switch_names) {
    if (!is_basic(mechanism.name)) names.push_back(mechanism.name);
  }
  return names;
}

void set_switch(Spec& spec, const Spec& whole, std::string_view name, bool on) {
  if (name == checksum) {
    const transport::Checksum kept = whole.mechanisms.checksum == transport::Checksum::off
                                         ? transport::Checksum::internet
                                         : whole.mechanisms.checksum;
    spec.mechanisms.checksum = on ? kept : transport::Checksum::off;
    return;
  }
  for (const scenario::SwitchName& mechanism : scenario::switch_names) {
    if (mechanism.name == name) spec.mechanisms.*mechanism.member = on;
  }
}

Spec made_whole(Spec spec, std::span<const std::string_view> switches) {
  for (const std::string_view name : switches) set_switch(spec, spec, name, true);
  return spec;
}

std::string contender_name(std::uint32_t off, std::span<const std::string_view> switches) {
  if (off == 0) return "all on";
  std::string name = listed("no", chosen(off, switches));
  if (name.size() <= scenario::max_contender_name_characters) return name;
  const auto kept = chosen(~off, switches);
  name = kept.empty() ? "all off" : listed("only", kept);
  if (name.size() <= scenario::max_contender_name_characters) return name;
  name = "off";
  for (const std::string_view one : chosen(off, switches)) {
    name += fmt::format(" {}", one.substr(0, 2));
  }
  return name;
}

std::string without_words(std::uint32_t off, std::span<const std::string_view> switches,
                          const report::Words& words) {
  const auto names = chosen(off, switches);
  if (names.empty()) return words("switch.all_on");
  std::string listed;
  for (std::size_t number = 0; number < names.size(); ++number) {
    if (number > 0) listed += words(number + 1 == names.size() ? "list.and" : "list.comma");
    listed += called(names[number], words);
  }
  return words.say("switch.without", listed);
}

std::string taken_words(std::uint32_t off, std::span<const std::string_view> switches,
                        const report::Words& words) {
  std::string listed;
  for (const std::string_view name : chosen(off, switches)) {
    listed += (listed.empty() ? "" : words("list.comma")) + called_in_short(name, words);
  }
  return listed.empty() ? words("switch.nothing") : listed;
}

std::optional<std::string> why_refused(scenario::Scenario scenario, const Spec& spec) {
  scenario.link = {};  // says nothing about a contender, but may name files
  scenario.contenders = {spec};
  scenario.contenders.front().name = "cell";
  scenario.expectations.clear();
  scenario.theory.clear();
  scenario.honesty.clear();
  const auto read = scenario::read_scenario(scenario::write_scenario(scenario), "");
  if (read) return std::nullopt;
  const std::string& sentence = read.error().sentence;
  const auto what = sentence.find(": ");
  return what == std::string::npos ? sentence : sentence.substr(what + 2);
}

}  // namespace acklab::takeapart

#include "sim/scenario/read_scenario.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "sim/scenario/carriage_reader.hpp"
#include "sim/scenario/cursor.hpp"
#include "sim/scenario/flows_reader.hpp"
#include "sim/scenario/honesty_reader.hpp"
#include "sim/scenario/json_document.hpp"
#include "sim/scenario/limits.hpp"
#include "sim/scenario/names.hpp"
#include "sim/scenario/parts_reader.hpp"
#include "sim/scenario/quantity_reader.hpp"
#include "sim/scenario/read_file.hpp"
#include "sim/scenario/scenario_keys.hpp"
#include "sim/scenario/text_reader.hpp"
#include "sim/scenario/theory_reader.hpp"
#include "sim/scenario/units.hpp"
#include "sim/scenario/utf8.hpp"

namespace acklab::scenario {
namespace {

/// Safe as a file name everywhere, because results are named after it.
std::string read_scenario_name(const Cursor& cursor) {
  const auto text = cursor.string("a name such as \"lossy-bulk\"");
  if (!text) return {};
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  if (text->empty() || text->size() > max_name_characters ||
      !std::all_of(text->begin(), text->end(), allowed)) {
    cursor.refuse(fmt::format(
        "expected a name of 1 to {} small letters, digits and hyphens (it names files), found {}",
        max_name_characters, describe(cursor.value())));
  }
  return std::string{*text};
}

void check_ipv6_mtu(const Scenario& scenario, const Cursor& root) {
  if (scenario.ip_version != path::IpVersion::v6) return;
  for (const auto& mtu : {scenario.link.forward.mtu, scenario.link.reverse.mtu}) {
    if (!mtu || mtu->bytes >= link::min_ipv6_mtu_bytes) continue;
    root.refusals().record(
        root.value().line, "link.mtu",
        fmt::format("every link that carries IPv6 has an MTU of {} bytes at least (RFC 8200 §5), "
                    "this one has {}",
                    link::min_ipv6_mtu_bytes, mtu->bytes));
    return;
  }
}

path::IpVersion read_ip_version(const Cursor& cursor) {
  const auto version = cursor.whole_number(0, max_seed);
  if (version && *version != 4 && *version != 6) {
    cursor.refuse(fmt::format("expected 4 or 6, found {}", describe(cursor.value())));
  }
  return version == 6 ? path::IpVersion::v6 : path::IpVersion::v4;
}

void read_run_settings(const Members& members, Scenario& into) {
  if (const auto repeat = members.find("repeat")) {
    into.repeat = static_cast<std::uint32_t>(repeat->whole_number(1, max_repeat).value_or(1));
  }
  if (const auto seed = members.find("seed")) {
    into.seed = seed->whole_number(0, max_seed).value_or(into.seed);
  }
  if (const auto limit = members.find("time_limit")) {
    into.time_limit =
        read_duration(*limit, min_time_limit, max_time_limit).value_or(into.time_limit);
  }
  if (const auto path = members.find("path")) {
    into.path = path->choice<path::PathChoice>(path_names).value_or(into.path);
  }
  if (const auto version = members.find("ip_version")) into.ip_version = read_ip_version(*version);
}

/// What a scenario tells people, and what decides nothing.
void read_texts(const Members& members, Scenario& into) {
  if (const auto title = members.find("title")) {
    into.title = read_line(*title, max_title_characters);
  }
  if (const auto question = members.find("question")) {
    into.question = read_line(*question, max_text_characters);
  }
  if (const auto explanation = members.find("explanation")) {
    into.explanation = read_lines(*explanation);
  }
  if (const auto next = members.find("try_next")) into.try_next = read_suggestions(*next);
  if (const auto estimate = members.find("duration_estimate")) {
    into.duration_estimate = read_duration(*estimate, min_duration_estimate, max_duration_estimate);
  }
}

Scenario read_root(const Cursor& root) {
  Scenario scenario;
  const Members members{root, "a scenario, which is a JSON object", scenario_keys};
  if (const auto sweep = members.find("sweep")) {
    sweep->refuse("this is a sweep of many runs; run it with 'acklab sweep'");
  }
  if (const auto schema = members.find("$schema")) {
    static_cast<void>(schema->string("the schema's address"));
  }
  if (const auto name = members.require("name")) scenario.name = read_scenario_name(*name);
  read_texts(members, scenario);
  if (const auto settings = members.require("link")) scenario.link = read_link(*settings);
  if (const auto job = members.require("workload")) scenario.workload = read_workload(*job);
  if (const auto contenders = members.require("contenders")) {
    Contenders read = read_contenders(*contenders);
    scenario.contenders = std::move(read.specs);
    settle_groups(read.groups, scenario, root);
  }
  read_run_settings(members, scenario);
  if (const auto expect = members.find("expect")) {
    scenario.expectations = read_expectations(*expect, scenario.contenders);
  }
  if (const auto topics = members.find("honesty")) {
    scenario.honesty = read_honesty(*topics, scenario);
  }
  if (const auto theory = members.find("theory")) scenario.theory = read_theory(*theory, scenario);
  if (root.refusals().is_recorded()) return scenario;
  check_messages_fit_datagrams(scenario, root);
  check_connected_hears(scenario, root);
  check_copies(scenario, root);
  check_ipv6_mtu(scenario, root);
  check_kernel_on_path(scenario, root);
  check_messages_fit_segments(scenario, root);
  check_flows(scenario, root);
  if (scenario.path == path::PathChoice::automatic &&
      std::holds_alternative<workload::Flows>(scenario.workload)) {
    scenario.path = usual_path_of_flows(scenario);
  }
  return scenario;
}

}  // namespace

std::string read_text_line(const Cursor& cursor) {
  const auto text = cursor.string("a line of text");
  if (!text) return {};
  if (has_control_character(*text)) {
    cursor.refuse("a line of text has a line break or another control character");
  } else if (count_characters(*text) > max_text_characters) {
    cursor.refuse(fmt::format("expected at most {} characters, found {}", max_text_characters,
                              count_characters(*text)));
  }
  return std::string{*text};
}

Expected<Scenario, ScenarioError> read_scenario(std::string_view text, std::string_view origin) {
  const auto document = parse_json(text, std::string{origin});
  if (!document) return failure(document.error());
  return read_scenario_document(*document, origin);
}

Expected<Scenario, ScenarioError> read_scenario_document(const JsonValue& document,
                                                         std::string_view origin) {
  FirstRefusal refusals{std::string{origin}};
  Scenario scenario = read_root(Cursor{document, {}, refusals});
  if (refusals.error()) return failure(*refusals.error());
  return scenario;
}

Expected<Scenario, ScenarioError> read_recorded_scenario(std::string_view text,
                                                         std::string_view origin) {
  const auto document = parse_json(text, std::string{origin});
  if (!document) return failure(document.error());
  FirstRefusal refusals{std::string{origin}, true};
  Scenario scenario = read_root(Cursor{*document, {}, refusals});
  if (refusals.error()) return failure(*refusals.error());
  return scenario;
}

Expected<Scenario, ScenarioError> read_scenario_file(const std::string& file) {
  const auto text = read_file(file);
  if (!text) return failure(text.error());
  return read_scenario(*text, file);
}

}  // namespace acklab::scenario

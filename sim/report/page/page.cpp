#include "sim/report/page/page.hpp"

#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/report/display_text.hpp"
#include "sim/report/json/json_value.hpp"
#include "sim/report/page/packing.hpp"
#include "sim/report/page/page_shell.hpp"
#include "sim/report/page/trace_tables.hpp"
#include "sim/report/version.hpp"
#include "sim/run/trace_file.hpp"

namespace acklab::report {
namespace {

namespace fs = std::filesystem;

/// A member of a JSON object as text; empty: it has none.
std::string text_of(const Json& json, const char* key) {
  if (!json.is_object()) return {};
  const auto found = json.find(key);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

/// The first run of a contender, null where there is none.
const Json& first_run(const Json& contender) {
  static const Json none;
  if (!contender.is_object()) return none;
  const auto runs = contender.find("runs");
  return runs != contender.end() && runs->is_array() && !runs->empty() ? runs->front() : none;
}

/// A contender of a report, and which of several flows on one link it was.
struct Traced {
  const Json& contender;
  std::optional<std::size_t> flow;
};

/// A trace of another run beside this report would tell lies.
std::optional<std::string> mismatch(const TraceIdentity& trace, const std::string& file,
                                    const std::string& contender, const Traced& traced) {
  const Json& run = first_run(traced.contender);
  const auto seed = run.find("seed");
  const bool same_seed =
      seed == run.end() || !seed->is_number_unsigned() || seed->get<std::uint64_t>() == trace.seed;
  const bool same_name =
      traced.flow ? *traced.flow < trace.flows.size() && trace.flows[*traced.flow] == contender
                  : trace.contender == contender;
  if (same_name && same_seed) return std::nullopt;
  return fmt::format(
      "The trace '{}' is of another run than the report: of contender '{}' with seed {}. Make both "
      "with one 'acklab run --trace'.",
      file, printable(trace.contender, true), trace.seed);
}

Json part_json(const TraceTables& tables) {
  return Json{{"lines", tables.lines}, {"taken", tables.taken}, {"packed", packed(tables.json)}};
}

/// What a page holds of one contender's first run; null without a trace of it.
Expected<Json, std::string> trace_json(const std::string& folder, const std::string& scenario,
                                       const Traced& traced) {
  const std::string name = text_of(traced.contender, "name");
  const std::string fate_file =
      run::fate_file(folder, scenario, traced.flow ? run::name_of_flows : name, 1);
  if (!first_run(traced.contender).is_object() || !fs::exists(fate_file)) return Json(nullptr);
  const auto fates = read_fates(fate_file, traced.flow);
  if (!fates) return failure(fates.error());
  if (const auto why = mismatch(fates->identity, fate_file, name, traced)) return failure(*why);
  Json json{{"contender", name}, {"repetition", 1}, {"fates", part_json(*fates)}};
  json["events"] = nullptr;
  const std::string event_file = (fs::path{fate_file}.parent_path() / "events.jsonl").string();
  if (!fs::exists(event_file)) return json;
  const auto events = read_events(event_file, traced.flow);
  if (!events) return failure(events.error());
  if (const auto why = mismatch(events->identity, event_file, name, traced)) return failure(*why);
  json["events"] = part_json(*events);
  return json;
}

/// Whether all contenders of a scenario ran at once.
bool shares_link(const Json& scenario) {
  if (!scenario.is_object()) return false;
  const auto workload = scenario.find("workload");
  return workload != scenario.end() && text_of(*workload, "kind") == "flows";
}

Expected<Json, std::string> traces_json(const PageReport& report, const Json& json) {
  Json traces = Json::array();
  const auto contenders = json.find("contenders");
  if (!report.trace_folder || contenders == json.end() || !contenders->is_array()) return traces;
  const auto scenario = json.find("scenario");
  const std::string name = scenario == json.end() ? "" : text_of(*scenario, "name");
  const bool of_flows = scenario != json.end() && shares_link(*scenario);
  for (std::size_t number = 0; number < contenders->size(); ++number) {
    auto trace =
        trace_json(*report.trace_folder, name,
                   {(*contenders)[number], of_flows ? std::optional{number} : std::nullopt});
    if (!trace) return failure(trace.error());
    traces.push_back(std::move(*trace));
  }
  return traces;
}

std::string title_of(const Json& report, const std::string& language) {
  const auto scenario = report.find("scenario");
  if (scenario == report.end() || !scenario->is_object()) return "acklab";
  const auto title = scenario->find("title");
  if (title == scenario->end()) return text_of(*scenario, "name");
  for (const std::string& tag : {language, std::string{"en"}}) {
    if (std::string text = text_of(*title, tag.c_str()); !text.empty()) return text;
  }
  return text_of(*scenario, "name");
}

}  // namespace

bool can_make_pages() {
  return page_shell().has_value();
}

Expected<std::string, std::string> to_page(std::span<const PageReport> reports,
                                           const std::string& language) {
  const auto shell = page_shell();
  if (!shell)
    return failure(std::string{"This acklab was built without Node, so it has no pages."});
  Json data{{"page", 1}, {"acklab_version", version()}, {"language", language}};
  data["reports"] = Json::array();
  std::string title;
  for (const PageReport& report : reports) {
    Json json = Json::parse(report.json, nullptr, false);
    if (!json.is_object() || !json.contains("schema_version")) {
      return failure(fmt::format("'{}' is no report of acklab.", report.file));
    }
    auto traces = traces_json(report, json);
    if (!traces) return failure(traces.error());
    title += (title.empty() ? "" : " | ") + title_of(json, language);
    data["reports"].push_back(Json{{"file", fs::path{report.file}.filename().string()},
                                   {"report", std::move(json)},
                                   {"traces", std::move(*traces)}});
  }
  std::string page;
  const std::string text = within_html(data.dump(-1, ' ', false, Json::error_handler_t::replace));
  page.reserve(text.size() + shell->before_data.size() + shell->after_data.size() + 4096);
  page += shell->before_title;
  page += html_text(title);
  page += shell->before_data;
  page += text;
  page += shell->after_data;
  return page;
}

}  // namespace acklab::report

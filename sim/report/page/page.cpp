#include "sim/report/page/page.hpp"

#include <filesystem>
#include <optional>
#include <system_error>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/report/display_text.hpp"
#include "sim/report/json/json_value.hpp"
#include "sim/report/json/read_json.hpp"
#include "sim/report/page/packing.hpp"
#include "sim/report/page/page_shell.hpp"
#include "sim/report/page/picture_parts.hpp"
#include "sim/report/page/told_sentences.hpp"
#include "sim/report/page/trace_tables.hpp"
#include "sim/report/version.hpp"
#include "sim/run/trace_file.hpp"

namespace acklab::report {
namespace {

namespace fs = std::filesystem;

/// The first run of a contender, null where there is none.
const Json& first_run(const Json& contender) {
  const Json& runs = member(contender, "runs");
  return runs.is_array() && !runs.empty() ? runs.front() : member(runs, "first");
}

/// A contender of a report, and whether it was one of several flows on one link.
struct Traced {
  const Json& contender;
  bool is_flow;
};

/// A trace of another run beside this report would tell lies.
std::optional<std::string> mismatch(const LogIdentity& trace, const std::string& file,
                                    const std::string& contender, const Traced& traced) {
  const Json& run = first_run(traced.contender);
  const bool same_seed = count_in(run, "seed").value_or(trace.seed) == trace.seed;
  if ((traced.is_flow || trace.contender == contender) && same_seed) return std::nullopt;
  return fmt::format(
      "The trace '{}' is of another run than the report: of contender '{}' with seed {}. Make both "
      "with one 'acklab run --trace'.",
      printable(file, true), printable(trace.contender, true), trace.seed);
}

Json part_json(const TraceTables& tables) {
  return Json{{"lines", tables.lines}, {"taken", tables.taken}, {"packed", packed(tables.json)}};
}

/// What a page holds of one contender's first run; null without a trace of it.
Expected<Json, std::string> trace_json(const std::string& folder, const std::string& scenario,
                                       const Traced& traced) {
  const std::string name = text_in(traced.contender, "name");
  const auto flow = traced.is_flow ? std::optional{name} : std::nullopt;
  const std::string fate_file =
      run::fate_file(folder, scenario, traced.is_flow ? run::name_of_flows : name, 1);
  std::error_code error;
  if (!first_run(traced.contender).is_object() || !fs::exists(fate_file, error)) {
    return Json(nullptr);
  }
  const auto fates = read_fates(fate_file, flow);
  if (!fates) return failure(fates.error());
  if (const auto why = mismatch(fates->identity, fate_file, name, traced)) return failure(*why);
  Json json{{"contender", name}, {"repetition", 1}, {"fates", part_json(*fates)}};
  auto pictures = pictures_json(fs::path{fate_file}.parent_path().string());
  if (!pictures) return failure(pictures.error());
  json["pictures"] = *std::move(pictures);
  json["events"] = nullptr;
  const std::string event_file = (fs::path{fate_file}.parent_path() / "events.jsonl").string();
  if (!fs::exists(event_file, error)) return json;
  const auto events = read_events(event_file, flow);
  if (!events) return failure(events.error());
  if (const auto why = mismatch(events->identity, event_file, name, traced)) return failure(*why);
  json["events"] = part_json(*events);
  return json;
}

Expected<Json, std::string> traces_json(const PageReport& report, const Json& json) {
  Json traces = Json::array();
  const Json& contenders = member(json, "contenders");
  if (!report.trace_folder || !contenders.is_array()) return traces;
  const Json& scenario = member(json, "scenario");
  const std::string name = text_in(scenario, "name");
  const bool of_flows = text_in(member(scenario, "workload"), "kind") == "flows";
  for (const Json& contender : contenders) {
    auto trace = trace_json(*report.trace_folder, name, {contender, of_flows});
    if (!trace) return failure(trace.error());
    traces.push_back(std::move(*trace));
  }
  return traces;
}

std::string title_of(const Json& report, const std::string& language) {
  const Json& scenario = member(report, "scenario");
  for (const std::string& tag : {language, std::string{"en"}}) {
    if (std::string text = text_in(member(scenario, "title"), tag); !text.empty()) return text;
  }
  const std::string name = text_in(scenario, "name");
  return name.empty() ? "acklab" : name;
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
  data["told"] = Json::object();
  data["reports"] = Json::array();
  std::string title;
  for (const PageReport& report : reports) {
    auto json = read_json(report.json);
    if (!json || !json->is_object() || !json->contains("schema_version")) {
      return failure(fmt::format("'{}' is no report of acklab.", printable(report.file, true)));
    }
    auto traces = traces_json(report, *json);
    if (!traces) return failure(traces.error());
    add_told_sentences(*json, data["told"]);
    title += (title.empty() ? "" : " | ") + title_of(*json, language);
    data["reports"].push_back(Json{{"file", fs::path{report.file}.filename().string()},
                                   {"report", std::move(*json)},
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

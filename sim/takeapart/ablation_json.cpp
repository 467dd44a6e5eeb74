#include <nlohmann/json.hpp>

#include "sim/report/json/json_value.hpp"
#include "sim/report/version.hpp"
#include "sim/takeapart/ablation.hpp"

namespace acklab::takeapart {
namespace {

using report::Json;

Json switches_json(std::uint32_t bits, std::span<const std::string_view> switches) {
  Json names = Json::array();
  for (std::size_t number = 0; number < switches.size(); ++number) {
    if ((bits >> number & 1U) != 0) names.push_back(switches[number]);
  }
  return names;
}

Json integrity_json(const workload::Integrity& integrity) {
  return {{"sent", integrity.sent},
          {"missing", integrity.missing},
          {"corrupted_arrivals", integrity.corrupted_arrivals},
          {"unrecognised_bytes", integrity.unrecognised_bytes},
          {"out_of_order", integrity.out_of_order},
          {"duplicated", integrity.duplicated}};
}

Json broken_json(const Cell& cell) {
  Json broken = Json::array();
  for (const Promise promise : all_promises) {
    if (!cell.broken.has(promise)) continue;
    const auto script = cell.script_of[static_cast<std::size_t>(promise)];
    broken.push_back(
        {{"promise", to_string(promise)}, {"script", script ? Json(*script) : Json(nullptr)}});
  }
  return broken;
}

Json cell_json(const Cell& cell, std::span<const std::string_view> switches) {
  Json json{{"off", switches_json(cell.off, switches)},
            {"refused", report::or_null(cell.refused)},
            {"same_as", cell.same_as ? Json(*cell.same_as) : Json(nullptr)}};
  if (cell.refused) {
    json["outcome"] = nullptr;
    json["integrity"] = nullptr;
  } else {
    json["outcome"] = contender::to_string(cell.run.outcome);
    json["integrity"] = integrity_json(cell.run.integrity);
  }
  json["broken"] = broken_json(cell);
  return json;
}

Json script_json(const FoundScript& found) {
  Json events = Json::array();
  for (const Event& event : found.example.script) events.push_back(in_words(event));
  const auto records = records_in(found.example.subject.workload);
  return {{"promise", to_string(found.example.promise)},
          {"is_script", found.is_script},
          {"events", events},
          {"messages", report::or_null(records)},
          {"consequence", consequence_of(found.example.promise, found.example.run)},
          {"cells", found.cells},
          {"scenario", found.scenario.name}};
}

}  // namespace

std::string to_json(const Ablation& ablation) {
  Json cells = Json::array();
  for (const Cell& cell : ablation.cells) cells.push_back(cell_json(cell, ablation.switches));
  Json scripts = Json::array();
  for (const FoundScript& found : ablation.scripts) scripts.push_back(script_json(found));
  const Json json{{"acklab_version", report::version()},
                  {"scenario", ablation.scenario.name},
                  {"contender", ablation.contender},
                  {"seed", ablation.scenario.seed},
                  {"fates_by", ablation.fates_by_content ? "content" : "replay"},
                  {"switches", ablation.switches},
                  {"cells", cells},
                  {"scripts", scripts},
                  {"grid_runs", ablation.grid_runs},
                  {"script_runs", ablation.budget.spent},
                  {"budget_runs", ablation.budget.runs},
                  {"interrupted", ablation.interrupted}};
  return report::json_text(json) + "\n";
}

}  // namespace acklab::takeapart

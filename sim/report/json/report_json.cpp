#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "sim/report/honesty/honesty_json.hpp"
#include "sim/report/host_facts.hpp"
#include "sim/report/json/report_parts.hpp"
#include "sim/report/report.hpp"
#include "sim/report/text_parts.hpp"
#include "sim/report/theory/theory_json.hpp"
#include "sim/report/version.hpp"
#include "sim/scenario/read_scenario.hpp"

namespace acklab::report {
namespace {

Json host_json() {
  const HostFacts facts = read_host_facts();
  Json json = {{"kernel", or_null(facts.kernel)},
               {"processor", or_null(facts.processor)},
               {"processors", or_null(facts.processors)},
               {"memory_bytes", or_null(facts.memory_bytes)}};
  json["tcp_settings"] = settings_json(facts.tcp_settings);
  return json;
}

/// The link in one line, in every language that there are words in.
Json link_text_json(const link::LinkSettings& link) {
  Json json = Json::object();
  for (const std::string& language : Words::languages()) {
    json[language] = link_text(link, Words::in(language));
  }
  return json;
}

}  // namespace

std::string to_json(const run::BatchResult& batch, bool with_host) {
  const Json scenario = Json::parse(scenario::write_scenario(batch.scenario));
  Json json = {
      {"schema_version", schema_version},
      {"acklab_version", std::string{version()}},
      {"host", with_host ? host_json() : Json(nullptr)},
      {"scenario", scenario},
      {"link_text", link_text_json(batch.scenario.link)},
      {"path", {{"kind", path::to_string(batch.path)}, {"reason", or_null(batch.path_reason)}}},
      {"interrupted", batch.interrupted}};
  Json contenders = Json::array();
  for (const run::ContenderRuns& contender : batch.contenders) {
    contenders.push_back(contender_json(contender, batch.scenario.link));
  }
  json["contenders"] = std::move(contenders);
  json["flows"] = flows_json(batch);
  Json expectations = Json::array();
  for (const run::ExpectationResult& result : batch.expectations) {
    expectations.push_back(expectation_json(result));
  }
  json["expectations"] = std::move(expectations);
  Json theory = Json::array();
  for (const run::TheoryResult& result : batch.theory) theory.push_back(theory_json(result));
  json["theory"] = std::move(theory);
  json["kernel_honesty"] = honesty_json(batch);
  return json_text(json) + '\n';
}

}  // namespace acklab::report

#include "sim/sweep/plan_hash.hpp"

#include <fmt/format.h>

#include "sim/sweep/fingerprint.hpp"
#include "sim/sweep/outside_files.hpp"

namespace acklab::sweep {

std::string hash_of(const Plan& plan, const PointsByScenario& points) {
  Fingerprint fingerprint;
  fingerprint.add(plan.design.name);
  for (const auto& [text, chosen] : points) {
    fingerprint.add(text);
    for (const std::size_t value : chosen) fingerprint.add(std::to_string(value));
  }
  for (const SweepSeed& seed : plan.design.seeds) {
    fingerprint.add(fmt::format("{} {}", seed.from, seed.repetition));
  }
  for (const Parameter& parameter : plan.design.parameters) {
    fingerprint.add(parameter.name);
    for (const ParameterValue& value : parameter.values) fingerprint.add(value.text);
  }
  OutsideFiles files;
  for (const scenario::Scenario& scenario : plan.scenarios) {
    add_outside_files(scenario.link, files);
    add_outside_files(scenario.workload, files);
  }
  for (const auto& [name, content] : files) fingerprint.add(content);
  return fingerprint.text();
}

}  // namespace acklab::sweep

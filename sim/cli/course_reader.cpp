#include "sim/cli/course_reader.hpp"

#include "sim/scenario/read_scenario.hpp"
#include "sim/sweep/plan.hpp"

namespace acklab::cli {

Expected<report::CourseEntry, std::string> read_course_entry(const ScenarioPlace& place) {
  report::CourseEntry entry;
  entry.place = place.place;
  entry.folder = place.folder;
  entry.number = place.number;
  entry.file = place.file.string();
  if (sweep::is_sweep_file(entry.file)) {
    const auto plan = sweep::read_sweep_file(entry.file);
    if (!plan) return failure(plan.error().sentence);
    entry.name = plan->design.name;
    entry.question = plan->design.question;
    entry.is_sweep = true;
    return entry;
  }
  auto scenario = scenario::read_scenario_file(entry.file);
  if (!scenario) return failure(scenario.error().sentence);
  entry.name = scenario->name;
  entry.title = std::move(scenario->title);
  entry.question = std::move(scenario->question);
  entry.explanation = std::move(scenario->explanation);
  entry.try_next = std::move(scenario->try_next);
  entry.duration_estimate = scenario->duration_estimate;
  entry.needs = scenario::needs_of(*scenario);
  return entry;
}

}  // namespace acklab::cli

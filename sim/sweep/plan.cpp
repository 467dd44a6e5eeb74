#include "sim/sweep/plan.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "sim/contender/metrics.hpp"
#include "sim/scenario/json_document.hpp"
#include "sim/scenario/read_file.hpp"
#include "sim/scenario/refusal.hpp"
#include "sim/sweep/limits.hpp"
#include "sim/sweep/plan_hash.hpp"
#include "sim/sweep/sweep_reader.hpp"

namespace acklab::sweep {
namespace {

using scenario::Cursor;
using scenario::FirstRefusal;
using scenario::JsonMember;
using scenario::JsonValue;
using scenario::ScenarioError;

JsonValue* find_member(JsonValue& document, std::string_view key) {
  auto* members = std::get_if<JsonValue::Object>(&document.content);
  if (members == nullptr) return nullptr;
  const auto found = std::find_if(members->begin(), members->end(),
                                  [key](const JsonMember& member) { return member.key == key; });
  return found == members->end() ? nullptr : &found->value;
}

void remove_member(JsonValue& document, std::string_view key) {
  std::erase_if(std::get<JsonValue::Object>(document.content),
                [key](const JsonMember& member) { return member.key == key; });
}

/// Reads a document in steps, each of which may refuse it.
class Planner {
 public:
  Planner(JsonValue document, const std::string& origin)
      : document_(std::move(document)), origin_(origin), refusals_(origin) {}

  Expected<Plan, ScenarioError> plan();

 private:
  void refuse(std::uint32_t line, const std::string& path, std::string_view what) {
    refusals_.record(line, path, what);
  }
  [[nodiscard]] bool refused() const { return refusals_.error().has_value(); }
  [[nodiscard]] auto refusal() const { return failure(*refusals_.error()); }

  bool read_base();
  void read_member(const JsonValue& member);
  void check_names(const JsonValue& member);
  bool add_points(const JsonValue& member);
  bool add_point(const std::vector<std::size_t>& chosen);
  bool next(std::vector<std::size_t>& chosen) const;
  [[nodiscard]] std::string in_words(const std::vector<std::size_t>& chosen) const;

  JsonValue document_;
  const std::string& origin_;
  FirstRefusal refusals_;
  std::optional<ScenarioError> error_;
  SweepMember sweep_;
  scenario::Scenario base_;
  bool has_repeat_ = false;
  PointsByScenario seen_;
  Plan plan_;
};

Expected<Plan, ScenarioError> Planner::plan() {
  plan_.design.scenario = json_text(document_);
  const JsonValue* const found = find_member(document_, "sweep");
  if (found == nullptr) {
    refuse(document_.line, {},
           "this scenario has no \"sweep\"; run it with 'acklab run', or add what is to change");
    return refusal();
  }
  const JsonValue member = *found;
  remove_member(document_, "sweep");
  if (!read_base()) return failure(*error_);
  read_member(member);
  if (refused()) return refusal();
  if (!add_points(member)) return error_ ? failure(*error_) : refusal();
  plan_.hash = hash_of(plan_, seen_);
  return std::move(plan_);
}

/// Without its sweep, the file must be a scenario.
bool Planner::read_base() {
  auto base = scenario::read_scenario_document(document_, origin_);
  if (!base) {
    error_ = base.error();
    return false;
  }
  base_ = std::move(*base);
  has_repeat_ = find_member(document_, "repeat") != nullptr;
  return true;
}

void Planner::read_member(const JsonValue& member) {
  const JsonValue* const expect = find_member(document_, "expect");
  if (expect != nullptr && !base_.expectations.empty()) {
    refuse(expect->line, "expect", "a sweep judges nothing, it measures; leave this out");
  }
  const JsonValue* const theory = find_member(document_, "theory");
  if (theory != nullptr && !base_.theory.empty()) {
    refuse(theory->line, "theory", "a sweep judges nothing, it measures; leave this out");
  }
  sweep_ = read_sweep_member(Cursor{member, "sweep", refusals_}, base_, has_repeat_);
  check_names(member);
  plan_.path = base_.path;
  plan_.design.name = base_.name;
  plan_.design.question = base_.question.english();
  plan_.design.seeds = sweep_.seeds;
  for (const SweptParameter& parameter : sweep_.parameters) {
    plan_.design.parameters.push_back(parameter.described);
  }
  // Words for people; a copy at each point would only take room.
  for (const char* words : {"title", "question", "explanation", "try_next", "duration_estimate"}) {
    remove_member(document_, words);
  }
}

/// Each parameter is a column of the results beside those that are there always.
void Planner::check_names(const JsonValue& member) {
  for (const SweptParameter& parameter : sweep_.parameters) {
    const std::string& name = parameter.described.name;
    if (contender::find_metric(name) == nullptr) continue;
    refuse(member.line, "sweep." + name, "a metric has this name; write it as the full path");
  }
}

bool Planner::add_points(const JsonValue& member) {
  std::uint64_t points = 1;
  for (const SweptParameter& parameter : sweep_.parameters) {
    points *= parameter.values.size();
    if (points <= max_groups) continue;
    refuse(
        member.line, "sweep",
        fmt::format("the values make more than {} combinations; sweep fewer at once", max_groups));
    return false;
  }
  std::vector<std::size_t> chosen(sweep_.parameters.size(), 0);
  std::uint64_t groups = 0;
  do {
    if (!add_point(chosen)) return false;
    groups += plan_.design.points.back().contenders.size();
  } while (next(chosen));
  if (groups > max_groups || groups * sweep_.seeds.size() > max_runs) {
    refuse(member.line, "sweep",
           fmt::format("{} points and contenders with {} seeds are {} runs; at most {} and {} runs "
                       "can be swept at once",
                       groups, sweep_.seeds.size(), groups * sweep_.seeds.size(), max_groups,
                       max_runs));
    return false;
  }
  return true;
}

/// The last parameter changes fastest.
bool Planner::next(std::vector<std::size_t>& chosen) const {
  for (std::size_t place = chosen.size(); place-- > 0;) {
    if (++chosen[place] < sweep_.parameters[place].values.size()) return true;
    chosen[place] = 0;
  }
  return false;
}

bool Planner::add_point(const std::vector<std::size_t>& chosen) {
  JsonValue document = document_;
  for (std::size_t place = 0; place < chosen.size(); ++place) {
    const SweptParameter& parameter = sweep_.parameters[place];
    const JsonValue& value = parameter.values[chosen[place]];
    if (const auto put = parameter.path.put(value, document); !put) {
      refuse(value.line, "sweep." + parameter.described.name, put.error());
      return false;
    }
  }
  auto read = scenario::read_scenario_document(document, origin_);
  if (!read) {
    std::string sentence = read.error().sentence;
    if (sentence.ends_with('.')) sentence.pop_back();
    error_ = ScenarioError{fmt::format("{} (in the sweep, with {}).", sentence, in_words(chosen))};
    return false;
  }
  const auto [other, is_new] = seen_.emplace(scenario::write_scenario(*read), chosen);
  if (!is_new) {
    refuse(document.line, "sweep",
           fmt::format("{} is the same scenario as {}; something decides instead of the sweep",
                       in_words(chosen), in_words(other->second)));
    return false;
  }
  Point point{chosen, {}};
  for (const contender::Spec& spec : read->contenders) point.contenders.push_back(spec.name);
  plan_.design.points.push_back(std::move(point));
  plan_.scenarios.push_back(std::move(*read));
  return true;
}

/// "loss = 5%, delay = 25ms".
std::string Planner::in_words(const std::vector<std::size_t>& chosen) const {
  std::string words;
  for (std::size_t place = 0; place < chosen.size(); ++place) {
    const Parameter& parameter = sweep_.parameters[place].described;
    words += fmt::format("{}{} = {}", words.empty() ? "" : ", ", parameter.name,
                         scenario::printable(parameter.values[chosen[place]].text, 40));
  }
  return scenario::printable(words, 160);
}

}  // namespace

Expected<Plan, ScenarioError> read_sweep(std::string_view text, const std::string& origin) {
  auto document = scenario::parse_json(text, origin);
  if (!document) return failure(document.error());
  return Planner{std::move(*document), origin}.plan();
}

Expected<Plan, ScenarioError> read_sweep_file(const std::string& file) {
  const auto text = scenario::read_file(file);
  if (!text) return failure(text.error());
  return read_sweep(*text, file);
}

bool is_sweep_file(const std::string& file) {
  const auto text = scenario::read_file(file);
  if (!text) return false;
  auto document = scenario::parse_json(*text, file);
  return document && find_member(*document, "sweep") != nullptr;
}

}  // namespace acklab::sweep

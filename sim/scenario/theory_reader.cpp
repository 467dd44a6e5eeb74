#include "sim/scenario/theory_reader.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "sim/contender/metrics.hpp"
#include "sim/contender/theory_inputs.hpp"
#include "sim/scenario/limits.hpp"
#include "sim/scenario/nearest_name.hpp"
#include "sim/scenario/quantity_reader.hpp"
#include "sim/scenario/run_request.hpp"
#include "sim/scenario/text_reader.hpp"
#include "sim/scenario/theory_inputs.hpp"
#include "sim/theory/catalogue.hpp"

namespace acklab::scenario {
namespace {

using theory::Formula;
using theory::Input;

void refuse_unknown(const Cursor& cursor, std::string sentence, std::string_view written,
                    const std::vector<std::string_view>& names) {
  const auto nearest = nearest_name(written, names);
  if (nearest) sentence += fmt::format("; the nearest is \"{}\"", *nearest);
  cursor.refuse(sentence);
}

const Formula* read_formula(const Cursor& cursor) {
  const auto text = cursor.string("the name of a formula such as \"mathis\"");
  if (!text) return nullptr;
  const Formula* const found = theory::find_formula(*text);
  if (found != nullptr) return found;
  std::vector<std::string_view> names;
  for (const Formula& formula : theory::catalogue()) names.push_back(formula.name);
  refuse_unknown(cursor, fmt::format("there is no formula {}", in_quotes(*text)), *text, names);
  return nullptr;
}

std::optional<std::size_t> read_contender(const Cursor& cursor, const Scenario& scenario) {
  const auto text = cursor.string("the name of a contender");
  if (!text) return std::nullopt;
  std::vector<std::string_view> names;
  names.reserve(scenario.contenders.size());
  for (const contender::Spec& spec : scenario.contenders) names.emplace_back(spec.name);
  const auto found = std::find(names.begin(), names.end(), *text);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  refuse_unknown(cursor,
                 fmt::format("no contender of this scenario is called {}", in_quotes(*text)), *text,
                 names);
  return std::nullopt;
}

const char* in_words(theory::Unit unit) {
  switch (unit) {
    case theory::Unit::ratio:
    case theory::Unit::count:
      return "a plain number";
    case theory::Unit::seconds:
      return "a time";
    case theory::Unit::bytes:
      return "a number of bytes";
    case theory::Unit::bits_per_s:
      return "a bit rate";
    case theory::Unit::per_s:
      return "how often a second";
  }
  return "a number";
}

void read_metric_of(const Cursor& cursor, const Formula* formula, TheoryLine& line) {
  const auto text = cursor.string("the name of a metric such as \"goodput_bits_per_s\"");
  if (!text) return;
  const contender::Metric* const metric = contender::find_metric(*text);
  if (metric == nullptr) {
    std::vector<std::string_view> names;
    for (const contender::Metric& known : contender::metrics()) names.push_back(known.name);
    return refuse_unknown(cursor, fmt::format("there is no metric {}", in_quotes(*text)), *text,
                          names);
  }
  if (metric->boolean) return cursor.refuse("a formula predicts no truth value");
  line.metric = metric->name;
  const theory::Unit unit = contender::metric_unit(metric->name).unit;
  if (formula == nullptr || theory::comparable(formula->unit, unit)) return;
  cursor.refuse(fmt::format("{} predicts {}, and this metric is {}", formula->name,
                            in_words(formula->unit), in_words(unit)));
}

/// In the unit of the input.
std::optional<double> read_value(const Cursor& cursor, theory::Unit unit) {
  switch (unit) {
    case theory::Unit::ratio: {
      const auto chance = read_percentage(cursor);
      return chance ? std::optional{chance->as_double()} : std::nullopt;
    }
    case theory::Unit::seconds: {
      const auto span = read_duration(cursor, Duration::zero(), Duration::max());
      return span ? std::optional{to_seconds(*span)} : std::nullopt;
    }
    case theory::Unit::bytes: {
      const auto size = read_size(cursor, 0, max_seed);
      return size ? std::optional{static_cast<double>(*size)} : std::nullopt;
    }
    case theory::Unit::bits_per_s: {
      const auto rate = read_rate(cursor);
      return rate ? std::optional{static_cast<double>(rate->bits_per_s())} : std::nullopt;
    }
    case theory::Unit::count:
    case theory::Unit::per_s:
      break;
  }
  return cursor.number("a number");
}

void read_input(const Cursor& cursor, const Input& input, TheoryLine& line) {
  GivenInput given{std::string{input.name}, {}, json_text(cursor.value())};
  std::vector<Cursor> written{cursor};
  if (input.many) written = cursor.elements("an array of values", 2, max_shares);
  for (const Cursor& one : written) {
    if (const auto value = read_value(one, input.unit)) given.values.push_back(*value);
  }
  line.inputs.push_back(std::move(given));
}

void read_inputs(const Cursor& cursor, const Formula& formula, TheoryLine& line) {
  std::vector<std::string_view> names;
  for (const Input& input : formula.inputs) names.push_back(input.name);
  const auto* object = std::get_if<JsonValue::Object>(&cursor.value().content);
  if (object == nullptr)
    return cursor.refuse_type("an object of inputs such as {\"loss\": \"1%\"}");
  for (const JsonMember& member : *object) {
    const Cursor here{member.value, cursor.path() + "." + member.key, cursor.refusals()};
    const Input* const input = theory::find_input(formula, member.key);
    if (input == nullptr) {
      refuse_unknown(here, fmt::format("{} has no input {}", formula.name, in_quotes(member.key)),
                     member.key, names);
    } else {
      read_input(here, *input, line);
    }
  }
}

double read_tolerance(const Cursor& cursor) {
  const double tolerance = cursor.number("a number").value_or(0);
  if (tolerance < 0) cursor.refuse_type("a tolerance of 0 or more");
  return tolerance;
}

void read_tolerances(const Members& members, TheoryLine& line) {
  const auto relative = members.find("tolerance");
  const auto absolute = members.find("absolute_tolerance");
  if (relative && absolute) {
    absolute->refuse("\"tolerance\" is there too; a line has one of them");
  } else if (absolute) {
    line.tolerance = read_tolerance(*absolute);
    line.absolute = true;
  } else if (const auto required = members.require("tolerance")) {
    line.tolerance = read_tolerance(*required);
  }
}

/// The path counts only for how a datagram is cut, so the likely one will do.
path::PathKind likely_path(path::PathChoice choice) {
  switch (choice) {
    case path::PathChoice::simulated:
      return path::PathKind::simulated;
    case path::PathChoice::relay:
      return path::PathKind::relay;
    case path::PathChoice::automatic:
    case path::PathChoice::tun:
      break;
  }
  return path::PathKind::tun;
}

TheoryLine read_theory_line(const Cursor& cursor, const Scenario& scenario) {
  TheoryLine line;
  const Members members{cursor,
                        "an object with \"formula\", \"contender\", \"metric\" and \"tolerance\"",
                        {"formula", "contender", "metric", "inputs", "tolerance",
                         "absolute_tolerance", "must_hold", "note"}};
  if (const auto name = members.require("formula")) line.formula = read_formula(*name);
  std::optional<std::size_t> index;
  if (const auto name = members.require("contender")) index = read_contender(*name, scenario);
  if (index) line.contender = scenario.contenders[*index].name;
  if (const auto name = members.require("metric")) read_metric_of(*name, line.formula, line);
  const auto inputs = members.find("inputs");
  if (inputs && line.formula != nullptr) read_inputs(*inputs, *line.formula, line);
  read_tolerances(members, line);
  if (const auto must = members.find("must_hold")) {
    line.must_hold = must->boolean("true or false").value_or(false);
  }
  if (const auto note = members.find("note")) line.note = read_line(*note, max_text_characters);
  if (line.formula == nullptr || !index || cursor.refusals().error()) return line;
  const auto request = run_request(scenario, *index, likely_path(scenario.path), scenario.seed);
  const auto resolved = resolve_inputs_before_run(line, request);
  if (!resolved) cursor.refuse(resolved.error());
  return line;
}

}  // namespace

std::vector<TheoryLine> read_theory(const Cursor& cursor, const Scenario& scenario) {
  std::vector<TheoryLine> lines;
  for (const Cursor& element :
       cursor.elements("an array of formulas beside metrics", 0, max_theory_lines)) {
    lines.push_back(read_theory_line(element, scenario));
  }
  return lines;
}

}  // namespace acklab::scenario

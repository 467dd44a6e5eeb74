#include <algorithm>

#include <fmt/format.h>

#include "sim/contender/metrics.hpp"
#include "sim/scenario/limits.hpp"
#include "sim/scenario/nearest_name.hpp"
#include "sim/scenario/parts_reader.hpp"
#include "sim/scenario/text_reader.hpp"

namespace acklab::scenario {
namespace {

using contender::Metric;
using contender::Spec;

std::string with_nearest(std::string sentence, std::string_view written,
                         std::span<const std::string_view> names) {
  const auto nearest = nearest_name(written, names);
  if (nearest) return fmt::format("{}; the nearest is \"{}\"", sentence, *nearest);
  return sentence;
}

std::string read_contender_name(const Cursor& cursor, std::span<const Spec> contenders) {
  const auto text = cursor.string("the name of a contender");
  if (!text) return {};
  std::vector<std::string_view> names;
  for (const Spec& spec : contenders) names.emplace_back(spec.name);
  if (std::find(names.begin(), names.end(), *text) == names.end()) {
    cursor.refuse(with_nearest(
        fmt::format("no contender of this scenario is called {}", in_quotes(*text)), *text, names));
  }
  return std::string{*text};
}

const Metric* read_metric(const Cursor& cursor) {
  const auto text = cursor.string("the name of a metric such as \"integrity.intact\"");
  if (!text) return nullptr;
  const Metric* metric = contender::find_metric(*text);
  if (metric == nullptr) {
    std::vector<std::string_view> names;
    for (const Metric& known : contender::metrics()) names.push_back(known.name);
    cursor.refuse(
        with_nearest(fmt::format("there is no metric {}", in_quotes(*text)), *text, names));
  }
  return metric;
}

double read_number(const Cursor& cursor) {
  return cursor.number("a number").value_or(0);
}

Near read_near(const Cursor& value, const Members& members) {
  Near near{read_number(value), 0};
  if (const auto tolerance = members.require("tolerance")) {
    near.tolerance = read_number(*tolerance);
    if (near.tolerance < 0) tolerance->refuse_type("a tolerance of 0 or more");
  }
  return near;
}

Equals read_equals(const Cursor& cursor, const Metric* metric) {
  if (const auto* truth = std::get_if<bool>(&cursor.value().content)) {
    if (metric != nullptr && !metric->boolean) {
      cursor.refuse(
          fmt::format("{} is a number, found {}", metric->name, describe(cursor.value())));
    }
    return Equals{*truth};
  }
  if (metric != nullptr && metric->boolean) {
    cursor.refuse_type(fmt::format("true or false, which {} is", metric->name));
  }
  return Equals{cursor.number("true, false or a number").value_or(0)};
}

/// The one condition of an expectation.
void read_condition(const Members& members, const Metric* metric, Expectation& into) {
  std::string_view condition;
  for (const std::string_view key : {"near", "at_least", "at_most", "equals"}) {
    if (!members.find(key)) continue;
    if (!condition.empty()) {
      members.here().refuse(fmt::format(
          "\"{}\" and \"{}\" stand together; write one expectation for each", condition, key));
    }
    condition = key;
  }
  if (condition.empty()) {
    members.here().refuse("a condition is missing: near, at_least, at_most or equals");
    return;
  }
  const Cursor value = *members.find(condition);
  if (condition == "equals") {
    into.condition = read_equals(value, metric);
  } else if (metric != nullptr && metric->boolean) {
    value.refuse(fmt::format("{} is true or false; use \"equals\"", metric->name));
  } else if (condition == "near") {
    into.condition = read_near(value, members);
  } else if (condition == "at_least") {
    into.condition = AtLeast{read_number(value)};
  } else {
    into.condition = AtMost{read_number(value)};
  }
  if (const auto tolerance = members.find("tolerance"); tolerance && condition != "near") {
    tolerance->refuse("a tolerance belongs to \"near\"");
  }
}

Expectation read_expectation(const Cursor& cursor, std::span<const Spec> contenders) {
  Expectation expectation;
  const Members members{
      cursor,
      "an object with \"contender\", \"metric\" and a condition",
      {"contender", "metric", "near", "tolerance", "at_least", "at_most", "equals", "note"}};
  if (const auto name = members.require("contender")) {
    expectation.contender = read_contender_name(*name, contenders);
  }
  const Metric* metric = nullptr;
  if (const auto name = members.require("metric")) {
    metric = read_metric(*name);
    if (metric != nullptr) expectation.metric = metric->name;
  }
  read_condition(members, metric, expectation);
  if (const auto note = members.find("note")) {
    expectation.note = read_line(*note, max_text_characters);
  }
  return expectation;
}

}  // namespace

std::vector<Expectation> read_expectations(const Cursor& cursor, std::span<const Spec> contenders) {
  std::vector<Expectation> expectations;
  for (const Cursor& element : cursor.elements("an array of expectations", 0, max_expectations)) {
    expectations.push_back(read_expectation(element, contenders));
  }
  return expectations;
}

}  // namespace acklab::scenario

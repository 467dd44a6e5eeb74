#include "sim/sweep/sweep_reader.hpp"

#include <array>
#include <charconv>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "sim/scenario/limits.hpp"
#include "sim/sweep/limits.hpp"
#include "sim/sweep/quantity.hpp"
#include "sim/sweep/range.hpp"

namespace acklab::sweep {
namespace {

using scenario::Cursor;
using scenario::JsonMember;
using scenario::JsonValue;
using scenario::Members;

constexpr std::array<std::pair<std::string_view, Scale>, 2> scale_names{
    {{"linear", Scale::linear}, {"log", Scale::log}}};

std::optional<Quantity> read_end(const Cursor& cursor) {
  const auto quantity = quantity_in(cursor.value());
  if (!quantity) {
    cursor.refuse_type(
        "a quantity such as \"1%\", \"25ms\", \"20mbit\" or \"125kB\", or a whole number");
  }
  return quantity;
}

std::vector<JsonValue> read_range(const Cursor& cursor) {
  const Members members{cursor,
                        "an array of values, or an object with \"from\", \"to\" and \"steps\"",
                        {"from", "to", "steps", "scale"}};
  Range range;
  if (const auto scale = members.find("scale")) {
    range.scale = scale->choice<Scale>(scale_names).value_or(Scale::linear);
  }
  const auto from = members.require("from");
  const auto to = members.require("to");
  const auto steps = members.require("steps");
  if (!from || !to || !steps) return {};
  const auto first = read_end(*from);
  const auto last = read_end(*to);
  const auto count = steps->whole_number(2, range.scale == Scale::log ? max_log_steps : max_values);
  if (!first || !last || !count) return {};
  range.from = *first;
  range.to = *last;
  range.steps = *count;
  const auto values = values_of(range);
  if (!values) {
    cursor.refuse(values.error());
    return {};
  }
  std::vector<JsonValue> read;
  for (const Quantity& value : *values) {
    read.push_back(json_of(value));
    read.back().line = cursor.value().line;
  }
  return read;
}

std::vector<JsonValue> read_values(const Cursor& cursor) {
  if (!std::holds_alternative<JsonValue::Array>(cursor.value().content)) return read_range(cursor);
  std::vector<JsonValue> values;
  std::set<std::string> seen;
  for (const Cursor& element : cursor.elements("an array of values", 1, max_values)) {
    if (!seen.insert(json_text(element.value())).second) {
      element.refuse(fmt::format("the value {} stands here twice", describe(element.value())));
    }
    values.push_back(element.value());
  }
  return values;
}

std::string text_of(const JsonValue& value) {
  const auto* text = std::get_if<std::string>(&value.content);
  return text != nullptr ? *text : json_text(value);
}

/// Each value as text, and as a number where all that are quantities are of one kind.
void describe_values(SweptParameter& parameter) {
  std::optional<QuantityKind> kind;
  bool one_kind = true;
  for (const JsonValue& value : parameter.values) {
    const auto quantity = quantity_in(value);
    parameter.described.values.push_back(
        {text_of(value), quantity ? std::optional{number_of(*quantity)} : std::nullopt});
    if (!quantity) continue;
    one_kind = one_kind && (!kind || *kind == quantity->kind);
    kind = quantity->kind;
  }
  if (kind && one_kind) {
    parameter.described.number_name = parameter.described.name + number_suffix(*kind);
    return;
  }
  for (ParameterValue& value : parameter.described.values) value.number.reset();
}

std::optional<SweptParameter> read_parameter(const std::string& name, const Cursor& cursor) {
  auto path = ParameterPath::parse(name);
  if (!path) {
    cursor.refuse(path.error());
    return std::nullopt;
  }
  SweptParameter parameter{{name, path->text(), {}, {}}, std::move(*path), read_values(cursor)};
  describe_values(parameter);
  return parameter;
}

std::vector<SweepSeed> counted_seeds(std::uint64_t from, std::uint64_t count) {
  std::vector<SweepSeed> seeds;
  for (std::uint32_t repetition = 0; repetition < count; ++repetition) {
    seeds.push_back({from, repetition});
  }
  return seeds;
}

/// A count of repetitions, as "repeat" has them, or the seeds themselves.
std::vector<SweepSeed> read_seeds(const Cursor& cursor, std::uint64_t from) {
  if (cursor.is_number()) {
    return counted_seeds(from, cursor.whole_number(1, max_seeds).value_or(1));
  }
  std::vector<SweepSeed> seeds;
  std::set<std::uint64_t> seen;
  const auto elements = cursor.elements("a number of seeds or an array of seeds", 1, max_seeds);
  for (const Cursor& element : elements) {
    const std::uint64_t seed = element.whole_number(0, scenario::max_seed).value_or(0);
    if (!seen.insert(seed).second) element.refuse("this seed stands here twice");
    seeds.push_back({seed, 0});
  }
  return seeds;
}

void check_apart(const SweptParameter& parameter, const std::vector<SweptParameter>& others,
                 const Cursor& cursor) {
  for (const SweptParameter& other : others) {
    if (!parameter.path.overlaps(other.path)) continue;
    cursor.refuse(fmt::format("\"{}\" and \"{}\" change the same part of the scenario",
                              other.described.name, parameter.described.name));
  }
}

}  // namespace

SweepMember read_sweep_member(const Cursor& cursor, const scenario::Scenario& base,
                              bool has_repeat) {
  SweepMember sweep;
  const auto* members = std::get_if<JsonValue::Object>(&cursor.value().content);
  if (members == nullptr || members->empty()) {
    cursor.refuse_type("an object with what changes, such as { \"loss\": [\"0%\", \"1%\"] }");
    return sweep;
  }
  sweep.seeds = counted_seeds(base.seed, base.repeat);
  for (const JsonMember& member : *members) {
    const Cursor value{member.value, "sweep." + member.key, cursor.refusals()};
    if (member.key == "seeds") {
      if (has_repeat) value.refuse("\"repeat\" says the same already; leave one of them out");
      sweep.seeds = read_seeds(value, base.seed);
      continue;
    }
    auto parameter = read_parameter(member.key, value);
    if (!parameter) continue;
    check_apart(*parameter, sweep.parameters, value);
    sweep.parameters.push_back(std::move(*parameter));
  }
  if (sweep.parameters.size() > max_parameters) {
    cursor.refuse(fmt::format("at most {} parameters can be swept at once, found {}",
                              max_parameters, sweep.parameters.size()));
  }
  return sweep;
}

}  // namespace acklab::sweep

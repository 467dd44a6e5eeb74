#include "sim/scenario/theory_inputs.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "sim/contender/theory_inputs.hpp"
#include "sim/scenario/refusal.hpp"
#include "sim/scenario/theory_quantity.hpp"
#include "sim/theory/catalogue.hpp"

namespace acklab::scenario {
namespace {

using Resolved = Expected<std::vector<ResolvedInput>, std::string>;

/// How an input of that unit is written in JSON.
std::string json_example(theory::Unit unit) {
  const std::string_view example = example_quantity(unit);
  const bool number = unit == theory::Unit::count || unit == theory::Unit::per_s;
  return number ? std::string{example} : fmt::format("\"{}\"", example);
}

std::optional<ResolvedInput> resolve(const theory::Input& input, const TheoryLine& line,
                                     const contender::RunRequest& request,
                                     const path::TcpSettings& kernel) {
  const auto given = std::find_if(line.inputs.begin(), line.inputs.end(),
                                  [&](const GivenInput& one) { return one.name == input.name; });
  if (given != line.inputs.end()) return ResolvedInput{&input, given->values, "given"};
  if (const auto known = contender::theory_input(input.name, request, kernel)) {
    return ResolvedInput{&input, {known->value}, known->from};
  }
  if (input.fallback) return ResolvedInput{&input, {*input.fallback}, "default"};
  return std::nullopt;
}

std::string missing(const theory::Input& input, const TheoryLine& line) {
  return fmt::format(
      "{0} needs \"{1}\" ({2}), which follows from nothing this scenario says about {3}; give it, "
      "as in \"inputs\": {{\"{1}\": {4}}}",
      line.formula->name, input.name, input.meaning, in_quotes(line.contender),
      input.many ? fmt::format("[{0}, {0}]", json_example(input.unit)) : json_example(input.unit));
}

Resolved resolve_all(const TheoryLine& line, const contender::RunRequest& request,
                     const path::TcpSettings& kernel, bool has_run) {
  std::vector<ResolvedInput> all;
  for (const theory::Input& input : line.formula->inputs) {
    auto resolved = resolve(input, line, request, kernel);
    const bool unknown_yet =
        kernel.empty() && contender::known_after_run(input.name, request.contender);
    if (unknown_yet && (!resolved || resolved->from != "given")) {
      if (!has_run) continue;
      return failure(fmt::format("the kernel's TCP says \"{}\", and it did not run", input.name));
    }
    if (!resolved) return failure(missing(input, line));
    for (const double value : resolved->values) {
      if (const auto problem = theory::range_problem(input, value)) {
        return failure(fmt::format("{}: {}, and here it is {:.6g} ({})", line.formula->name,
                                   *problem, value, resolved->from));
      }
    }
    all.push_back(*std::move(resolved));
  }
  return all;
}

}  // namespace

Resolved resolve_inputs(const TheoryLine& line, const contender::RunRequest& request,
                        const path::TcpSettings& kernel) {
  return resolve_all(line, request, kernel, true);
}

Resolved resolve_inputs_before_run(const TheoryLine& line, const contender::RunRequest& request) {
  return resolve_all(line, request, {}, false);
}

}  // namespace acklab::scenario

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "sim/cli/commands.hpp"
#include "sim/cli/options.hpp"
#include "sim/cli/print.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/report/display_text.hpp"
#include "sim/report/theory/formulas_json.hpp"
#include "sim/report/theory/theory_page.hpp"
#include "sim/report/theory/theory_words.hpp"
#include "sim/scenario/theory_quantity.hpp"
#include "sim/theory/catalogue.hpp"

namespace acklab::cli {
namespace {

using theory::Formula;

/// What was written for each input, by their order; empty: nothing.
using WrittenInputs = std::vector<std::vector<double>>;

Expected<WrittenInputs, std::string> read_inputs(const Formula& formula,
                                                 const std::vector<std::string>& words) {
  WrittenInputs written(formula.inputs.size());
  std::vector<std::string_view> names;
  for (const theory::Input& input : formula.inputs) names.push_back(input.name);
  for (const std::string& word : words) {
    const std::string name = word.substr(0, word.find('='));
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
      return failure(fmt::format("{} has no input '{}', only {}.{}", formula.name,
                                 report::printable(name, true), fmt::join(names, ", "),
                                 did_you_mean(name, names)));
    }
    const auto place = static_cast<std::size_t>(found - names.begin());
    const auto values = scenario::parse_input(formula.inputs[place], word.substr(name.size() + 1));
    if (!values) return failure(fmt::format("{}: {}.", name, values.error()));
    if (!written[place].empty()) return failure(fmt::format("'{}' was given twice.", name));
    written[place] = *values;
  }
  return written;
}

/// All inputs in order: what was written, what holds without anybody saying so, or no values.
std::vector<scenario::ResolvedInput> resolve(const Formula& formula, const WrittenInputs& written) {
  std::vector<scenario::ResolvedInput> resolved;
  resolved.reserve(formula.inputs.size());
  for (const theory::Input& input : formula.inputs) {
    const std::vector<double>& values = written[resolved.size()];
    if (!values.empty()) {
      resolved.push_back({&input, values, "given"});
    } else if (input.fallback) {
      resolved.push_back({&input, {*input.fallback}, "default"});
    } else {
      resolved.push_back({&input, {}, {}});
    }
  }
  return resolved;
}

/// What the formula says; the error says what is missing.
Expected<double, std::string> calculate(const Formula& formula,
                                        const std::vector<scenario::ResolvedInput>& inputs) {
  std::vector<double> values;
  std::string missing;
  for (const auto& [input, known, from] : inputs) {
    values.insert(values.end(), known.begin(), known.end());
    if (!known.empty()) continue;
    missing += fmt::format(" {}={}", input->name, scenario::example_quantity(input->unit));
  }
  if (missing.empty()) return theory::evaluate(formula, values);
  return failure(fmt::format("{} needs more to be calculated, as in:{}.", formula.name, missing));
}

ExitCode wrong(const std::string& sentence) {
  print_error(sentence);
  return ExitCode::bad_input;
}

void show(const Formula& formula, std::optional<double> result) {
  const report::TableStyle style = output_style();
  print(report::theory_page(formula, style));
  if (!result) return;
  std::string text = report::quantity_text(theory::rounded(*result), formula.unit);
  if (formula.unit == theory::Unit::ratio) {
    text = fmt::format("{:.{}g} ({})", *result, theory::printed_digits, text);
  }
  print("\n" + report::wrap("= " + text, style.columns, 2));
}

ExitCode show_one(const Formula& formula, const TheoryOptions& options) {
  const auto written = read_inputs(formula, options.inputs);
  if (!written) return wrong(written.error());
  const auto inputs = resolve(formula, *written);
  const auto result = calculate(formula, inputs);
  if (!result && !options.inputs.empty()) return wrong(result.error());
  const std::optional<double> said = result ? std::optional{*result} : std::nullopt;
  if (options.json) {
    print(report::formulas_json(std::array{report::AskedFormula{&formula, inputs, said}}));
  } else {
    show(formula, said);
  }
  return ExitCode::success;
}

/// Every formula, and what those say that need no input.
std::string all_as_json() {
  std::vector<report::AskedFormula> all;
  all.reserve(theory::catalogue().size());
  for (const Formula& formula : theory::catalogue()) {
    auto inputs = resolve(formula, WrittenInputs(formula.inputs.size()));
    const auto result = calculate(formula, inputs);
    all.push_back({&formula, std::move(inputs), result ? std::optional{*result} : std::nullopt});
  }
  return report::formulas_json(all);
}

}  // namespace

ExitCode theory_command(const TheoryOptions& options) {
  if (options.manual) {
    print(report::theory_manual());
    return ExitCode::success;
  }
  if (options.formula.empty()) {
    print(options.json ? all_as_json() : report::theory_catalogue(output_style()));
    return ExitCode::success;
  }
  const Formula* const formula = theory::find_formula(options.formula);
  if (formula != nullptr) return show_one(*formula, options);
  std::vector<std::string_view> names;
  for (const Formula& known : theory::catalogue()) names.push_back(known.name);
  return wrong(fmt::format("there is no formula '{}'; 'acklab theory' lists them.{}",
                           report::printable(options.formula, true),
                           did_you_mean(options.formula, names)));
}

}  // namespace acklab::cli

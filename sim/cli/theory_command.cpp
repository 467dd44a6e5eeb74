#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "sim/cli/commands.hpp"
#include "sim/cli/options.hpp"
#include "sim/cli/print.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/report/display_text.hpp"
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

/// All values in order; the error says what is missing.
Expected<std::vector<double>, std::string> complete(const Formula& formula,
                                                    const WrittenInputs& written) {
  std::vector<double> values;
  std::string missing;
  for (std::size_t place = 0; place < written.size(); ++place) {
    const theory::Input& input = formula.inputs[place];
    if (!written[place].empty()) {
      values.insert(values.end(), written[place].begin(), written[place].end());
    } else if (input.fallback) {
      values.push_back(*input.fallback);
    } else {
      missing += fmt::format(" {}={}", input.name, scenario::example_quantity(input.unit));
    }
  }
  if (missing.empty()) return values;
  return failure(fmt::format("{} needs more to be calculated, as in:{}.", formula.name, missing));
}

ExitCode wrong(const std::string& sentence) {
  print_error(sentence);
  return ExitCode::bad_input;
}

ExitCode show(const Formula& formula, const std::vector<std::string>& words) {
  const report::TableStyle style = output_style();
  const auto written = read_inputs(formula, words);
  if (!written) return wrong(written.error());
  const auto values = complete(formula, *written);
  if (!values && !words.empty()) return wrong(values.error());
  print(report::theory_page(formula, style));
  if (!values) return ExitCode::success;
  const double result = theory::evaluate(formula, *values);
  std::string text = report::quantity_text(theory::rounded(result), formula.unit);
  if (formula.unit == theory::Unit::ratio) {
    text = fmt::format("{:.{}g} ({})", result, theory::printed_digits, text);
  }
  print("\n" + report::wrap("= " + text, style.columns, 2));
  return ExitCode::success;
}

}  // namespace

ExitCode theory_command(const TheoryOptions& options) {
  if (options.manual) {
    print(report::theory_manual());
    return ExitCode::success;
  }
  if (options.formula.empty()) {
    print(report::theory_catalogue(output_style()));
    return ExitCode::success;
  }
  const Formula* const formula = theory::find_formula(options.formula);
  if (formula != nullptr) return show(*formula, options.inputs);
  std::vector<std::string_view> names;
  for (const Formula& known : theory::catalogue()) names.push_back(known.name);
  return wrong(fmt::format("there is no formula '{}'; 'acklab theory' lists them.{}",
                           report::printable(options.formula, true),
                           did_you_mean(options.formula, names)));
}

}  // namespace acklab::cli

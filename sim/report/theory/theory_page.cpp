#include "sim/report/theory/theory_page.hpp"

#include <fmt/format.h>

#include "sim/report/display_text.hpp"
#include "sim/report/text_parts.hpp"
#include "sim/report/theory/theory_words.hpp"
#include "sim/scenario/theory_quantity.hpp"
#include "sim/theory/catalogue.hpp"

namespace acklab::report {
namespace {

std::string limit_text(bool excluded, const char* beyond, const char* up_to, double value,
                       theory::Unit unit) {
  return fmt::format("{} {}", excluded ? beyond : up_to, quantity_text(value, unit));
}

/// "above 0 and at most 100 %"; empty where nothing is excluded but what makes no sense.
std::string range_text(const theory::Input& input) {
  std::string text;
  if (input.min_excluded || input.min > 0) {
    text = limit_text(input.min_excluded, "above", "at least", input.min, input.unit);
  }
  const bool whole_ratio = input.unit == theory::Unit::ratio && input.max == 1;
  const bool endless = input.max == std::numeric_limits<double>::infinity();
  if (!endless && (!whole_ratio || input.max_excluded)) {
    text += text.empty() ? "" : " and ";
    text += limit_text(input.max_excluded, "below", "at most", input.max, input.unit);
  }
  return text;
}

/// "rate (R): how fast the line takes packets, as in 1mbit; above 0 bit/s."
std::string input_line(const theory::Input& input) {
  std::string text = fmt::format("{} ({}): {}, as in {}", input.name, input.symbol, input.meaning,
                                 scenario::example_quantity(input.unit));
  if (input.many) text += fmt::format(",{}", scenario::example_quantity(input.unit));
  if (const std::string range = range_text(input); !range.empty()) text += "; " + range;
  if (input.fallback) {
    text += fmt::format("; without it {}", quantity_text(*input.fallback, input.unit));
  }
  return text + '.';
}

std::string result_unit(const theory::Formula& formula) {
  switch (formula.unit) {
    case theory::Unit::ratio:
      return "a share";
    case theory::Unit::count:
      return "a number";
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

constexpr unsigned manual_width = 120;

constexpr std::string_view manual_opening = R"(# Theory

Made from `sim/theory` by `./dev generate`; a test holds it to the code. `acklab theory` lists the same formulas, `acklab theory
NAME` shows one, and with inputs behind it calculates it:

```
acklab theory mathis payload=1460B round_trip=100ms loss=1%
```

With `--json` each of these says the same for programs, with units (`acklab schema theory`).

A scenario names a formula under `theory`, and the report puts what it says beside what was measured:

```json
{"formula": "mathis", "contender": "kernel-tcp", "metric": "goodput_bits_per_s", "tolerance": 0.2}
```

The inputs follow from the scenario where they can (the link's rate, delay and loss, the size of a full packet of that contender
and its headers, its window and timeout, the job's size); others are given: `"inputs": {"rto": "300ms"}`. `tolerance` is a
part of the prediction; `absolute_tolerance`, in its place, is in the metric's unit. With `"must_hold": true` a difference beyond
it fails the run as an expectation would.

)";

struct Heading {
  theory::Theme theme;
  std::string_view text;
};
constexpr std::array headings{Heading{theory::Theme::windows, "Windows"},
                              Heading{theory::Theme::congestion, "Rates, queues and sharing"},
                              Heading{theory::Theme::timers, "Timers"},
                              Heading{theory::Theme::loss, "Loss"},
                              Heading{theory::Theme::integrity, "Integrity"},
                              Heading{theory::Theme::cost, "Cost"}};

void add_item(std::string& text, const std::string& words) {
  std::string lines = wrap(words, manual_width - 2, 2);
  lines.front() = '-';
  text += lines;
}

void add_formula(std::string& text, const theory::Formula& formula) {
  text += fmt::format("### `{}`\n\n", formula.name);
  text += wrap(fmt::format("{}: {}.", formula.sentence, result_unit(formula)), manual_width, 0);
  text += fmt::format("\n```\n{}\n```\n\n", formula.unicode);
  for (const theory::Input& input : formula.inputs) {
    const std::string line = input_line(input);
    const std::size_t end = input.name.size();
    add_item(text, fmt::format("`{}`{}", line.substr(0, end), line.substr(end)));
  }
  if (!formula.inputs.empty()) text += '\n';
  text += wrap(std::string{formula.validity}, manual_width, 0);
  text += '\n' + wrap(fmt::format("Source: {}.", formula.source), manual_width, 0) + '\n';
}

}  // namespace

std::string theory_catalogue(const TableStyle& style) {
  std::string text;
  for (const Heading& heading : headings) {
    if (!text.empty()) text += '\n';
    text += painted(heading.text, Paint::strong, style.colour) + '\n';
    for (const theory::Formula& formula : theory::catalogue()) {
      if (formula.theme != heading.theme) continue;
      text += fmt::format("  {}\n", formula.name);
      text += wrap(fmt::format("{}.", formula.sentence), style.columns, 6);
    }
  }
  return text;
}

std::string theory_page(const theory::Formula& formula, const TableStyle& style) {
  const auto line = [&style](const std::string& words, std::size_t indent) {
    return wrap(printable(words, style.utf8), style.columns, indent);
  };
  std::string text = line(fmt::format("{}: {}.", formula.sentence, result_unit(formula)), 0);
  text += '\n' + line(std::string{style.utf8 ? formula.unicode : formula.ascii}, 2) + '\n';
  for (const theory::Input& input : formula.inputs) text += line(input_line(input), 2);
  if (!formula.inputs.empty()) text += '\n';
  text += line(std::string{formula.validity}, 0);
  return text + line(fmt::format("Source: {}.", formula.source), 0);
}

std::string theory_manual() {
  std::string text{manual_opening};
  for (const Heading& heading : headings) {
    text += fmt::format("## {}\n\n", heading.text);
    for (const theory::Formula& formula : theory::catalogue()) {
      if (formula.theme == heading.theme) add_formula(text, formula);
    }
  }
  text.pop_back();
  return text;
}

}  // namespace acklab::report

#include <algorithm>
#include <bit>

#include <fmt/format.h>

#include "sim/report/display_text.hpp"
#include "sim/report/text_parts.hpp"
#include "sim/report/words/retold.hpp"
#include "sim/takeapart/ablation.hpp"
#include "sim/takeapart/switches.hpp"

namespace acklab::takeapart {
namespace {

using report::Paint;
using report::TableStyle;
using report::Words;

constexpr std::size_t rows_by = 3;     // the first switches make the rows,
constexpr std::size_t columns_by = 2;  // the next two the columns, the others a grid each
constexpr std::size_t label_width = 32;
constexpr std::size_t cell_width = 12;

char letter_of(Promise promise) {
  const std::string_view lie = lie_of(promise);
  return static_cast<char>(lie.front() - 'a' + 'A');
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view many,
                    const Words& words) {
  return count == 1 ? words(one) : words.say(many, count);
}

/// The grid and what belongs to it, line by line.
class AblationText {
 public:
  AblationText(const Ablation& ablation, const TableStyle& style)
      : ablation_(ablation), style_(style), words_(Words::in(style.language)) {}

  [[nodiscard]] std::string heading() const;
  [[nodiscard]] std::string grids() const;
  [[nodiscard]] std::string refusals() const;
  [[nodiscard]] std::string scripts(const std::string& folder) const;
  [[nodiscard]] std::string ending() const;

 private:
  [[nodiscard]] std::string cell(std::uint32_t off) const;
  [[nodiscard]] std::string grid(std::uint32_t beside) const;
  [[nodiscard]] std::string wrapped(std::string_view text, std::size_t indent) const {
    return report::wrap(report::printable(text, style_.utf8), style_.columns, indent);
  }
  [[nodiscard]] std::string paint(std::string_view text, Paint paint) const {
    return report::painted(text, paint, style_.colour);
  }

  const Ablation& ablation_;
  const TableStyle& style_;
  const Words& words_;
};

std::string AblationText::heading() const {
  const Ablation& a = ablation_;
  std::string text =
      paint(report::printable(a.scenario.name, style_.utf8), Paint::strong) + "\n" +
      wrapped(words_.say("ablate.about", a.contender, a.cells.size(), a.scenario.seed) +
                  words_(a.fates_by_content ? "ablate.by_content" : "ablate.by_replay"),
              0);
  text += "\n";
  std::string legend = words_("ablate.legend");
  for (const Promise promise : all_promises) {
    legend +=
        "  " + paint(std::string{letter_of(promise)}, Paint::bad) + " " + lie_of(promise, words_);
  }
  text += legend + "\n\n";
  return text;
}

std::string AblationText::cell(std::uint32_t off) const {
  const Cell& cell = ablation_.cells[off];
  const report::Glyphs& glyphs = report::glyphs_for(style_.utf8);
  std::string text;
  std::size_t width = 0;
  const auto add = [&](std::string_view piece, Paint how) {
    text += paint(piece, how);
    width += report::display_width(piece);
  };
  if (cell.refused) {
    add(words_("ablate.refused"), Paint::caution);
  } else if (cell.run.outcome == contender::Outcome::not_run ||
             cell.run.outcome == contender::Outcome::interrupted) {
    add(glyphs.unmeasured, Paint::quiet);
  } else if (cell.broken.empty()) {
    add(glyphs.holds, Paint::good);
  } else {
    for (const Promise promise : all_promises) {
      const bool broken = cell.broken.has(promise);
      const char letter[] = {letter_of(promise), 0};
      add(broken ? letter : style_.utf8 ? "·" : ".", broken ? Paint::bad : Paint::quiet);
    }
  }
  return text + std::string(width < cell_width ? cell_width - width : 0, ' ');
}

/// The grid of all cells in which, of the switches beyond rows and columns, those of `beside` are
/// off.
std::string AblationText::grid(std::uint32_t beside) const {
  const auto& switches = ablation_.switches;
  std::string text;
  if (switches.size() > rows_by + columns_by) {
    text +=
        paint(words_.say("ablate.beside", taken_words(beside, switches, words_)), Paint::strong) +
        "\n";
  }
  text += report::pad_right(words_("ablate.taken_away"), label_width);
  for (const std::string& heading : {words_("switch.nothing"), words_("switch.resending"),
                                     words_("switch.acks"), words_("ablate.both")}) {
    text += report::pad_right(heading, cell_width);
  }
  text.erase(text.find_last_not_of(' ') + 1);
  text += "\n";
  for (std::uint32_t row = 0; row < 1U << rows_by; ++row) {
    std::string line = report::pad_right(taken_words(row, switches, words_), label_width);
    for (std::uint32_t column = 0; column < 1U << columns_by; ++column) {
      line += cell(row | column << rows_by | beside);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text + "\n";
}

std::string AblationText::grids() const {
  std::string text;
  const std::size_t more = ablation_.switches.size() - rows_by - columns_by;
  for (std::uint32_t beside = 0; beside < 1U << more; ++beside) {
    text += grid(beside << (rows_by + columns_by));
  }
  return text;
}

std::string AblationText::refusals() const {
  std::vector<std::string> reasons;
  for (const Cell& cell : ablation_.cells) {
    if (cell.refused && std::find(reasons.begin(), reasons.end(), *cell.refused) == reasons.end()) {
      reasons.push_back(*cell.refused);
    }
  }
  std::string text;
  for (const std::string& reason : reasons)
    text += wrapped(words_.say("ablate.refused_because", report::retold(reason, words_)), 0);
  return text.empty() ? text : text + "\n";
}

std::string AblationText::scripts(const std::string& folder) const {
  if (ablation_.scripts.empty()) return {};
  std::string text = paint(words_("ablate.least"), Paint::strong) + "\n";
  std::vector<const FoundScript*> sorted;
  sorted.reserve(ablation_.scripts.size());
  for (const FoundScript& found : ablation_.scripts) sorted.push_back(&found);
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) {
    return a->example.promise < b->example.promise;
  });
  for (const FoundScript* const one : sorted) {
    const FoundScript& found = *one;
    const Cell& first = ablation_.cells[found.cells.front()];
    const auto& [example, cells, is_script, scenario] = found;
    text += paint(std::string{letter_of(example.promise)}, Paint::bad) + " " +
            words_.say("ablate.script", lie_of(example.promise, words_),
                       counted(cells.size(), "ablate.cell", "ablate.cells", words_),
                       is_script ? counted(example.script.size(), "takeapart.event",
                                           "takeapart.events", words_)
                                 : words_("ablate.by_chance")) +
            "\n";
    const std::string what = without_words(first.off, ablation_.switches, words_);
    const std::string then = consequence_of(example.promise, example.run, words_);
    text +=
        wrapped(is_script ? words_.say("ablate.when", what, in_words(example.script, words_), then)
                          : words_.say("ablate.so", what, then),
                4);
    text += wrapped(fmt::format("{}/{}.json", folder, scenario.name), 4);
  }
  return text + "\n";
}

std::string AblationText::ending() const {
  std::uint64_t unexplained = 0;
  for (const Cell& cell : ablation_.cells) {
    for (const Promise promise : all_promises) {
      if (cell.broken.has(promise) && !cell.script_of[static_cast<std::size_t>(promise)]) {
        ++unexplained;
      }
    }
  }
  std::string text = words_.say(
      "ablate.runs", counted(ablation_.grid_runs, "takeapart.run", "takeapart.runs", words_),
      ablation_.budget.spent);
  if (ablation_.budget.is_spent()) text += words_.say("ablate.budget_spent", ablation_.budget.runs);
  if (unexplained > 0) {
    text += counted(unexplained, "ablate.one_unexplained", "ablate.some_unexplained", words_);
  }
  return wrapped(text + words_(ablation_.interrupted ? "ablate.interrupted" : "run.stop"), 0);
}

}  // namespace

std::string to_text(const Ablation& ablation, const TableStyle& style, const std::string& folder) {
  const AblationText text{ablation, style};
  return text.heading() + text.grids() + text.refusals() + text.scripts(folder) + text.ending();
}

}  // namespace acklab::takeapart

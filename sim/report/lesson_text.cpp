#include "sim/report/lesson_text.hpp"

#include <algorithm>

#include "sim/report/display_text.hpp"
#include "sim/report/text_parts.hpp"

namespace acklab::report {
namespace {

/// Each line of a text is a paragraph.
std::string paragraphs(const std::string& text, const TableStyle& style) {
  std::string wrapped;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    wrapped += wrap(printable(text.substr(begin, end - begin), style.utf8), style.columns, 0);
    begin = end + 1;
  }
  return wrapped;
}

std::string strong_paragraph(const std::string& text, const TableStyle& style) {
  const std::string lines = wrap(printable(text, style.utf8), style.columns, 0);
  return painted(lines.substr(0, lines.find_last_of('\n')), Paint::strong, style.colour) + '\n';
}

bool speaks(const scenario::Scenario& scenario, const std::string& language) {
  return scenario.title.speaks(language) && scenario.question.speaks(language) &&
         scenario.explanation.speaks(language) &&
         std::all_of(scenario.try_next.begin(), scenario.try_next.end(),
                     [&](const auto& suggestion) { return suggestion.why.speaks(language); });
}

/// What stands at the top: the title, or what there is instead.
const std::string& top_line(const scenario::Scenario& scenario, const std::string& language) {
  if (!scenario.title.empty()) return scenario.title.in(language);
  return scenario.question.empty() ? scenario.name : scenario.question.in(language);
}

}  // namespace

std::string lesson_heading(const scenario::Scenario& scenario, const TableStyle& style,
                           const Words& words) {
  std::string text = strong_paragraph(top_line(scenario, style.language), style);
  if (!scenario.title.empty()) text += paragraphs(scenario.question.in(style.language), style);
  if (const std::string explained = paragraphs(scenario.explanation.in(style.language), style);
      !explained.empty()) {
    text += '\n' + explained;
  }
  if (!speaks(scenario, style.language)) {
    text += wrap(words.say("heading.in_english", style.language), style.columns, 0);
  }
  return text + '\n';
}

std::string lesson_ending(const scenario::Scenario& scenario, const TableStyle& style,
                          const Words& words) {
  if (scenario.try_next.empty()) return {};
  std::string text = '\n' + words("heading.try_next") + '\n';
  for (const scenario::Suggestion& suggestion : scenario.try_next) {
    text += wrap("acklab run " + suggestion.scenario, style.columns, 2);
    text += wrap(printable(suggestion.why.in(style.language), style.utf8), style.columns, 4);
  }
  return text;
}

}  // namespace acklab::report

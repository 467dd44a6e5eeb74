#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/cli/chosen_run.hpp"
#include "sim/cli/commands.hpp"
#include "sim/cli/print.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/report/display_text.hpp"
#include "sim/report/text_parts.hpp"
#include "sim/report/words/words.hpp"
#include "sim/retell/story.hpp"

namespace acklab::cli {
namespace {

std::string paragraph(const std::string& heading, const std::vector<std::string>& story,
                      const report::TableStyle& style, const report::Words& words) {
  const std::string told = fmt::format("{}", fmt::join(story, words("story.between")));
  return report::painted(report::printable(heading, style.utf8), report::Paint::strong,
                         style.colour) +
         '\n' + report::wrap(report::printable(told, style.utf8), style.columns, 2);
}

}  // namespace

ExitCode explain_command(const ExplainOptions& options) {
  const auto refuse = [](const std::string& sentence) {
    print_error(sentence);
    return ExitCode::bad_input;
  };
  const auto read = retell::ReadReport::from_file(options.of.report);
  if (!read) return refuse(read.error());
  const auto names = chosen_contenders(*read, options.of);
  if (!names) return refuse(names.error());
  const report::TableStyle style = output_style();
  const report::Words& words = report::Words::in(style.language);
  std::string text;
  for (const std::string& name : *names) {
    if (options.of.run > read->runs(name)) continue;
    const auto trace = chosen_trace(*read, options.of, name);
    if (!trace) return refuse(trace.error());
    const auto story =
        retell::story_of(read->kind(name), read->run(name, options.of.run - 1), *trace, words);
    text += (text.empty() ? "" : "\n") +
            paragraph(words.say("story.heading", name, options.of.run), story, style, words);
  }
  if (text.empty()) return refuse("The report has no such run; '--run' counts from 1.");
  if (!options.of.trace) {
    text += '\n' +
            report::wrap(report::printable(words("story.traceless"), style.utf8), style.columns, 0);
  }
  print(text);
  return ExitCode::success;
}

}  // namespace acklab::cli

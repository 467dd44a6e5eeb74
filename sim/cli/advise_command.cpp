#include <algorithm>

#include <fmt/format.h>

#include "sim/advise/advice.hpp"
#include "sim/cli/advise_questions.hpp"
#include "sim/cli/batch_run.hpp"
#include "sim/cli/commands.hpp"
#include "sim/cli/interrupt.hpp"
#include "sim/cli/options.hpp"
#include "sim/cli/print.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/report/display_text.hpp"
#include "sim/report/words/words.hpp"
#include "sim/scenario/link/presets.hpp"
#include "sim/scenario/link/read_link.hpp"
#include "sim/takeapart/scenario_file.hpp"

namespace acklab::cli {
namespace {

using advise::Consultation;

/// Where nobody states a link: a home's line on a bad day, the one of the scenario lossy-bulk.
constexpr std::string_view usual_link =
    R"({"rate": "20mbit", "delay": "25ms", "loss": "1%", "queue": "125kB"})";

Expected<link::LinkSettings, std::string> stated_link(const AdviseOptions& options) {
  if (options.like) {
    const auto names = scenario::preset_names();
    if (std::find(names.begin(), names.end(), *options.like) == names.end()) {
      return failure(
          fmt::format("'--like' expects a link that 'acklab link list' shows, found "
                      "'{}'.{}",
                      report::printable(*options.like, true), did_you_mean(*options.like, names)));
    }
    return scenario::link_preset(*options.like).link;
  }
  const auto link = options.link ? scenario::read_link_file(*options.link)
                                 : scenario::read_link_text(usual_link, "usual link");
  if (!link) return failure(link.error().sentence);
  return *link;
}

/// The advice, and the places of what is to be written tried.
Expected<Consultation, std::string> consult(const AdviseOptions& options) {
  GivenAnswers given = options.given;
  const auto link = stated_link(options);
  if (!link) return failure(link.error());
  for (const auto& file : {options.save, options.json}) {
    if (!file) continue;
    if (const auto writable = report::check_writable(*file); !writable) {
      return failure(writable.error());
    }
  }
  if (const auto asked = ask_open_questions(given); !asked) return failure(asked.error());
  const auto answers = all_answers(given);
  if (!answers) return failure(answers.error());
  Consultation consultation;
  consultation.circumstances = advise::circumstances_of(*answers, *link);
  consultation.link = *link;
  consultation.link_name = options.like ? *options.like : options.link.value_or("");
  consultation.advice = advise::advise(consultation.circumstances);
  return consultation;
}

Expected<void, std::string> save(const Consultation& consultation, const AdviseOptions& options) {
  if (!options.save) return {};
  scenario::Scenario scenario = consultation.comparison->scenario;
  scenario.expectations = advise::expectations_of(
      *consultation.comparison, consultation.circumstances.answers, consultation.advice.choice);
  return report::write_whole(*options.save, takeapart::concise_json(scenario), "scenario");
}

/// Runs the comparison and judges it.
void try_out(Consultation& consultation, const AdviseOptions& options) {
  RunOptions how;
  how.quiet = options.quiet;
  consultation.batch =
      run_with_progress(consultation.comparison->scenario, catch_interrupts(), how);
  consultation.outcome =
      advise::judge(*consultation.batch, *consultation.comparison,
                    consultation.circumstances.answers, consultation.advice.choice);
}

ExitCode code_of_outcome(const Consultation& consultation) {
  if (!consultation.outcome) return ExitCode::success;
  if (consultation.batch->interrupted) return ExitCode::interrupted;
  const auto held = consultation.outcome->held();
  if (!held) return ExitCode::machine_cannot;
  return *held ? ExitCode::success : ExitCode::expectation_failed;
}

/// The files that were asked for, and their names.
Expected<void, std::string> write_down(const Consultation& consultation,
                                       const AdviseOptions& options) {
  const report::TableStyle style = output_style();
  const report::Words& words = report::Words::in(style.language);
  const auto name = [&](const std::string& text) {
    if (!options.quiet) {
      print(report::wrap(report::printable(text, style.utf8), style.columns, 0));
    }
  };
  if (auto saved = save(consultation, options); !saved) return saved;
  if (options.save) name(words.say("find.scenario", *options.save));
  if (!options.json) return {};
  auto written = report::write_whole(*options.json, advise::to_json(consultation), "advice");
  if (written) name(words.say("advise.json", *options.json));
  return written;
}

}  // namespace

ExitCode advise_command(const AdviseOptions& options) {
  auto consultation = consult(options);
  if (!consultation) {
    print_error(consultation.error());
    return ExitCode::bad_input;
  }
  const report::TableStyle style = output_style();
  const auto show = [&options](const std::string& text) {
    if (!options.quiet) print(text);
  };
  show(advise::advice_text(*consultation, style) + "\n");
  if (options.run || options.save) {
    auto comparison = advise::comparison_for(consultation->circumstances, consultation->link,
                                             consultation->advice.choice,
                                             {options.path, options.seed, options.repeat});
    if (!comparison) {
      print_error(comparison.error());
      return ExitCode::bad_input;
    }
    consultation->comparison = *std::move(comparison);
  }
  if (options.run) {
    try_out(*consultation, options);
    show(report::to_table(*consultation->batch, style) + "\n" +
         advise::outcome_text(*consultation, style));
  }
  if (const auto written = write_down(*consultation, options); !written) {
    print_error(written.error());
    return ExitCode::bad_input;
  }
  return code_of_outcome(*consultation);
}

}  // namespace acklab::cli

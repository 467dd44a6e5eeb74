#include "sim/takeapart/scenario_file.hpp"

#include <fmt/format.h>

#include "sim/scenario/limits.hpp"

namespace acklab::takeapart {
namespace {

std::string with_capital(std::string sentence) {
  if (!sentence.empty() && sentence.front() >= 'a' && sentence.front() <= 'z') {
    sentence.front() = static_cast<char>(sentence.front() - 'a' + 'A');
  }
  return sentence;
}

std::string explanation_of(const Counterexample& example, const std::string& what,
                           const Witness& first, const std::optional<Witness>& control,
                           const report::Words& words) {
  std::string text = example.script.empty()
                         ? words("counterexample.clean_sentence")
                         : words.say("counterexample.script_sentence",
                                     with_capital(in_words(example.script, words)));
  text += '\n' + words.say("counterexample.consequence", with_capital(what),
                           consequence_of(example.promise, first.run, words));
  if (control) text += '\n' + words.say("counterexample.no_harm", control->spec.name);
  return text;
}

std::string question_of(const Counterexample& example, const std::string& what,
                        const report::Words& words) {
  const std::string when =
      example.script.empty() ? words("counterexample.clean") : in_words(example.script, words);
  return words.say("counterexample.question", what, when);
}

}  // namespace

scenario::Text in_all_languages(const InWords& told) {
  scenario::Text text;
  for (const std::string& language : report::Words::languages()) {
    text.put(language, told(report::Words::in(language)));
  }
  return text;
}

scenario::Scenario scenario_of(const Counterexample& example, const std::string& name,
                               const InWords& what, const std::vector<Witness>& broken,
                               const std::optional<Witness>& control) {
  const Subject& subject = example.subject;
  scenario::Scenario scenario;
  scenario.name = name;
  scenario.title = in_all_languages([&](const report::Words& words) {
    const std::string& lie = lie_of(example.promise, words);
    const std::string title = with_capital(words.say("counterexample.title", lie, what(words)));
    return title.size() <= scenario::max_title_characters ? title : with_capital(lie);
  });
  scenario.question = in_all_languages(
      [&](const report::Words& words) { return question_of(example, what(words), words); });
  scenario.explanation = in_all_languages([&](const report::Words& words) {
    return explanation_of(example, what(words), broken.front(), control, words);
  });
  scenario.link = scripted(subject.link, example.script);
  scenario.workload = subject.workload;
  scenario.seed = subject.seed;
  scenario.time_limit = subject.time_limit;
  scenario.path = path::PathChoice::simulated;
  scenario.ip_version = subject.ip_version;
  for (const Witness& witness : broken) {
    scenario.contenders.push_back(witness.spec);
    scenario.expectations.push_back(
        expectation_of(example.promise, witness.spec.name, witness.run));
  }
  if (control) {
    scenario.contenders.push_back(control->spec);
    scenario.expectations.push_back(
        {control->spec.name, "integrity.intact", scenario::Equals{true}, {}});
  }
  return scenario;
}

std::string file_name(const std::string& base, const std::string& ending) {
  const std::size_t room = scenario::max_name_characters - ending.size() - 1;
  return base.substr(0, room) + "-" + ending;
}

}  // namespace acklab::takeapart

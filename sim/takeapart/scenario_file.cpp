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

std::string script_sentence(const Script& script) {
  if (script.empty()) return "On a link that does nothing but take time:";
  return with_capital(in_words(script)) + "; nothing else happens on this link.";
}

std::string explanation_of(const Counterexample& example, const std::string& what,
                           const Witness& first, const std::optional<Witness>& control) {
  std::string text = script_sentence(example.script);
  text += fmt::format("\n{}, {}.", with_capital(what), consequence_of(example.promise, first.run));
  if (control) {
    text += fmt::format("\nThe same script does no harm to \"{}\".", control->spec.name);
  }
  return text;
}

}  // namespace

scenario::Scenario scenario_of(const Counterexample& example, const std::string& name,
                               const std::string& what, const std::vector<Witness>& broken,
                               const std::optional<Witness>& control) {
  const Subject& subject = example.subject;
  scenario::Scenario scenario;
  scenario.name = name;
  scenario.title = with_capital(fmt::format("{} {}", lie_of(example.promise), what));
  scenario.question =
      fmt::format("What reaches the application {} when {}?", what,
                  example.script.empty() ? "the link is clean" : in_words(example.script));
  scenario.explanation = explanation_of(example, what, broken.front(), control);
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

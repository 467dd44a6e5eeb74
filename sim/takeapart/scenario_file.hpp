#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sim/report/words/words.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/takeapart/shrink.hpp"

namespace acklab::takeapart {

/// Something as it is told in a language.
using InWords = std::function<std::string(const report::Words&)>;
/// The same in every language that acklab has words in.
[[nodiscard]] scenario::Text in_all_languages(const InWords& told);

/// A contender of a written counterexample: one that breaks the promise, or keeps it (the control).
struct Witness {
  contender::Spec spec;  // with its name
  contender::RunResult run;
};

/// A counterexample as a scenario: the clean link with its rules, the job, those who break the
/// promise and, where there is one that keeps all of them, the control, each with what to expect.
/// `what` ends a question and a sentence: "without checksum". Told in every language that acklab
/// has words in.
[[nodiscard]] scenario::Scenario scenario_of(const Counterexample& example, const std::string& name,
                                             const InWords& what,
                                             const std::vector<Witness>& broken,
                                             const std::optional<Witness>& control);

/// A scenario as JSON text that says only what is not so by default, and reads as the same.
[[nodiscard]] std::string concise_json(const scenario::Scenario& scenario);

/// A name for files and scenarios: `base`, shortened where needed, and `ending`.
[[nodiscard]] std::string file_name(const std::string& base, const std::string& ending);

}  // namespace acklab::takeapart

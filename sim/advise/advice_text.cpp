#include <fmt/format.h>

#include "sim/advise/advice.hpp"
#include "sim/advise/message_size.hpp"
#include "sim/report/display_text.hpp"
#include "sim/report/text_parts.hpp"

namespace acklab::advise {
namespace {

using report::Paint;
using report::TableStyle;
using report::Words;

const std::string& choice_sentence(Choice choice, const Words& words) {
  switch (choice) {
    case Choice::tcp:
      return words("advise.use_tcp");
    case Choice::udp:
      return words("advise.use_udp");
    case Choice::own:
      break;
  }
  return words("advise.use_own");
}

/// The options that a reason rests on: "--loss, --deadline".
std::string options_of(const Rule& rule) {
  std::string text;
  for (const Question question : all_questions) {
    if (!rule.rests_on.has(question)) continue;
    text += fmt::format("{}--{}", text.empty() ? "" : ", ", to_string(question));
  }
  return text;
}

}  // namespace

std::string advice_text(const Consultation& consultation, const TableStyle& style) {
  const Words& words = Words::in(style.language);
  const auto wrapped = [&style](const std::string& text, std::size_t indent) {
    return report::wrap(report::printable(text, style.utf8), style.columns, indent);
  };
  const auto strong = [&](const std::string& line) {
    return report::painted(report::printable(line, style.utf8), Paint::strong, style.colour) + '\n';
  };
  const Circumstances& seen = consultation.circumstances;
  std::string text = strong(choice_sentence(consultation.advice.choice, words));
  text +=
      wrapped(consultation.link_name.empty()
                  ? words.say("advise.on_usual_link", report::link_text(consultation.link, words))
                  : words.say("advise.on_link", consultation.link_name,
                              report::link_text(consultation.link, words)),
              0);
  const auto list = [&](std::string_view heading, const std::vector<const Rule*>& reasons) {
    if (reasons.empty()) return;
    text += '\n' + words(heading) + '\n';
    for (const Rule* const rule : reasons) {
      text += report::marked(
          "-", Paint::quiet,
          report::printable(words.say("advise.reason", rule->told(seen, words), options_of(*rule)),
                            style.utf8),
          style);
    }
  };
  list("advise.because", consultation.advice.because);
  list("advise.against", consultation.advice.against);
  list("advise.mind", consultation.advice.mind);
  text += '\n' + words("advise.size") + '\n';
  return text + wrapped(size_advice(seen.answers, consultation.link, words), 2);
}

}  // namespace acklab::advise

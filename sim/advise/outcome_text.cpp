#include <fmt/format.h>

#include "sim/advise/advice.hpp"
#include "sim/report/display_text.hpp"
#include "sim/report/quantity.hpp"
#include "sim/report/text_parts.hpp"

namespace acklab::advise {
namespace {

using report::Paint;
using report::TableStyle;
using report::Words;

std::string time_or_dash(const std::optional<double>& value) {
  return value ? report::duration_text(*value) : "-";
}

std::string count_or_dash(const std::optional<double>& value) {
  return value ? report::count_text(*value) : "-";
}

/// A promise and what was measured, as a sentence.
std::string sentence(const Verdict& verdict, const Words& words) {
  const auto& who = verdict.contender;
  if (!verdict.held) return words.say("advise.not_measured", who, to_string(verdict.promise));
  switch (verdict.promise) {
    case Promise::whole:
      return words.say(verdict.metric.starts_with("workload.exchange") ? "advise.verdict_answered"
                                                                       : "advise.verdict_whole",
                       who, verdict.kept, verdict.runs);
    case Promise::in_time:
      if (!verdict.worst) break;
      return words.say("advise.verdict_in_time", who, time_or_dash(verdict.worst),
                       time_or_dash(verdict.limit), verdict.kept, verdict.runs);
    case Promise::set_up:
      if (!verdict.worst && verdict.held == true) {
        return words.say("advise.verdict_no_set_up", who, time_or_dash(verdict.limit));
      }
      if (!verdict.worst) break;
      return words.say("advise.verdict_set_up", who, time_or_dash(verdict.worst),
                       time_or_dash(verdict.limit), verdict.kept, verdict.runs);
    case Promise::sooner:
      return words.say("advise.verdict_sooner", who, time_or_dash(verdict.median), verdict.other,
                       time_or_dash(verdict.other_median));
    case Promise::cheaper:
      return words.say("advise.verdict_cheaper", who, count_or_dash(verdict.median), verdict.other,
                       count_or_dash(verdict.other_median));
  }
  return words.say("advise.verdict_never", who, to_string(verdict.promise), verdict.kept,
                   verdict.runs);
}

std::string line(const Verdict& verdict, const TableStyle& style, const Words& words) {
  const report::Glyphs& glyphs = report::glyphs_for(style.utf8);
  const std::string_view mark = !verdict.held   ? glyphs.unmeasured
                                : *verdict.held ? glyphs.holds
                                                : glyphs.fails;
  const Paint paint = !verdict.held ? Paint::quiet : *verdict.held ? Paint::good : Paint::bad;
  return report::marked(mark, paint, report::printable(sentence(verdict, words), style.utf8),
                        style);
}

/// What must be known to read the verdicts rightly.
std::vector<std::string> remarks(const Consultation& consultation, const Words& words) {
  const Comparison& comparison = *consultation.comparison;
  const std::string& player = consultation.outcome->player;
  std::vector<std::string> sentences;
  if (comparison.with_fragments) sentences.push_back(words("advise.with_fragments"));
  if (comparison.without_udp) sentences.push_back(words("advise.without_udp"));
  switch (consultation.advice.choice) {
    case Choice::tcp:
      if (player != contender::to_string(contender::Kind::kernel_tcp)) {
        sentences.push_back(words.say("advise.stand_in", player));
      }
      break;
    case Choice::udp:
      break;
    case Choice::own:
      if (player != contender::to_string(contender::Kind::udp)) {
        sentences.push_back(words.say("advise.own_is_ours", player));
      } else if (comparison.timeout) {
        sentences.push_back(words.say("advise.own_asks_again", player,
                                      report::duration_setting(*comparison.timeout)));
      } else {
        sentences.push_back(words.say("advise.own_sends_copies", player));
      }
      break;
  }
  return sentences;
}

const std::string& ending(const std::optional<bool>& held, const Words& words) {
  if (!held) return words("advise.not_known");
  return words(*held ? "advise.held" : "advise.not_held");
}

}  // namespace

std::string outcome_text(const Consultation& consultation, const TableStyle& style) {
  if (!consultation.outcome) return {};
  const Words& words = Words::in(style.language);
  const Outcome& outcome = *consultation.outcome;
  const auto wrapped = [&style](const std::string& text) {
    return report::wrap(report::printable(text, style.utf8), style.columns, 0);
  };
  std::string text = words("advise.did_it_hold") + '\n';
  for (const Verdict& verdict : outcome.verdicts) text += line(verdict, style, words);
  for (const std::string& remark : remarks(consultation, words)) text += wrapped(remark);
  if (!outcome.alternatives.empty()) text += '\n' + words("advise.others") + '\n';
  for (const Alternative& other : outcome.alternatives) {
    for (const Verdict& verdict : other.verdicts) text += line(verdict, style, words);
    if (other.did_as_well()) text += wrapped(words.say("advise.as_well", other.contender));
  }
  const auto held = outcome.held();
  const Paint paint = !held ? Paint::caution : *held ? Paint::good : Paint::bad;
  const std::string last = wrapped(ending(held, words));
  return text + '\n' +
         report::painted(last.substr(0, last.find_last_of('\n')), paint, style.colour) + '\n';
}

}  // namespace acklab::advise

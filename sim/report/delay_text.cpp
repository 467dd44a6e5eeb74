#include <string>

#include "sim/report/quantity.hpp"
#include "sim/report/text_parts.hpp"

namespace acklab::report {

namespace {

const std::string& distribution_words(link::JitterDistribution distribution, const Words& words) {
  switch (distribution) {
    case link::JitterDistribution::uniform:
      return words("link.jitter_uniform");
    case link::JitterDistribution::normal:
      return words("link.jitter_normal");
    case link::JitterDistribution::pareto:
      return words("link.jitter_pareto");
    case link::JitterDistribution::paretonormal:
      return words("link.jitter_pareto_normal");
    case link::JitterDistribution::exponential:
      return words("link.jitter_exponential");
    case link::JitterDistribution::table:
      break;
  }
  return words("link.jitter_table");
}

}  // namespace

std::string jitter_text(const link::Jitter& jitter, const Words& words) {
  const std::string amount = duration_setting(jitter.amount);
  const std::string text =
      jitter.distribution == link::JitterDistribution::table
          ? words.say("link.jitter_by_table", amount, jitter.file)
          : words.say("link.jitter", amount, distribution_words(jitter.distribution, words));
  return jitter.may_reorder ? text + words("link.that_reorders") : text;
}

std::string reorder_text(const link::ReorderSettings& settings, const Words& words) {
  const std::string share =
      words.say("link.reorder", percent_setting(settings.probability.as_double()));
  if (settings.by) return words.say("link.reorder_by", share, *settings.by);
  return settings.gap == 1 ? share : words.say("link.reorder_gap", share, settings.gap);
}

std::string duplicate_text(const link::DuplicateSettings& settings, const Words& words) {
  std::string text = words.say("link.duplicate", percent_setting(settings.probability.as_double()));
  if (settings.copies > 1) text += words.say("link.in_copies", settings.copies);
  if (settings.spacing > Duration::zero()) {
    text += words.say("link.copies_after", duration_setting(settings.spacing));
  }
  return text;
}

}  // namespace acklab::report

#include <string>

#include <fmt/format.h>

#include "sim/report/quantity.hpp"
#include "sim/report/text_parts.hpp"

namespace acklab::report {

std::string jitter_text(const link::Jitter& jitter) {
  const std::string spread = jitter.distribution == link::JitterDistribution::table
                                 ? "jitter by the table " + jitter.file
                                 : std::string{to_string(jitter.distribution)} + " jitter";
  return fmt::format("{} {}{}", duration_setting(jitter.amount), spread,
                     jitter.may_reorder ? " that reorders" : "");
}

std::string reorder_text(const link::ReorderSettings& settings) {
  const std::string share = percent_setting(settings.probability.as_double()) + " reorder";
  if (settings.by) return fmt::format("{} by {} packets", share, *settings.by);
  return settings.gap == 1 ? share
                           : fmt::format("{} at most every {} packets", share, settings.gap);
}

std::string duplicate_text(const link::DuplicateSettings& settings) {
  std::string text = percent_setting(settings.probability.as_double()) + " duplicate";
  if (settings.copies > 1) text += fmt::format(" in {} copies", settings.copies);
  if (settings.spacing > Duration::zero()) text += " after " + duration_setting(settings.spacing);
  return text;
}

}  // namespace acklab::report

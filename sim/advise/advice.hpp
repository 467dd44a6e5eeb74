#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/advise/verdict.hpp"
#include "sim/report/report.hpp"

namespace acklab::advise {

/// An advice with all that led to it, and what became of it where it was run.
struct Consultation {
  Circumstances circumstances;
  link::LinkSettings link;  // as stated
  std::string link_name;    // a file, a preset; empty: acklab's own choice
  Advice advice;
  // Where it was run:
  std::optional<Comparison> comparison;
  std::optional<run::BatchResult> batch;
  std::optional<Outcome> outcome;
};

/// What is advised and why, for people, each line at most `style.columns` wide.
[[nodiscard]] std::string advice_text(const Consultation& consultation,
                                      const report::TableStyle& style);
/// Whether it held, where it was run.
[[nodiscard]] std::string outcome_text(const Consultation& consultation,
                                       const report::TableStyle& style);
/// All of it as JSON text (schema: advice_schema).
[[nodiscard]] std::string to_json(const Consultation& consultation);
/// The JSON Schema (2020-12) of to_json.
[[nodiscard]] std::string_view advice_schema();

}  // namespace acklab::advise

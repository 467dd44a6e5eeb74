#include "sim/report/workload_manual.hpp"

#include <array>
#include <string_view>

#include <fmt/format.h>

#include "sim/contender/workload_metrics.hpp"
#include "sim/report/display_text.hpp"
#include "sim/workload/parameters.hpp"

namespace acklab::report {
namespace {

constexpr std::size_t workload_manual_columns = 110;

constexpr std::string_view workload_opening = R"(# The workload

<!-- Made by `./dev generate` from the tables of parameters in sim/workload. Do not edit. -->

What the applications on both sides do: the object `workload` of a scenario. `kind` says what kind of job it is; the
other keys depend on it. Every contender does the same job: over a stream (`reliable-udp`, `kernel-tcp`) or, with plain
`udp`, over datagrams, one for each message, with nothing added.

Durations are written `"25ms"`, sizes `"125kB"`, counts `3`. Whatever is sent is checked record by record in both
directions. What a kind of job measures beside integrity, timing, goodput and cost stands under `workload` in each run
of the report; an expectation names it in full: `"metric": "workload.exchange.latency_median_ms"`.

)";

std::string shown_kind(const link::Parameter& parameter) {
  struct KindWord {
    link::ValueKind kind;
    std::string_view word;
  };
  constexpr std::array words{KindWord{link::ValueKind::size, "size"},
                             KindWord{link::ValueKind::duration, "duration"},
                             KindWord{link::ValueKind::count, "count"},
                             KindWord{link::ValueKind::boolean, "true, false"},
                             KindWord{link::ValueKind::rate, "rate"},
                             KindWord{link::ValueKind::list, "list"},
                             KindWord{link::ValueKind::object, "object"},
                             KindWord{link::ValueKind::text, "text"}};
  std::string text;
  for (const std::string_view word : parameter.choices) {
    text += fmt::format("{}`\"{}\"`", text.empty() ? "" : ", ", word);
  }
  for (const KindWord& word : words) {
    if (!parameter.kind.has(word.kind)) continue;
    text += fmt::format("{}{}", text.empty() ? "" : ", ", word.word);
  }
  return text;
}

void add_row(std::string& text, const link::Parameter& parameter) {
  const std::string fallback = parameter.required ? "must be given"
                               : parameter.fallback.empty()
                                   ? ""
                                   : fmt::format("`{}`", parameter.fallback);
  text += fmt::format("| `{}` | {} | {} | {} | {} |\n", parameter.key, shown_kind(parameter),
                      parameter.range, fallback, parameter.meaning);
}

void add_kind(std::string& text, const workload::KindDescription& kind) {
  text += fmt::format("## {}\n\n", kind.name);
  text += wrap(std::string{kind.meaning}, workload_manual_columns, 0) + '\n';
  text += wrap("Measured: " + std::string{kind.measures}, workload_manual_columns, 0) + '\n';
  text += "| key | written as | from, to | without it | meaning |\n|---|---|---|---|---|\n";
  for (const link::Parameter& parameter : kind.parameters) add_row(text, parameter);
  text += fmt::format("\n```json\n{}\n```\n\n", kind.examples);
}

}  // namespace

std::string workload_manual() {
  std::string text{workload_opening};
  for (const workload::KindDescription& kind : workload::kind_descriptions()) add_kind(text, kind);
  text += "## What is measured\n\n| metric | meaning |\n|---|---|\n";
  for (const contender::Metric& metric : contender::workload_metrics()) {
    text += fmt::format("| `{}` | {} |\n", metric.name, metric.description);
  }
  return text;
}

}  // namespace acklab::report

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/report/report.hpp"
#include "sim/report/words/words.hpp"

namespace acklab::report {

/// The signs a table uses, as the place where it is printed can show them.
struct Glyphs {
  std::string_view holds;
  std::string_view fails;
  std::string_view unmeasured;
  std::string_view warning;
  std::string_view plus_minus;
  std::string_view ellipsis;
};
[[nodiscard]] const Glyphs& glyphs_for(bool utf8);

/// Meanings that colour carries, beside words.
enum class Paint { strong, good, bad, caution, quiet };
/// `text` in colour if there is colour.
[[nodiscard]] std::string painted(std::string_view text, Paint paint, bool colour);

/// `text` wrapped behind a mark: the mark in the margin of the first line only.
[[nodiscard]] std::string marked(std::string_view mark, Paint paint, std::string_view text,
                                 const TableStyle& style);

/// The link in one line: "20 Mbit/s, 25 ms and 1 % loss each way, queue 125 kB".
[[nodiscard]] std::string link_text(const link::LinkSettings& link,
                                    const Words& words = Words::english());
/// What is damaged, how often and how: "1% corrupt (swapped words, in the payload)".
[[nodiscard]] std::string corrupt_text(const link::CorruptSettings& settings,
                                       const Words& words = Words::english());
/// The same of the other impairments of delay and copies.
[[nodiscard]] std::string jitter_text(const link::Jitter& jitter,
                                      const Words& words = Words::english());
[[nodiscard]] std::string reorder_text(const link::ReorderSettings& settings,
                                       const Words& words = Words::english());
[[nodiscard]] std::string duplicate_text(const link::DuplicateSettings& settings,
                                         const Words& words = Words::english());
/// The job: "4 MB in records of 1200 bytes".
[[nodiscard]] std::string workload_text(const workload::Workload& workload,
                                        const Words& words = Words::english());

/// The median over the runs that have a value.
using RunValue = std::function<std::optional<double>(const contender::RunResult&)>;
[[nodiscard]] std::optional<double> median_of(const run::ContenderRuns& contender,
                                              const RunValue& value);
/// The median of the metric of that name; it must exist.
[[nodiscard]] std::optional<double> median_of(const run::ContenderRuns& contender,
                                              std::string_view metric);
[[nodiscard]] bool did_run(const run::ContenderRuns& contender);

/// What happened to each contender, in plain words; those that did not run for one and the same
/// reason are told together.
[[nodiscard]] std::vector<std::string> run_texts(const run::BatchResult& batch, const Words& words);

/// What holds for all flows of a shared link together: a sentence; empty of another job.
[[nodiscard]] std::string flows_text(const run::BatchResult& batch, const Words& words);

/// "udp: integrity.missing_ratio is 0.00975, expected 0.01 ± 0.005".
[[nodiscard]] std::string expectation_text(const run::ExpectationResult& result,
                                           const Glyphs& glyphs, const Words& words);

/// Rules of the link that no packet of some contender met: a sentence each.
[[nodiscard]] std::vector<std::string> unmet_rules(const run::BatchResult& batch,
                                                   const Words& words);

/// What a reader must know before believing the numbers: a sentence each.
[[nodiscard]] std::vector<std::string> warnings(const run::BatchResult& batch, const Words& words);

}  // namespace acklab::report

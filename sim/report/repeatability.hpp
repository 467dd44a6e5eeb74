#pragma once

#include <span>
#include <string>
#include <string_view>

#include "sim/contender/run_result.hpp"
#include "sim/report/words/words.hpp"
#include "sim/run/batch.hpp"

namespace acklab::report {

/// Whether all of a run repeats with its seed: in virtual time it does.
[[nodiscard]] bool repeats_whole(const contender::RunResult& run);

/// A sentence about what of a run repeats with its seed and what depends on timing; empty when it
/// did not run.
[[nodiscard]] std::string repeatability_of(const contender::RunResult& run);
/// That sentence as it is told in the language of `words`; another one stays as it is.
[[nodiscard]] std::string repeatability_retold(std::string_view english, const Words& words);
/// The same of all runs of a batch together.
[[nodiscard]] std::string repeatability_of(const run::BatchResult& batch, const Words& words);

}  // namespace acklab::report

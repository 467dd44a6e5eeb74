#pragma once

#include <optional>

#include "sim/contender/theory_inputs.hpp"

namespace acklab::contender {

/// What a job says about an input of a formula; nothing: a job of this kind does not say it.
[[nodiscard]] std::optional<TheoryInput> bytes_of_job(const RunRequest& request);
[[nodiscard]] std::optional<TheoryInput> exchanges_on_a_connection(const RunRequest& request);
[[nodiscard]] std::optional<TheoryInput> interval_of_job(const RunRequest& request);
/// How much later than usual a message may come: what the deadline leaves beside the link's delay.
[[nodiscard]] std::optional<TheoryInput> slack_of_job(const RunRequest& request);
[[nodiscard]] std::optional<TheoryInput> copies_of_job(const RunRequest& request);

}  // namespace acklab::contender

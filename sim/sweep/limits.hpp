#pragma once

#include <cstdint>

namespace acklab::sweep {

/// The ranges of what a sweep may say; the schema (scenarios/schema/scenario.schema.json) says the
/// same where JSON Schema can.
inline constexpr std::size_t max_parameters = 16;
inline constexpr std::size_t max_values = 1000;    // of one parameter
inline constexpr std::size_t max_log_steps = 100;  // their exact rounding costs
inline constexpr std::size_t max_groups = 10'000;  // points times contenders
inline constexpr std::uint64_t max_seeds = 10'000;
inline constexpr std::uint64_t max_runs = 1'000'000;

}  // namespace acklab::sweep

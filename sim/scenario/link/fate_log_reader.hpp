#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "net/base/expected.hpp"
#include "sim/link/record/recording.hpp"

namespace acklab::scenario {

/// Limits on what is replayed.
inline constexpr std::size_t max_fate_log_bytes = 256U << 20U;
inline constexpr std::uint64_t max_fates = 1'000'000;

/// Why a fate log was refused: a clause for a sentence, and the line it is about (0: none).
struct FateLogError {
  std::uint64_t line = 0;
  std::string what;
};

/// Reads a fate log (scenarios/FATES.md) strictly: every line must be what the format says. A log
/// that was cut short after a whole line is one all the same.
[[nodiscard]] Expected<link::Recording, FateLogError> read_fate_log(std::string_view text);

}  // namespace acklab::scenario

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/workload/write_pattern.hpp"

namespace acklab::workload {

/// What one round of a pattern comes to for either side.
struct PatternRound {
  explicit PatternRound(const WritePattern& pattern);

  /// The sizes of what the client writes and of what the server answers, in order.
  std::vector<std::uint32_t> writes;
  std::vector<std::uint32_t> answers;
  /// How much of a round must have come to the server before each answer.
  std::vector<std::uint64_t> bytes_before_answer;
  /// Of each write: the answer that belongs behind it, if one does.
  std::vector<std::optional<std::size_t>> answer_behind;
  std::uint64_t bytes = 0;  // that the client writes
  std::uint64_t answer_bytes = 0;
};

}  // namespace acklab::workload

#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "net/base/time.hpp"
#include "sim/link/delay/delay_table.hpp"

namespace acklab::link {

/// How the variable part of the delay is distributed; `table` by Jitter::table.
enum class JitterDistribution : std::uint8_t {
  uniform,
  normal,
  pareto,
  paretonormal,
  exponential,
  table,
};
[[nodiscard]] const char* to_string(JitterDistribution distribution);

/// The words of all but the table, in their order.
inline constexpr std::array<std::string_view, 5> jitter_distribution_words{
    "uniform", "normal", "pareto", "paretonormal", "exponential"};

/// Random variation around the delay, with mean 0. A delay never becomes negative.
struct Jitter {
  /// The standard deviation for every distribution but uniform, where it is the half-width.
  Duration amount{};
  JitterDistribution distribution = JitterDistribution::uniform;
  /// False keeps packets in order: none is released before one that left the queue earlier.
  bool may_reorder = false;
  /// Of JitterDistribution::table: not null, and the name of its file as it was written.
  std::shared_ptr<const DelayTable> table{};
  std::string file{};

  /// Tables are compared by what they hold.
  friend bool operator==(const Jitter& a, const Jitter& b) {
    const bool same_table = a.table == b.table || (a.table && b.table && *a.table == *b.table);
    return a.amount == b.amount && a.distribution == b.distribution &&
           a.may_reorder == b.may_reorder && same_table && a.file == b.file;
  }
};

}  // namespace acklab::link

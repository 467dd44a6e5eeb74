#pragma once

#include <cstdint>
#include <optional>

#include "sim/link/fate.hpp"
#include "sim/link/record/recording.hpp"
#include "sim/scenario/cursor.hpp"

namespace acklab::scenario {

/// One line of a fate log: what became of one copy of a packet.
struct LoggedFate {
  link::Direction direction = link::Direction::forward;
  std::uint64_t packet = 0;  // what the log finds it by: its index, or the key of its content
  link::RecordedCopy copy;
  bool says_order = false;  // else the log's lines say it
};

/// Reads a line (scenarios/FATES.md); what is wrong with it is refused at the cursor.
[[nodiscard]] LoggedFate read_fate(const Cursor& cursor, link::FateKey keyed_by);

/// A whole number up to `max`, where there is one.
[[nodiscard]] std::optional<std::uint64_t> read_count(const std::optional<Cursor>& cursor,
                                                      std::uint64_t max);

}  // namespace acklab::scenario

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "net/base/time.hpp"
#include "sim/report/report.hpp"
#include "sim/retell/run_trace.hpp"

namespace acklab::retell {

/// Which packets of a run a ladder shows.
struct LadderRange {
  Duration from{};  // since the first packet
  std::size_t count = 40;
};

/// The packets between both hosts, a line each, time downwards: at the left when it left or reached
/// the client, at the right the server. What is lost ends in a cross, with its cause; what was sent
/// again says why, and whether it had to be. Lines have at most `style.columns`.
[[nodiscard]] std::string ladder_text(const RunTrace& trace, const LadderRange& range,
                                      const report::TableStyle& style);

}  // namespace acklab::retell

#pragma once

#include <optional>
#include <string>

#include "net/transport/connection.hpp"

namespace acklab::support {

/// What a script's `check NAME` looks at, as text; nothing when there is no such name.
///
/// `state`, `closed` (a CloseReason, or `no`), `readable`, `eof` (`yes` or `no`), `cwnd`,
/// `ssthresh` (or `none`), `in_flight`, `rto`, `srtt` (or `none`), and counters of Statistics.
[[nodiscard]] std::optional<std::string> script_value(
    const transport::Connection& connection, const std::optional<transport::CloseReport>& report,
    const std::string& name);

}  // namespace acklab::support

#pragma once

#include <array>
#include <string_view>

#include "sim/contender/contender_spec.hpp"
#include "sim/scenario/cursor.hpp"

namespace acklab::scenario {

/// The keys of contender::Tuning.
inline constexpr std::array<std::string_view, 10> tuning_keys{
    "mss",     "send_buffer",    "receive_buffer", "keep_alive", "user_timeout",
    "min_rto", "initial_window", "initial_rto",    "pacing",     "receiver"};

/// What `members` say about the TCP of a contender whose kind, rung, mechanisms and congestion
/// control are known.
void read_tuning(const Members& members, contender::Spec& into);

}  // namespace acklab::scenario

#pragma once

#include <array>
#include <string_view>

namespace acklab::scenario {

/// The members of a scenario.
inline constexpr std::array<std::string_view, 19> scenario_keys{"$schema",
                                                                "name",
                                                                "title",
                                                                "question",
                                                                "explanation",
                                                                "try_next",
                                                                "duration_estimate",
                                                                "link",
                                                                "workload",
                                                                "contenders",
                                                                "repeat",
                                                                "seed",
                                                                "time_limit",
                                                                "path",
                                                                "ip_version",
                                                                "expect",
                                                                "theory",
                                                                "honesty",
                                                                "sweep"};

}  // namespace acklab::scenario

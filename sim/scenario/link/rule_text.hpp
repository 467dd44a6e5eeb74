#pragma once

#include <string>

#include "sim/link/script/rule.hpp"

namespace acklab::scenario {

/// A rule in words, for people: "drop: data segment 3", "delay by 300ms: bytes 5000,
/// transmission 2".
[[nodiscard]] std::string rule_text(const link::Rule& rule);

}  // namespace acklab::scenario

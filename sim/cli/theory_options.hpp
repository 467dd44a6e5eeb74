#pragma once

#include <span>
#include <string>
#include <vector>

#include "net/base/expected.hpp"

namespace acklab::cli {

/// `acklab theory [FORMULA [INPUT=VALUE…]] [--json]`, `acklab theory --manual`
struct TheoryOptions {
  std::string formula;              // empty: all of them
  std::vector<std::string> inputs;  // "rate=1mbit"
  bool json = false;                // for programs
  bool manual = false;              // scenarios/THEORY.md: what `./dev generate` writes
};

/// What the arguments behind `acklab theory` ask for, or one sentence.
[[nodiscard]] Expected<TheoryOptions, std::string> parse_theory_options(
    std::span<const std::string> arguments);

}  // namespace acklab::cli

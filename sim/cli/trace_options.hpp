#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>

#include "net/base/expected.hpp"
#include "net/base/rate.hpp"
#include "sim/link/bottleneck/trace_generator.hpp"

namespace acklab::cli {

/// `acklab trace constant`
struct ConstantTrace {
  BitRate rate;
  std::optional<std::uint32_t> length_ms = {};  // nothing: the shortest that is exact
};
/// `acklab trace poisson`
struct PoissonTrace {
  BitRate rate;
  std::uint32_t length_ms = 60'000;
  std::uint64_t seed = 1;
};
/// `acklab trace sawtooth`
struct SawtoothTrace {
  link::Swing swing;
  std::uint32_t length_ms = 0;
};
/// `acklab trace fade`
struct FadeTrace {
  link::Swing swing;
  std::uint32_t length_ms = 0;
};

/// `acklab trace KIND`
struct TraceOptions {
  std::variant<ConstantTrace, PoissonTrace, SawtoothTrace, FadeTrace> what;
  std::optional<std::string> output = {};  // nothing: standard output
  bool force = false;                      // replaces a file that is there
};

/// What the arguments behind `acklab trace` ask for, or one sentence.
[[nodiscard]] Expected<TraceOptions, std::string> parse_trace_options(
    std::span<const std::string> arguments);

}  // namespace acklab::cli

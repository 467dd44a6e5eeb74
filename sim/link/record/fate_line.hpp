#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "net/base/time.hpp"
#include "sim/link/fate.hpp"

namespace acklab::link {

/// The version of the fate log's format: what the first line says (scenarios/FATES.md).
inline constexpr std::uint64_t fate_log_version = 1;

/// What the first line of a fate log says about the run that it is of.
struct FateLogHeader {
  std::string acklab_version;
  std::string scenario;
  std::string contender;
  std::uint32_t repetition = 1;
  std::uint64_t seed = 0;  // of the run
  std::string path;        // "simulated", "relay", "tun"
  FateKey fate_key = FateKey::index;
};

/// The first line, with its line break.
[[nodiscard]] std::string header_line(const FateLogHeader& header);

/// Appends the line of one copy; `released` is when it really came out, where that can be told.
void append_fate_line(std::string& text, const FateRecord& fate, std::optional<Instant> released);

/// The last line: how many fates there are, and whether the run went to its end.
[[nodiscard]] std::string end_line(std::uint64_t fates, bool complete);

}  // namespace acklab::link

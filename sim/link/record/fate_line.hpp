#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
  /// Where several flows share the link: their names, by Packet::flow.
  std::vector<std::string> flows{};
};

/// The first line, with its line break.
[[nodiscard]] std::string header_line(const FateLogHeader& header);

/// Appends the line of one copy; `released` is when it really came out, where that can be told.
/// `implied_order` is that of a delivered copy whose line says none: how many delivered copies of
/// its direction have lines before it. `with_flow`: it says whose it is.
void append_fate_line(std::string& text, const FateRecord& fate, std::optional<Instant> released,
                      std::uint64_t implied_order, bool with_flow = false);

/// How a log ends.
struct FateLogEnd {
  std::uint64_t fates = 0;
  std::uint64_t undecided = 0;  // copies still on the link, of which nothing is said
  bool complete = true;         // the run went to its end
};
/// The last line.
[[nodiscard]] std::string end_line(const FateLogEnd& end);

}  // namespace acklab::link

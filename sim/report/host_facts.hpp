#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sim/path/tcp_settings.hpp"

namespace acklab::report {

/// What a reader must know about the machine to judge a run on it. What the machine does not tell
/// is absent.
struct HostFacts {
  std::optional<std::string> kernel;     // "Linux 6.1.0-18-amd64"
  std::optional<std::string> processor;  // the model's name
  std::optional<std::uint64_t> processors;
  std::optional<std::uint64_t> memory_bytes;
  /// The kernel TCP's settings under net.ipv4, name and value, always in the same order.
  path::TcpSettings tcp_settings;
};

/// Reads them under `proc` (the folder /proc, another one in tests).
[[nodiscard]] HostFacts read_host_facts(const std::string& proc = "/proc");

}  // namespace acklab::report

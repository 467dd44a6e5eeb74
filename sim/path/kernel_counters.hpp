#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace acklab::path {

/// What a host's kernel threw away on the way from its interface to its applications, in packets.
struct HostDrops {
  std::uint64_t full_buffers = 0;  // UDP and TCP receive buffers and backlogs
  /// Wrong checksums, and headers that make no sense, since damage may strike those.
  std::uint64_t bad_checksum = 0;
  std::uint64_t no_port = 0;  // UDP datagrams to a port without a socket
};

/// A counter of a table in the format of /proc/net/snmp and /proc/net/netstat, such as "Udp",
/// "RcvbufErrors"; nothing when this kernel does not have it.
[[nodiscard]] std::optional<std::uint64_t> counter_in(std::string_view table,
                                                      std::string_view protocol,
                                                      std::string_view name);

/// A counter of a table with a name and a number a line, as /proc/net/snmp6 has it.
[[nodiscard]] std::optional<std::uint64_t> counter_by_line(std::string_view table,
                                                           std::string_view name);

/// The drops in the network namespace of the calling thread since it was made.
[[nodiscard]] HostDrops host_drops();

}  // namespace acklab::path

#pragma once

#include <cstdint>
#include <vector>

#include "net/base/bytes.hpp"
#include "sim/link/fate.hpp"
#include "sim/path/real_path.hpp"

namespace acklab::test {

/// Datagram `number` of an exchange: its size and content follow from the number alone.
[[nodiscard]] Bytes numbered_datagram(std::uint64_t number);

/// What one direction of an exchange carried: what arrived, in order, and what was decided.
struct Carried {
  std::vector<Bytes> arrived;
  std::vector<link::FateRecord> fates;
  path::DirectionTruth truth;
};
struct Exchange {
  Carried forward;
  Carried reverse;
};

/// What the sockets of an exchange are asked for.
enum class UdpChecksum : std::uint8_t { on, off };

/// Sends numbered datagrams both ways across a path, one way after the other and never so many at
/// once that a buffer could overflow, waits until the link is idle and stops the path.
[[nodiscard]] Exchange exchange_datagrams(path::RealPath& path, std::uint64_t forward_count,
                                          std::uint64_t reverse_count,
                                          UdpChecksum checksum = UdpChecksum::on);

/// The datagrams that should have arrived, in order, if the fates are true: the receiving host
/// discards those whose damage UDP's checksum sees, the others arrive with just that damage.
[[nodiscard]] std::vector<Bytes> expected_arrivals(const std::vector<link::FateRecord>& fates,
                                                   UdpChecksum checksum = UdpChecksum::on);

/// How many of the fates are delivered copies that are damaged, and of those, how many so that
/// UDP's checksum sees it.
[[nodiscard]] std::uint64_t damaged_deliveries(const std::vector<link::FateRecord>& fates);
[[nodiscard]] std::uint64_t visibly_damaged_deliveries(const std::vector<link::FateRecord>& fates);

}  // namespace acklab::test

#pragma once

#include <cstdint>

#include "net/base/bytes.hpp"

namespace acklab::wire {

/// The CRC32C (Castagnoli) of `octets`, as in iSCSI (RFC 3720 §12.1) and SCTP: by the processor's
/// own instruction where it has one, else by table.
///
/// `previous` is the CRC of the octets that stand before these, so that parts can be summed one
/// after the other.
[[nodiscard]] std::uint32_t crc32c(ByteView octets, std::uint32_t previous = 0);

/// The same by table, eight octets a step, on every machine.
[[nodiscard]] std::uint32_t crc32c_by_table(ByteView octets, std::uint32_t previous = 0);

/// Whether crc32c uses the instruction here: SSE4.2 on x86, the CRC extension on ARMv8.
[[nodiscard]] bool crc32c_is_in_hardware();

}  // namespace acklab::wire

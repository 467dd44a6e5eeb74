#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace acklab {

/// Octets owned, and octets looked at. Everything that travels is made of these.
using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;
using MutableByteView = std::span<std::uint8_t>;

}  // namespace acklab

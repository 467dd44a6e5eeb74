#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

namespace acklab::workload {

inline constexpr std::size_t word_bytes = 8;

/// The word whose octets in memory are those of `value`, highest first, on any machine; and back.
[[nodiscard]] constexpr std::uint64_t big_endian_word(std::uint64_t value) {
  return std::endian::native == std::endian::big ? value : __builtin_bswap64(value);
}

}  // namespace acklab::workload

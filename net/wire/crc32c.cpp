#include "net/wire/crc32c.hpp"

#include <array>
#include <cstddef>
#include <cstring>

#if defined(__x86_64__)
#include <nmmintrin.h>
#elif defined(__aarch64__) && defined(__ARM_FEATURE_CRC32)
#include <arm_acle.h>
#endif

namespace acklab::wire {
namespace {

constexpr std::size_t slices = 8;
using Table = std::array<std::array<std::uint32_t, 256>, slices>;

/// Row 0 advances the CRC by one octet, row n by one octet and n zero octets behind it.
constexpr Table make_table() {
  constexpr std::uint32_t reflected_polynomial = 0x82f63b78U;
  Table table{};
  for (std::uint32_t octet = 0; octet < 256; ++octet) {
    std::uint32_t crc = octet;
    for (int bit = 0; bit < 8; ++bit) {
      crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? reflected_polynomial : 0U);
    }
    table[0][octet] = crc;
  }
  for (std::size_t row = 1; row < slices; ++row) {
    for (std::size_t octet = 0; octet < 256; ++octet) {
      const std::uint32_t crc = table[row - 1][octet];
      table[row][octet] = (crc >> 8U) ^ table[0][crc & 0xffU];
    }
  }
  return table;
}

constexpr Table table = make_table();

std::uint32_t little_endian_u32(const std::uint8_t* octets) {
  return static_cast<std::uint32_t>(octets[0]) | static_cast<std::uint32_t>(octets[1]) << 8U |
         static_cast<std::uint32_t>(octets[2]) << 16U |
         static_cast<std::uint32_t>(octets[3]) << 24U;
}

#if defined(__x86_64__)

bool hardware_is_here() {
  static const bool here = __builtin_cpu_supports("sse4.2") != 0;
  return here;
}

__attribute__((target("sse4.2"))) std::uint32_t crc32c_in_hardware(ByteView octets,
                                                                   std::uint32_t previous) {
  std::uint64_t crc = ~previous;
  const std::uint8_t* next = octets.data();
  std::size_t left = octets.size();
  for (; left >= sizeof(std::uint64_t); left -= sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, next, sizeof word);
    crc = _mm_crc32_u64(crc, word);
    next += sizeof word;
  }
  auto last = static_cast<std::uint32_t>(crc);
  for (; left > 0; --left) last = _mm_crc32_u8(last, *next++);
  return ~last;
}

#elif defined(__aarch64__) && defined(__ARM_FEATURE_CRC32)

constexpr bool hardware_is_here() {
  return true;  // the whole program was compiled for processors that have it
}

std::uint32_t crc32c_in_hardware(ByteView octets, std::uint32_t previous) {
  std::uint32_t crc = ~previous;
  const std::uint8_t* next = octets.data();
  std::size_t left = octets.size();
  for (; left >= sizeof(std::uint64_t); left -= sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, next, sizeof word);
    crc = __crc32cd(crc, word);
    next += sizeof word;
  }
  for (; left > 0; --left) crc = __crc32cb(crc, *next++);
  return ~crc;
}

#else

constexpr bool hardware_is_here() {
  return false;
}

std::uint32_t crc32c_in_hardware(ByteView octets, std::uint32_t previous) {
  return crc32c_by_table(octets, previous);
}

#endif

}  // namespace

std::uint32_t crc32c_by_table(ByteView octets, std::uint32_t previous) {
  std::uint32_t crc = ~previous;
  const std::uint8_t* next = octets.data();
  std::size_t left = octets.size();
  for (; left >= slices; left -= slices) {
    const std::uint32_t low = crc ^ little_endian_u32(next);
    const std::uint32_t high = little_endian_u32(next + 4);
    crc = table[7][low & 0xffU] ^ table[6][(low >> 8U) & 0xffU] ^ table[5][(low >> 16U) & 0xffU] ^
          table[4][low >> 24U] ^ table[3][high & 0xffU] ^ table[2][(high >> 8U) & 0xffU] ^
          table[1][(high >> 16U) & 0xffU] ^ table[0][high >> 24U];
    next += slices;
  }
  for (; left > 0; --left) crc = (crc >> 8U) ^ table[0][(crc ^ *next++) & 0xffU];
  return ~crc;
}

bool crc32c_is_in_hardware() {
  return hardware_is_here();
}

std::uint32_t crc32c(ByteView octets, std::uint32_t previous) {
  return hardware_is_here() ? crc32c_in_hardware(octets, previous)
                            : crc32c_by_table(octets, previous);
}

}  // namespace acklab::wire

#include "net/wire/internet_checksum.hpp"

#include <bit>
#include <cstddef>
#include <cstring>

#include "net/base/wide_registers.hpp"

namespace acklab::wire {
namespace {

constexpr std::uint16_t swap_octets(std::uint16_t number) {
  return static_cast<std::uint16_t>((number << 8U) | (number >> 8U));
}

/// Ones' complement addition of 64 bits: since 2^64 - 1 is a multiple of 2^16 - 1, four 16-bit
/// words may be summed as one (RFC 1071 §2).
constexpr std::uint64_t add_with_carry(std::uint64_t left, std::uint64_t right) {
  const std::uint64_t total = left + right;
  return total + (total < right ? 1U : 0U);
}

constexpr std::uint16_t folded(std::uint64_t sum) {
  sum = (sum & 0xffff'ffffU) + (sum >> 32U);
  sum = (sum & 0xffffU) + (sum >> 16U);
  sum = (sum & 0xffffU) + (sum >> 16U);
  sum = (sum & 0xffffU) + (sum >> 16U);
  return static_cast<std::uint16_t>(sum);
}

template <typename Word>
std::uint64_t load(const std::uint8_t* octets) {
  Word word = 0;
  std::memcpy(&word, octets, sizeof word);
  return word;
}

/// A sum of 16-bit words in the machine's own order, not yet folded.
std::uint64_t sum_of_words(const std::uint8_t* next, std::size_t left) {
  constexpr std::size_t word_size = sizeof(std::uint64_t);
  // Four chains of carries, which a processor follows side by side.
  std::uint64_t first = 0;
  std::uint64_t second = 0;
  std::uint64_t third = 0;
  std::uint64_t fourth = 0;
  for (; left >= 4 * word_size; left -= 4 * word_size) {
    first = add_with_carry(first, load<std::uint64_t>(next));
    second = add_with_carry(second, load<std::uint64_t>(next + word_size));
    third = add_with_carry(third, load<std::uint64_t>(next + 2 * word_size));
    fourth = add_with_carry(fourth, load<std::uint64_t>(next + 3 * word_size));
    next += 4 * word_size;
  }
  std::uint64_t total =
      add_with_carry(add_with_carry(first, second), add_with_carry(third, fourth));
  for (; left >= word_size; left -= word_size) {
    total = add_with_carry(total, load<std::uint64_t>(next));
    next += word_size;
  }
  // Not one load of as many octets as are left: that would be a call.
  if ((left & 4U) != 0) {
    total = add_with_carry(total, load<std::uint32_t>(next));
    next += 4;
  }
  if ((left & 2U) != 0) {
    total = add_with_carry(total, load<std::uint16_t>(next));
    next += 2;
  }
  if ((left & 1U) != 0) {
    const std::uint8_t last[2] = {*next, 0};
    total = add_with_carry(total, load<std::uint16_t>(last));
  }
  return total;
}

using Lanes [[gnu::vector_size(32)]] = std::uint64_t;
constexpr std::size_t stride = 2 * sizeof(Lanes);

/// The same of whole strides, four words at once. Beside the sum of all stands that of the upper
/// halves: what overflows in the one is known from the other. Good for 2^30 strides.
ACKLAB_USES_WIDE_REGISTERS std::uint64_t sum_of_strides(const std::uint8_t* next,
                                                        std::size_t strides) {
  Lanes all{};
  Lanes upper{};
  for (; strides > 0; --strides) {
    Lanes first;
    Lanes second;
    std::memcpy(&first, next, sizeof first);
    std::memcpy(&second, next + sizeof first, sizeof second);
    all += first;
    all += second;
    upper += first >> 32U;
    upper += second >> 32U;
    next += stride;
  }
  const Lanes lower = all - (upper << 32U);
  const Lanes sums = lower + upper;
  return add_with_carry(add_with_carry(sums[0], sums[1]), add_with_carry(sums[2], sums[3]));
}

/// The machine's own order serves for the adding: swapping the octets of the sum is the same as
/// swapping those of every word (RFC 1071 §2 B).
constexpr std::uint16_t in_network_order(std::uint16_t sum) {
  return std::endian::native == std::endian::little ? swap_octets(sum) : sum;
}

std::uint16_t sum_of(ByteView octets) {
  constexpr std::size_t worth_it = 2 * stride;
  std::uint64_t total = 0;
  if (octets.size() >= worth_it && has_wide_registers()) {
    const std::size_t strides = octets.size() / stride;
    total = sum_of_strides(octets.data(), strides);
    octets = octets.subspan(strides * stride);
  }
  return in_network_order(
      folded(add_with_carry(total, sum_of_words(octets.data(), octets.size()))));
}

}  // namespace

void InternetChecksum::add_folded(std::uint16_t part_sum) {
  sum_ += odd_ ? swap_octets(part_sum) : part_sum;
}

InternetChecksum& InternetChecksum::add(ByteView octets) {
  add_folded(sum_of(octets));
  odd_ = odd_ != (octets.size() % 2 == 1);
  return *this;
}

InternetChecksum& InternetChecksum::add_sixteen(std::span<const std::uint8_t, 16> octets) {
  add_folded(in_network_order(folded(
      add_with_carry(load<std::uint64_t>(octets.data()), load<std::uint64_t>(octets.data() + 8)))));
  return *this;
}

InternetChecksum& InternetChecksum::add(const InternetChecksum& following) {
  add_folded(following.sum());
  odd_ = odd_ != following.odd_;
  return *this;
}

InternetChecksum& InternetChecksum::add_u16(std::uint16_t number) {
  add_folded(number);
  return *this;
}

InternetChecksum& InternetChecksum::add_u32(std::uint32_t number) {
  add_folded(folded(number));
  return *this;
}

std::uint16_t InternetChecksum::sum() const {
  return folded(sum_);
}

std::uint16_t checksum_after_change_u16(std::uint16_t checksum, std::uint16_t before,
                                        std::uint16_t after) {
  const std::uint64_t sum = static_cast<std::uint16_t>(~checksum);
  return static_cast<std::uint16_t>(~folded(sum + static_cast<std::uint16_t>(~before) + after));
}

std::uint16_t checksum_after_change_u32(std::uint16_t checksum, std::uint32_t before,
                                        std::uint32_t after) {
  return checksum_after_change_u16(checksum, folded(before), folded(after));
}

std::uint16_t checksum_after_change(std::uint16_t checksum, const InternetChecksum& before,
                                    const InternetChecksum& after) {
  return checksum_after_change_u16(checksum, before.sum(), after.sum());
}

}  // namespace acklab::wire

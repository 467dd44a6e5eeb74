#pragma once

#include <cstdint>

namespace acklab::link {

/// By what the random numbers of a packet are counted.
enum class FateKey : std::uint8_t {
  index,    // its number in its direction: the n-th packet meets the n-th fate, whatever it is
  content,  // what it is (ContentKeys): the same segment meets the same fate, whenever it comes
};
[[nodiscard]] const char* to_string(FateKey key);

}  // namespace acklab::link

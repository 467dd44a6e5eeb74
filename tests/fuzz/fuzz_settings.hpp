#pragma once

#include <cstdint>
#include <cstdlib>

#include "tests/support/effort.hpp"

namespace acklab::test {

/// The number in an environment variable, decimal or 0x…, or `otherwise` when it is not set.
inline std::uint64_t number_from_environment(const char* name, std::uint64_t otherwise) {
  const char* const text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 0);
}

inline std::uint64_t fuzz_seed() {
  return number_from_environment("ACKLAB_FUZZ_SEED", 1);
}

inline std::uint64_t fuzz_iterations(std::uint64_t otherwise) {
  return number_from_environment("ACKLAB_FUZZ_ITERATIONS", effort::trials(otherwise));
}

}  // namespace acklab::test

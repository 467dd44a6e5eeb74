#pragma once

#include <compare>
#include <cstdint>
#include <vector>

namespace acklab::sweep {

/// A natural number of any size, as far as exact decisions about powers and binomials need it.
class Natural {
 public:
  explicit Natural(std::uint64_t value);

  Natural& operator*=(std::uint64_t factor);
  Natural& operator+=(const Natural& other);
  /// Divides, rounding down; `divisor` must not be 0.
  Natural& operator/=(std::uint64_t divisor);

  friend std::strong_ordering operator<=>(const Natural& a, const Natural& b);
  friend bool operator==(const Natural& a, const Natural& b) = default;

  [[nodiscard]] static Natural power(std::uint64_t base, std::uint32_t exponent);

 private:
  std::vector<std::uint64_t> words_;  // the lowest first; the highest is not 0
};

}  // namespace acklab::sweep

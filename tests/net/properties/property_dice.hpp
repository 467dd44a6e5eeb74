#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "net/base/random.hpp"

namespace acklab::properties {

/// Rolls one number after another. Each has its name, so that a further roll somewhere shifts none
/// of the others: a seed keeps its meaning while the tests grow.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : seed_(seed) {}

  /// In [0, bound).
  [[nodiscard]] std::uint64_t below(std::string_view name, std::uint64_t bound) const {
    return RandomStream{seed_, name}.below(bound, 0);
  }
  /// One time in `times`.
  [[nodiscard]] bool once_in(std::string_view name, std::uint64_t times) const {
    return below(name, times) == 0;
  }
  [[nodiscard]] std::uint64_t one_of(std::string_view name,
                                     std::initializer_list<std::uint64_t> choices) const {
    return choices.begin()[below(name, choices.size())];
  }
  [[nodiscard]] Dice child(std::uint64_t number) const {
    return Dice{mix64(seed_ + mix64(number))};
  }

 private:
  std::uint64_t seed_;
};

}  // namespace acklab::properties

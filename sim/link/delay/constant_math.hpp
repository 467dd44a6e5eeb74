#pragma once

#include <cstddef>

namespace acklab::link {

// For tables that are made by the compiler: nothing of this runs in a program, so every build has
// the same tables.

constexpr double constant_square_root(double value) {
  double root = value > 1 ? value : 1;
  for (int round = 0; round < 60; ++round) root = (root + value / root) / 2;
  return root;
}

constexpr double constant_cube_root(double value) {
  double root = value > 1 ? value : 1;
  for (int round = 0; round < 90; ++round) root = (2 * root + value / (root * root)) / 3;
  return root;
}

/// The natural logarithm of `mantissa` / 2^`halvings`, for a mantissa between 0.5 and 1.
constexpr double constant_logarithm(double mantissa, std::size_t halvings) {
  constexpr double ln2 = 0.693147180559945309417232121458;
  const double ratio = (mantissa - 1) / (mantissa + 1);
  double power = ratio;
  double sum = 0;
  for (int term = 0; term < 24; ++term) {
    sum += power / (2 * term + 1);
    power *= ratio * ratio;
  }
  return 2 * sum - static_cast<double>(halvings) * ln2;
}

}  // namespace acklab::link

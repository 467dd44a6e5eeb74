#include "sim/link/loss/chain_matrix.hpp"

#include <bit>
#include <cmath>
#include <cstddef>
#include <utility>

namespace acklab::link {

ChainRow shares_of(const LossChain::Weights& weights) {
  double total = 0;
  for (const WideCount weight : weights) total += static_cast<double>(weight);
  ChainRow shares{};
  for (std::size_t i = 0; i < shares.size(); ++i) {
    shares[i] = static_cast<double>(weights[i]) / total;
  }
  return shares;
}

double dot(const ChainRow& a, const ChainRow& b) {
  double result = 0;
  for (std::size_t i = 0; i < a.size(); ++i) result += a[i] * b[i];
  return result;
}

ChainMatrix ChainMatrix::identity() {
  ChainMatrix matrix;
  for (std::size_t i = 0; i < matrix.rows.size(); ++i) matrix.rows[i][i] = 1;
  return matrix;
}

ChainMatrix operator*(const ChainMatrix& a, const ChainMatrix& b) {
  ChainMatrix result;
  for (std::size_t i = 0; i < result.rows.size(); ++i) {
    for (std::size_t k = 0; k < result.rows.size(); ++k) {
      for (std::size_t j = 0; j < result.rows.size(); ++j) {
        result.rows[i][j] += a.rows[i][k] * b.rows[k][j];
      }
    }
  }
  return result;
}

ChainMatrix operator+(ChainMatrix a, const ChainMatrix& b) {
  for (std::size_t i = 0; i < a.rows.size(); ++i) {
    for (std::size_t j = 0; j < a.rows.size(); ++j) a.rows[i][j] += b.rows[i][j];
  }
  return a;
}

/// By doubling: n terms times (I + A^n) are 2n terms.
ChainMatrix ChainMatrix::geometric_sum(const ChainMatrix& a, std::uint64_t last) {
  const std::uint64_t terms = last + 1;
  ChainMatrix total = identity();
  ChainMatrix power = a;  // A^n, n the number of terms in the total
  for (std::uint64_t bit = std::bit_floor(terms) / 2; bit > 0; bit /= 2) {
    total = total + power * total;
    power = power * power;
    if ((terms & bit) == 0) continue;
    total = identity() + a * total;
    power = power * a;
  }
  return total;
}

/// Gauss and Jordan's elimination, with pivots.
ChainRow ChainMatrix::solve(const ChainRow& b) const {
  constexpr std::size_t n = LossChain::max_states;
  std::array<std::array<double, n + 1>, n> system{};
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) system[i][j] = rows[j][i];
    system[i][n] = b[i];
  }
  for (std::size_t column = 0; column < n; ++column) {
    std::size_t pivot = column;
    for (std::size_t i = column; i < n; ++i) {
      if (std::fabs(system[i][column]) > std::fabs(system[pivot][column])) pivot = i;
    }
    std::swap(system[pivot], system[column]);
    for (std::size_t i = 0; i < n; ++i) {
      if (i == column) continue;
      const double factor = system[i][column] / system[column][column];
      for (std::size_t j = column; j <= n; ++j) system[i][j] -= factor * system[column][j];
    }
  }
  ChainRow solution{};
  for (std::size_t i = 0; i < n; ++i) solution[i] = system[i][n] / system[i][i];
  return solution;
}

}  // namespace acklab::link

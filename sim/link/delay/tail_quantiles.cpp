#include "sim/link/delay/tail_quantiles.hpp"

#include <array>
#include <bit>
#include <cstddef>

#include "sim/link/delay/constant_math.hpp"
#include "sim/link/delay/normal_quantile.hpp"

namespace acklab::link {
namespace {

__extension__ using TailWide = __int128;

constexpr std::size_t tail_octaves = 40;
constexpr unsigned tail_step_bits = 5;
constexpr std::size_t tail_steps = std::size_t{1} << tail_step_bits;
using TailTable = std::array<std::int64_t, tail_octaves * tail_steps + 1>;

// Of u^(-1/3), cut off; the deviation to more digits than √0.75 for the sake of the cut.
constexpr double pareto_mean = 1.5;
constexpr double pareto_deviation = 0.8659135289;
constexpr double pareto_normal_deviation = 1.0516698734;

/// Of the share `mantissa` / 2^`halvings` of the upper tail.
constexpr double pareto_value(double mantissa, std::size_t halvings) {
  double power = 1;
  for (std::size_t i = 0; i < halvings / 3; ++i) power *= 2;
  const double rest = halvings % 3 == 0 ? 1 : halvings % 3 == 1 ? 2 : 4;
  return (power * constant_cube_root(rest) / constant_cube_root(mantissa) - pareto_mean) /
         pareto_deviation;
}

constexpr double exponential_value(double mantissa, std::size_t halvings) {
  return -constant_logarithm(mantissa, halvings) - 1;
}

constexpr std::int64_t tail_fixed(double value) {
  const double scaled = value * double{normal_one};
  return static_cast<std::int64_t>(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
}

/// The quantiles from the far end of the tail to its whole.
template <auto Value>
constexpr TailTable make_tail_table() {
  TailTable quantiles{};
  for (std::size_t octave = 0; octave < tail_octaves; ++octave) {
    for (std::size_t step = 0; step < tail_steps; ++step) {
      const double mantissa = 0.5 + static_cast<double>(step) / (2 * tail_steps);
      quantiles[octave * tail_steps + step] =
          tail_fixed(Value(mantissa, tail_octaves - 1 - octave));
    }
  }
  quantiles.back() = tail_fixed(Value(1.0, 0));
  return quantiles;
}

constexpr TailTable pareto_table = make_tail_table<pareto_value>();
constexpr TailTable exponential_table = make_tail_table<exponential_value>();

std::int64_t tail_quantile(const TailTable& quantiles, std::uint64_t draw) {
  const auto halvings = static_cast<std::size_t>(std::countl_zero(draw));
  if (halvings >= tail_octaves) return quantiles[0];
  const std::uint64_t mantissa = draw << halvings << 1U;  // without its leading one
  const auto step = static_cast<std::size_t>(mantissa >> (64U - tail_step_bits));
  const auto fraction = static_cast<std::int64_t>((mantissa << tail_step_bits) >> 48U);  // of 2^16
  const std::size_t position = (tail_octaves - 1 - halvings) * tail_steps + step;
  const std::int64_t outer = quantiles[position];
  return outer - (((outer - quantiles[position + 1]) * fraction) >> 16U);
}

}  // namespace

std::int64_t pareto_quantile(std::uint64_t draw) {
  return tail_quantile(pareto_table, draw);
}

std::int64_t exponential_quantile(std::uint64_t draw) {
  return tail_quantile(exponential_table, draw);
}

std::int64_t pareto_normal_quantile(std::uint64_t draw) {
  constexpr unsigned weight_bits = 32;
  constexpr double one = double{std::int64_t{1} << weight_bits};
  constexpr auto normal_weight = static_cast<std::int64_t>(0.25 / pareto_normal_deviation * one);
  constexpr auto pareto_weight =
      static_cast<std::int64_t>(pareto_deviation / pareto_normal_deviation * one);
  // The same rank there: its top bit says on which side of the median, and below it the normal one
  // counts from the other end.
  constexpr std::uint64_t top_bit = std::uint64_t{1} << 63U;
  const bool is_below_median = (draw & top_bit) != 0;
  const std::int64_t normal = normal_quantile(is_below_median ? ~draw : draw | top_bit);
  const TailWide sum = static_cast<TailWide>(normal) * normal_weight +
                       static_cast<TailWide>(pareto_quantile(draw)) * pareto_weight;
  return static_cast<std::int64_t>(sum >> weight_bits);
}

}  // namespace acklab::link

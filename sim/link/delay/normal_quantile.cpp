#include "sim/link/delay/normal_quantile.hpp"

#include <array>
#include <bit>
#include <cstddef>

#include "sim/link/delay/constant_math.hpp"

namespace acklab::link {
namespace {

constexpr std::size_t octaves = 40;  // halvings of the tail's probability that the table knows
constexpr unsigned step_bits = 5;
constexpr std::size_t steps = std::size_t{1} << step_bits;

// What follows up to `table` runs in the compiler only.

template <std::size_t n>
consteval double polynomial(const double (&coefficients)[n], double x) {
  double value = 0;
  for (std::size_t i = n; i > 0; --i) value = value * x + coefficients[i - 1];
  return value;
}

/// How far out the upper tail of probability `mantissa` / 2^`halvings` ≤ 1/2 begins: Wichura's
/// algorithm AS 241 (PPND16), relative error about 10^-16.
consteval double upper_quantile(double mantissa, std::size_t halvings) {
  constexpr double a[] = {3.3871328727963666080e0,  1.3314166789178437745e+2,
                          1.9715909503065514427e+3, 1.3731693765509461125e+4,
                          4.5921953931549871457e+4, 6.7265770927008700853e+4,
                          3.3430575583588128105e+4, 2.5090809287301226727e+3};
  constexpr double b[] = {1.0,
                          4.2313330701600911252e+1,
                          6.8718700749205790830e+2,
                          5.3941960214247511077e+3,
                          2.1213794301586595867e+4,
                          3.9307895800092710610e+4,
                          2.8729085735721942674e+4,
                          5.2264952788528545610e+3};
  constexpr double c[] = {1.42343711074968357734e0,  4.63033784615654529590e0,
                          5.76949722146069140550e0,  3.64784832476320460504e0,
                          1.27045825245236838258e0,  2.41780725177450611770e-1,
                          2.27238449892691845833e-2, 7.74545014278341407640e-4};
  constexpr double d[] = {1.0,
                          2.05319162663775882187e0,
                          1.67638483018380384940e0,
                          6.89767334985100004550e-1,
                          1.48103976427480074590e-1,
                          1.51986665636164571966e-2,
                          5.47593808499534494600e-4,
                          1.05075007164441684324e-9};
  constexpr double e[] = {6.65790464350110377720e0,  5.46378491116411436990e0,
                          1.78482653991729133580e0,  2.96560571828504891230e-1,
                          2.65321895265761230930e-2, 1.24266094738807843860e-3,
                          2.71155556874348757815e-5, 2.01033439929228813265e-7};
  constexpr double f[] = {1.0,
                          5.99832206555887937690e-1,
                          1.36929880922735805310e-1,
                          1.48753612908506148525e-2,
                          7.86869131145613259100e-4,
                          1.84631831751005468180e-5,
                          1.42151175831644588870e-7,
                          2.04426310338993978564e-15};
  double probability = mantissa;
  for (std::size_t i = 0; i < halvings; ++i) probability /= 2;
  const double q = 0.5 - probability;
  if (q <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * polynomial(a, r) / polynomial(b, r);
  }
  const double r = constant_square_root(-constant_logarithm(mantissa, halvings));
  if (r <= 5) return polynomial(c, r - 1.6) / polynomial(d, r - 1.6);
  return polynomial(e, r - 5) / polynomial(f, r - 5);
}

/// The quantiles in 1/2^24, from the far end of the tail to the median.
consteval auto make_table() {
  std::array<std::int32_t, octaves * steps + 1> quantiles{};
  for (std::size_t octave = 0; octave < octaves; ++octave) {
    for (std::size_t step = 0; step < steps; ++step) {
      const double mantissa = 0.5 + static_cast<double>(step) / (2 * steps);
      const double quantile = upper_quantile(mantissa, octaves - octave);
      quantiles[octave * steps + step] = static_cast<std::int32_t>(
          (static_cast<std::int64_t>(quantile * double{2 * normal_one}) + 1) / 2);
    }
  }
  return quantiles;  // the last one is the median: 0
}

constexpr auto table = make_table();

}  // namespace

std::int64_t normal_quantile(std::uint64_t draw) {
  const std::uint64_t tail = draw << 1U;  // the top bit is the sign; tail / 2^65 the probability
  const auto halvings = static_cast<std::size_t>(std::countl_zero(tail));
  std::int64_t magnitude = table[0];
  if (halvings < octaves) {
    const std::uint64_t mantissa = tail << halvings << 1U;  // without its leading one
    const auto step = static_cast<std::size_t>(mantissa >> (64U - step_bits));
    const auto fraction = static_cast<std::int64_t>((mantissa << step_bits) >> 40U);  // of 2^24
    const std::size_t position = (octaves - 1 - halvings) * steps + step;
    const std::int64_t outer = table[position];
    const std::int64_t inner = table[position + 1];
    magnitude = outer - (((outer - inner) * fraction) >> 24U);
  }
  return (draw >> 63U) != 0 ? magnitude : -magnitude;
}

}  // namespace acklab::link

#include "sim/sweep/range.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "sim/scenario/json_value.hpp"
#include "sim/sweep/natural.hpp"

namespace acklab::sweep {
namespace {

__extension__ using Wide = unsigned __int128;
using Values = Expected<std::vector<Quantity>, std::string>;

/// Nothing when it is no whole number.
std::optional<std::uint64_t> linear_step(const Range& range, std::uint64_t step) {
  const std::uint64_t last = range.steps - 1;
  const Wide weighted = static_cast<Wide>(range.from.amount) * (last - step) +
                        static_cast<Wide>(range.to.amount) * step;
  if (weighted % last != 0) return std::nullopt;
  return static_cast<std::uint64_t>(weighted / last);
}

/// A step of a logarithmic range, from^(1 − i/n) to^(i/n), known by its n-th power.
class LogStep {
 public:
  LogStep(const Range& range, std::uint64_t step)
      : exponent_(static_cast<std::uint32_t>(range.steps - 1)), product_{1} {
    for (std::uint64_t i = 0; i < exponent_; ++i) {
      product_ *= i < step ? range.to.amount : range.from.amount;
    }
  }

  /// The largest whole number that is at most the step.
  [[nodiscard]] std::uint64_t floor() const {
    std::uint64_t value = 0;
    for (std::uint64_t bit = std::uint64_t{1} << 62U; bit != 0; bit >>= 1U) {
      if (Natural::power(value | bit, exponent_) <= product_) value |= bit;
    }
    return value;
  }
  /// Whether the step is at least `doubled` / 2.
  [[nodiscard]] bool at_least_half_of(std::uint64_t doubled) const {
    Natural twice = product_;
    for (std::uint32_t i = 0; i < exponent_; ++i) twice *= 2;
    return Natural::power(doubled, exponent_) <= twice;
  }

 private:
  std::uint32_t exponent_;
  Natural product_;  // the step to the power of exponent_
};

std::uint64_t log_step(const Range& range, std::uint64_t step) {
  if (step == 0) return range.from.amount;
  if (step + 1 == range.steps) return range.to.amount;
  constexpr std::uint64_t significant = 10'000;
  const LogStep exact{range, step};
  const std::uint64_t floor = exact.floor();
  std::uint64_t unit = 1;
  while (floor / unit >= significant) unit *= 10;
  const std::uint64_t below = floor / unit * unit;
  return exact.at_least_half_of(2 * below + unit) ? below + unit : below;
}

std::string why_no_values(const Range& range) {
  if (range.from.kind != range.to.kind) return "\"from\" and \"to\" are not of one kind";
  if (range.from.amount == range.to.amount) return "\"from\" and \"to\" are the same";
  if (range.scale == Scale::log && (range.from.amount == 0 || range.to.amount == 0)) {
    return "a logarithmic range can neither begin nor end at 0; take a linear one, or list the "
           "values";
  }
  return {};
}

std::string described(const Quantity& quantity) {
  return scenario::json_text(json_of(quantity));
}

}  // namespace

Values values_of(const Range& range) {
  if (std::string why = why_no_values(range); !why.empty()) return failure(std::move(why));
  std::vector<Quantity> values;
  for (std::uint64_t step = 0; step < range.steps; ++step) {
    const auto amount =
        range.scale == Scale::log ? std::optional{log_step(range, step)} : linear_step(range, step);
    if (!amount) {
      return failure(
          fmt::format("step {} of {} from {} to {} has no exact value; take another "
                      "number of steps, or list the values",
                      step + 1, range.steps, described(range.from), described(range.to)));
    }
    if (!values.empty() && values.back().amount == *amount) {
      return failure(fmt::format("two of the {} steps come to the same value, {}; take fewer",
                                 range.steps, described(values.back())));
    }
    values.push_back({range.from.kind, *amount});
  }
  return values;
}

}  // namespace acklab::sweep

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sim/scenario/json_value.hpp"

namespace acklab::sweep {

/// What a value of a scenario may measure.
enum class QuantityKind : std::uint8_t { duration, rate, size, percentage, whole };

/// A value of a scenario in its finest unit: nanoseconds, bits per second, bytes, parts of 10^12,
/// or a whole number as it is.
struct Quantity {
  QuantityKind kind = QuantityKind::whole;
  std::uint64_t amount = 0;
};

/// Nothing when it is no quantity.
[[nodiscard]] std::optional<Quantity> quantity_in(const scenario::JsonValue& value);
/// As a scenario says it.
[[nodiscard]] scenario::JsonValue json_of(const Quantity& quantity);

/// What the results append to a parameter's name for the quantity as a number: "_ms",
/// "_bits_per_s", "_bytes", "_ratio", "_number".
[[nodiscard]] const char* number_suffix(QuantityKind kind);
/// The number in that unit.
[[nodiscard]] double number_of(const Quantity& quantity);

}  // namespace acklab::sweep

#pragma once

#include <cstdint>

namespace acklab::theory {

/// In what formulas calculate. How people write and read such a quantity is others' business.
enum class Unit : std::uint8_t {
  ratio,       // a part of one, 0 to 1
  count,       // a number of things
  seconds,     // a time
  bytes,       // octets
  bits_per_s,  // a rate
  per_s,       // how often
};
/// "ratio", "count", "s", "bytes", "bit/s", "1/s".
[[nodiscard]] const char* to_string(Unit unit);

/// Whether a result in one may stand beside a measurement in the other: plain numbers are alike.
[[nodiscard]] constexpr bool comparable(Unit a, Unit b) {
  const auto plain = [](Unit unit) { return unit == Unit::ratio || unit == Unit::count; };
  return a == b || (plain(a) && plain(b));
}

}  // namespace acklab::theory

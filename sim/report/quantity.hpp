#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "net/base/time.hpp"

namespace acklab::report {

// Quantities as people read them, in ASCII. Measured ones have three significant digits; settings
// are exact.

/// "16.2", "0.0523", "1234": `digits` significant digits, never an exponent below 10^15.
[[nodiscard]] std::string significant(double value, int digits = 3);
/// At most six significant digits, no trailing zeros: "0.01", "20", "1.5".
[[nodiscard]] std::string plain(double value);
/// A count, or the median of counts: "3961", "39.5"; from ten million on "12.3M", "4.56G".
[[nodiscard]] std::string count_text(double count);

/// A share that never claims more than it is: "100 %" and "0 %" only when exact, else "99.99 %",
/// ">99.99 %", "<0.01 %".
[[nodiscard]] std::string share_text(double ratio);
/// A setting: "1 %", "0.05 %".
[[nodiscard]] std::string percent_setting(double ratio);

/// A unit of bit rates that suits numbers of this size.
struct RateUnit {
  const char* name = "bit/s";
  double bits_per_s = 1;
};
[[nodiscard]] RateUnit rate_unit_for(double bits_per_s);
/// "20 Mbit/s".
[[nodiscard]] std::string rate_setting(double bits_per_s);
/// "125 kB", of 1000 bytes.
[[nodiscard]] std::string bytes_setting(std::uint64_t bytes);

/// "52.3 ms", "2.13 s", "3 min 20 s".
[[nodiscard]] std::string duration_text(double milliseconds);
/// "25 ms", "1.5 s".
[[nodiscard]] std::string duration_setting(Duration duration);

}  // namespace acklab::report

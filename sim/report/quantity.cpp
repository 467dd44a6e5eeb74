#include "sim/report/quantity.hpp"

#include <array>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace acklab::report {
namespace {

constexpr std::array rate_units{RateUnit{"Gbit/s", 1e9}, RateUnit{"Mbit/s", 1e6},
                                RateUnit{"kbit/s", 1e3}, RateUnit{"bit/s", 1}};

int digits_before_point(double value) {
  if (value == 0) return 1;
  return static_cast<int>(std::floor(std::log10(std::fabs(value)))) + 1;
}

}  // namespace

std::string significant(double value, int digits) {
  if (!std::isfinite(value)) return "?";
  if (std::fabs(value) >= 1e15) return fmt::format("{:.{}e}", value, digits - 1);
  const int decimals = digits - digits_before_point(value);
  return fmt::format("{:.{}f}", value, decimals > 0 ? std::min(decimals, 15) : 0);
}

std::string plain(double value) {
  if (!std::isfinite(value)) return "?";
  if (std::fabs(value) < 1e15 && value == std::floor(value)) return fmt::format("{:.0f}", value);
  return fmt::format("{:.6g}", value);
}

std::string count_text(double count) {
  if (count >= 9.995e9) return significant(count / 1e9) + "G";
  if (count >= 1e7) return significant(count / 1e6) + "M";
  return count == std::floor(count) ? fmt::format("{:.0f}", count) : fmt::format("{:.1f}", count);
}

std::string share_text(double ratio) {
  const double percent = ratio * 100;
  if (percent == 0) return "0 %";
  if (percent > 0 && percent < 0.005) return "<0.01 %";
  if (ratio < 1 && percent >= 99.995) return ">99.99 %";
  if (percent == 100) return "100 %";
  if (percent < 0.995) return fmt::format("{:.2f} %", percent);
  if (percent > 99.9 && percent < 100) return fmt::format("{:.2f} %", percent);
  return fmt::format("{} %",
                     percent >= 100 ? significant(percent) : fmt::format("{:.1f}", percent));
}

std::string percent_setting(double ratio) {
  return plain(ratio * 100) + " %";
}

RateUnit rate_unit_for(double bits_per_s) {
  for (const RateUnit& unit : rate_units) {
    if (bits_per_s >= unit.bits_per_s) return unit;
  }
  return rate_units.back();
}

std::string rate_setting(double bits_per_s) {
  const RateUnit unit = rate_unit_for(bits_per_s);
  return fmt::format("{} {}", plain(bits_per_s / unit.bits_per_s), unit.name);
}

std::string bytes_setting(std::uint64_t bytes) {
  const auto value = static_cast<double>(bytes);
  if (bytes >= 1'000'000'000) return plain(value / 1e9) + " GB";
  if (bytes >= 1'000'000) return plain(value / 1e6) + " MB";
  if (bytes >= 1'000) return plain(value / 1e3) + " kB";
  return bytes == 1 ? "1 byte" : fmt::format("{} bytes", bytes);
}

std::string duration_text(double milliseconds) {
  if (milliseconds < 999.5) return significant(milliseconds) + " ms";
  const double seconds = milliseconds / 1e3;
  if (seconds < 99.95) return significant(seconds) + " s";
  const auto whole = static_cast<std::uint64_t>(std::llround(seconds));
  if (whole < 3600) return fmt::format("{} min {} s", whole / 60, whole % 60);
  return fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
}

std::string duration_setting(Duration duration) {
  const double milliseconds = to_milliseconds(duration);
  if (milliseconds < 1000) return plain(milliseconds) + " ms";
  return plain(milliseconds / 1e3) + " s";
}

}  // namespace acklab::report

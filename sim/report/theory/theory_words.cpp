#include "sim/report/theory/theory_words.hpp"

#include <cmath>

#include <fmt/format.h>

#include "sim/contender/theory_inputs.hpp"
#include "sim/report/quantity.hpp"
#include "sim/theory/catalogue.hpp"

namespace acklab::report {
namespace {

std::string bit_rate_text(double bits_per_s, int digits) {
  const RateUnit unit = rate_unit_for(std::fabs(bits_per_s));
  return fmt::format("{:.{}g} {}", bits_per_s / unit.bits_per_s, digits, unit.name);
}

std::string seconds_text(double seconds) {
  if (seconds != 0 && std::fabs(seconds) < 1) return plain(seconds * 1e3) + " ms";
  return plain(seconds) + " s";
}

}  // namespace

std::string quantity_text(double value, theory::Unit unit, const Words& words) {
  switch (unit) {
    case theory::Unit::ratio:
      return value < 1e-4 && value > 0 ? plain(value) : plain(theory::rounded(value * 100)) + " %";
    case theory::Unit::count:
      return plain(value);
    case theory::Unit::seconds:
      return seconds_text(theory::rounded(value));
    case theory::Unit::bytes:
      return words.say(value == 1 ? "theory.one_byte" : "theory.bytes", plain(value));
    case theory::Unit::bits_per_s:
      return bit_rate_text(value, theory::printed_digits);
    case theory::Unit::per_s:
      return plain(value) + "/s";
  }
  return plain(value);
}

std::string quantities_text(const std::vector<double>& values, theory::Unit unit,
                            const Words& words) {
  std::string text;
  for (const double value : values) {
    text += (text.empty() ? "" : ", ") + quantity_text(value, unit, words);
  }
  return text;
}

std::string metric_text(double value, std::string_view metric, const Words& words) {
  constexpr int digits = 4;
  const contender::MetricUnit unit = contender::metric_unit(metric);
  if (unit.unit == theory::Unit::bits_per_s) return bit_rate_text(value, digits);
  const std::string number = std::fabs(value) >= 1e4 && std::fabs(value) < 1e15
                                 ? fmt::format("{:.0f}", value)
                                 : fmt::format("{:.{}g}", value, digits);
  const std::string_view name = metric_unit_name(metric, theory::Unit::count);
  if (name == "bytes") return words.say("theory.bytes", number);
  return name == "count" || name == "ratio" ? number : fmt::format("{} {}", number, name);
}

const char* metric_unit_name(std::string_view metric, theory::Unit formula_unit) {
  const contender::MetricUnit unit = contender::metric_unit(metric);
  if (unit.unit == theory::Unit::seconds) {
    if (metric.ends_with("_ms")) return "ms";
    return metric.ends_with("_us") ? "us" : "s";
  }
  const bool plain_number = unit.unit == theory::Unit::count || unit.unit == theory::Unit::ratio;
  return theory::to_string(plain_number ? formula_unit : unit.unit);
}

ReportedUnit reported_unit(theory::Unit unit) {
  if (unit == theory::Unit::seconds) return {"ms", 1e3};
  return {theory::to_string(unit), 1};
}

}  // namespace acklab::report

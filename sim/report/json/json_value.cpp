#include "sim/report/json/json_value.hpp"

#include <cmath>

#include <nlohmann/json.hpp>

namespace acklab::report {

Json finite_or_null(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}
Json or_null(const std::optional<double>& value) {
  return value ? finite_or_null(*value) : Json(nullptr);
}
Json or_null(const std::optional<std::uint64_t>& value) {
  return value ? Json(*value) : Json(nullptr);
}
Json or_null(const std::optional<std::string>& value) {
  return value ? Json(*value) : Json(nullptr);
}
Json or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

std::optional<double> milliseconds(const std::optional<Duration>& duration) {
  return duration ? std::optional{to_milliseconds(*duration)} : std::nullopt;
}

}  // namespace acklab::report

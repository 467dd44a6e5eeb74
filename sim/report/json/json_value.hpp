#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "net/base/time.hpp"

namespace acklab::report {

/// The report's JSON: keys in the order they are written.
using Json = nlohmann::ordered_json;

// What has no value is null, and its key is there all the same.

[[nodiscard]] Json finite_or_null(double value);
[[nodiscard]] Json or_null(const std::optional<double>& value);
[[nodiscard]] Json or_null(const std::optional<std::uint64_t>& value);
[[nodiscard]] Json or_null(const std::optional<std::string>& value);
[[nodiscard]] Json or_null(const std::string& text);

/// For or_null.
[[nodiscard]] std::optional<double> milliseconds(const std::optional<Duration>& duration);

/// Indented for people, but arrays of numbers on one line: a series would be pages of lines
/// otherwise. Depth is bounded by what the report and the scenario reader build.
[[nodiscard]] std::string json_text(const Json& json);

}  // namespace acklab::report

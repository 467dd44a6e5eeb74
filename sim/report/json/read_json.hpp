#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/report/json/json_value.hpp"

namespace acklab::report {

// Reading back what acklab has written: what the text says is not believed, so each of these has an
// answer for everything.

/// The text as JSON; nothing when it is none, or nested deeper than acklab nests anything, which
/// those who walk through it with a function that calls itself would not survive.
[[nodiscard]] std::optional<Json> read_json(std::string_view text);

/// A member of an object; null where there is none.
[[nodiscard]] const Json& member(const Json& json, std::string_view key);

// A member of that kind; what has another kind counts as none.
[[nodiscard]] std::optional<std::uint64_t> count_in(const Json& json, std::string_view key);
[[nodiscard]] std::optional<std::int64_t> whole_in(const Json& json, std::string_view key);
[[nodiscard]] std::string text_in(const Json& json, std::string_view key);
[[nodiscard]] bool truth_in(const Json& json, std::string_view key);

}  // namespace acklab::report

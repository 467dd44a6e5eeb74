#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace acklab::scenario {

/// A JSON number as it was written, so that whoever reads it decides what is exact.
struct JsonNumber {
  std::string text;
};

struct JsonMember;

/// One JSON value and the line of the text on which it ends (objects and arrays: begins).
struct JsonValue {
  using Array = std::vector<JsonValue>;
  using Object = std::vector<JsonMember>;

  std::variant<std::nullptr_t, bool, JsonNumber, std::string, Array, Object> content;
  std::uint32_t line = 0;
};

/// A key and its value. An object keeps its members as they were written; no key occurs twice.
struct JsonMember {
  std::string key;
  JsonValue value;
};

/// The value as compact JSON text; members in their order, numbers as they were written.
[[nodiscard]] std::string json_text(const JsonValue& value);

/// What was found, for an error sentence: `the number 3.9`, `"abc"`, `an object`.
[[nodiscard]] std::string describe(const JsonValue& value);

}  // namespace acklab::scenario

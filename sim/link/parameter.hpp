#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace acklab::link {

/// One way in which a value is written in a link description.
enum class ValueKind : std::uint32_t {
  percentage = 1U << 0U,  // "1%"
  duration = 1U << 1U,    // "25ms"
  rate = 1U << 2U,        // "20mbit"
  size = 1U << 3U,        // "125kB"
  count = 1U << 4U,       // 3
  boolean = 1U << 5U,     // true
  choice = 1U << 6U,      // one of Parameter::choices
  text = 1U << 7U,        // a name, a pattern of bits, a file
  object = 1U << 8U,      // holds the parameters whose keys begin with this one's and a point
  list = 1U << 9U,        // of what Parameter::elements says
  number = 1U << 11U,     // 4.5
  direction = 1U << 10U,  // an object with any of the keys of one direction
};

/// The ways in which one value may be written: ValueKind::size | ValueKind::object.
class ValueKinds {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): one kind is the common case.
  constexpr ValueKinds(ValueKind kind) : bits_(static_cast<std::uint32_t>(kind)) {}

  [[nodiscard]] constexpr bool has(ValueKind kind) const {
    return (bits_ & static_cast<std::uint32_t>(kind)) != 0;
  }
  [[nodiscard]] friend constexpr ValueKinds operator|(ValueKinds a, ValueKinds b) {
    a.bits_ |= b.bits_;
    return a;
  }
  [[nodiscard]] friend constexpr bool operator==(ValueKinds a, ValueKinds b) = default;

 private:
  std::uint32_t bits_;
};
[[nodiscard]] constexpr ValueKinds operator|(ValueKind a, ValueKind b) {
  return ValueKinds{a} | ValueKinds{b};
}

/// One thing that a link description can say, documented once, next to the code that obeys it:
/// scenarios/LINK.md and the link's part of the schema are made from these (`./dev generate`), and
/// a test compares them with what the reader takes.
struct Parameter {
  /// Where it stands in one direction: "loss", "loss.mean_burst". The elements of a list have the
  /// list's key: "rules.action" is a key of each element of "rules".
  std::string_view key;
  ValueKinds kind = ValueKind::object;
  /// What it does, in whole sentences.
  std::string_view meaning;
  /// What is allowed, such as "0% to 100%"; empty: all that can be written. What is written as
  /// "A to B" is tried on the reader.
  std::string_view range = {};
  /// What holds without it, as written in JSON with double quotes, such as "\"0%\""; empty: it must
  /// be given where it belongs, or has no effect.
  std::string_view fallback = {};
  /// The nearest words of `tc netem` (or another tool that `tc` knows); empty: it has none.
  std::string_view netem = {};
  /// Of a choice: the words. With another kind beside it: words in place of a value ("unlimited").
  std::span<const std::string_view> choices = {};

  /// What those words of netem do otherwise, in whole sentences; empty: nothing.
  std::string_view differs = {};
  /// Link descriptions that show it, one a line. Between them, those of a key without a point must
  /// use every key that begins with it: the reader is tried on them.
  std::string_view examples = {};
  /// Whether the object it belongs to must have it.
  bool required = false;
  /// Of a count or number: from and to; of a list: how many elements; of a text: how many
  /// characters.
  std::optional<std::uint64_t> min = {};
  std::optional<std::uint64_t> max = {};
  /// Of a list: how its elements are written.
  ValueKinds elements = ValueKind::object;
  /// Of a text: what it must match, a regular expression that ECMAScript knows.
  std::string_view pattern = {};
};

}  // namespace acklab::link

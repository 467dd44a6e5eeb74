#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace acklab::link {

/// How a value is written in a link description.
enum class ValueKind : std::uint8_t {
  percentage,  // "1%"
  duration,    // "25ms"
  rate,        // "20mbit"
  size,        // "125kB"
  count,       // 3
  boolean,     // true
  choice,      // one of Parameter::choices
  text,        // a name, a pattern of bits, a file
  object,      // holds the parameters whose keys begin with this one's and a point
  list,        // of what the text says
};

/// One thing that a link description can say, documented once, next to the code that obeys it:
/// scenarios/LINK.md and the descriptions in the schema are made from these.
struct Parameter {
  /// Where it stands in one direction: "loss", "loss.mean_burst".
  std::string_view key;
  ValueKind kind = ValueKind::object;
  /// What it does, in whole sentences.
  std::string_view meaning;
  /// What is allowed, such as "0% to 100%"; empty: all that can be written.
  std::string_view range = {};
  /// What holds without it, as written in JSON, such as "0%"; empty: it must be given where it
  /// belongs, or has no effect.
  std::string_view fallback = {};
  /// The nearest words of `tc netem` (or another tool that `tc` knows); empty: it has none.
  std::string_view netem = {};
  /// Of a choice: the words.
  std::span<const std::string_view> choices = {};
};

}  // namespace acklab::link

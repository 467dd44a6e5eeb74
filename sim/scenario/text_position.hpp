#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "sim/scenario/utf8.hpp"

namespace acklab::scenario {

/// A line and a column in characters, both from 1.
struct TextPosition {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

[[nodiscard]] inline TextPosition position_of(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const std::size_t line_begin = before.rfind('\n') + 1;  // npos + 1 is 0
  const auto lines = std::count(before.begin(), before.end(), '\n');
  return TextPosition{static_cast<std::uint32_t>(lines) + 1,
                      static_cast<std::uint32_t>(count_characters(before.substr(line_begin))) + 1};
}

}  // namespace acklab::scenario

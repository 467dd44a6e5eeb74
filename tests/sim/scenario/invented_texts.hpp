#pragma once

#include <string>

#include "sim/scenario/text.hpp"

namespace acklab::scenario::test {

/// Perhaps in other languages too; `below(n)` draws a number from 0 to n - 1.
[[nodiscard]] inline Text invented_languages(const std::string& english, auto&& below) {
  Text text{english};
  if (!english.empty() && below(2) == 0) text.put("zh-Hans", "文 \"" + english);
  if (!english.empty() && below(3) == 0) text.put("ar", "نص");
  return text;
}

[[nodiscard]] inline Text invented_lines(auto&& below) {
  std::string text;
  for (auto left = below(4); left > 0; --left) text += left % 2 == 0 ? "a line\n" : "\n";
  return invented_languages(text, below);
}

}  // namespace acklab::scenario::test

#include "sim/scenario/refusal.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "sim/scenario/utf8.hpp"

namespace acklab::scenario {
namespace {

constexpr std::size_t max_quoted_bytes = 40;
constexpr std::size_t max_origin_bytes = 90;
constexpr std::size_t max_path_bytes = 60;
constexpr std::string_view ellipsis = "…";

bool is_continuation(char octet) {
  return (static_cast<unsigned char>(octet) & 0xC0U) == 0x80U;
}

/// The first octets of `text`, not ending inside a UTF-8 sequence.
std::string_view head(std::string_view text, std::size_t bytes) {
  while (bytes > 0 && bytes < text.size() && is_continuation(text[bytes])) --bytes;
  return text.substr(0, bytes);
}

std::string_view tail(std::string_view text, std::size_t bytes) {
  std::size_t from = text.size() - std::min(bytes, text.size());
  while (from < text.size() && is_continuation(text[from])) ++from;
  return text.substr(from);
}

}  // namespace

std::string printable(std::string_view text, std::size_t max_bytes) {
  const bool valid = !find_bad_utf8(text).has_value();
  std::string visible;
  for (const char character : text) {
    const auto octet = static_cast<unsigned char>(character);
    if (octet < 0x20 || octet == 0x7F || (!valid && octet >= 0x80)) {
      visible += fmt::format("\\x{:02x}", octet);
    } else {
      visible += character;
    }
    if (visible.size() > 4 * max_bytes && text.size() > 8 * max_bytes) {
      // Enough to see that it is long: keep the beginning only.
      return std::string{head(visible, max_bytes)} + std::string{ellipsis};
    }
  }
  if (visible.size() <= max_bytes) return visible;
  const std::size_t half = max_bytes / 2;
  return fmt::format("{}{}{}", head(visible, half), ellipsis, tail(visible, half));
}

std::string in_quotes(std::string_view text) {
  return fmt::format("\"{}\"", printable(text, max_quoted_bytes));
}

ScenarioError refusal(const Place& place, std::string_view what) {
  std::string sentence = printable(place.origin, max_origin_bytes);
  if (place.line != 0) sentence += fmt::format(", line {}", place.line);
  if (place.column != 0) sentence += fmt::format(", column {}", place.column);
  if (!place.path.empty())
    sentence += fmt::format(", at {}", printable(place.path, max_path_bytes));
  sentence += fmt::format(": {}", what);
  if (sentence.size() + 1 > max_sentence_bytes) {
    sentence =
        fmt::format("{}{}", head(sentence, max_sentence_bytes - 1 - ellipsis.size()), ellipsis);
  }
  return ScenarioError{sentence + "."};
}

}  // namespace acklab::scenario

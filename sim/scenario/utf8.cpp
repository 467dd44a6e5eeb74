#include "sim/scenario/utf8.hpp"

#include <algorithm>

namespace acklab::scenario {
namespace {

/// How many octets the well-formed sequence at the beginning of `text` has; 0: it is ill-formed
/// (Unicode, table 3-7).
std::size_t sequence_length(std::string_view text) {
  const auto octet = [&](std::size_t index) {
    return index < text.size() ? static_cast<unsigned char>(text[index]) : 0U;
  };
  const auto within = [&](std::size_t index, unsigned low, unsigned high) {
    return octet(index) >= low && octet(index) <= high;
  };
  const unsigned lead = octet(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return within(1, 0x80, 0xBF) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const unsigned low = lead == 0xE0 ? 0xA0 : 0x80;
    const unsigned high = lead == 0xED ? 0x9F : 0xBF;
    return within(1, low, high) && within(2, 0x80, 0xBF) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const unsigned low = lead == 0xF0 ? 0x90 : 0x80;
    const unsigned high = lead == 0xF4 ? 0x8F : 0xBF;
    return within(1, low, high) && within(2, 0x80, 0xBF) && within(3, 0x80, 0xBF) ? 4 : 0;
  }
  return 0;
}

}  // namespace

std::optional<std::size_t> find_bad_utf8(std::string_view text) {
  for (std::size_t offset = 0; offset < text.size();) {
    const std::size_t length = sequence_length(text.substr(offset));
    if (length == 0) return offset;
    offset += length;
  }
  return std::nullopt;
}

bool has_control_character(std::string_view text) {
  for (std::size_t offset = 0; offset < text.size(); ++offset) {
    const auto octet = static_cast<unsigned char>(text[offset]);
    if (octet < 0x20 || octet == 0x7F) return true;
    const bool c1 = octet == 0xC2 && offset + 1 < text.size() &&
                    static_cast<unsigned char>(text[offset + 1]) < 0xA0;
    if (c1) return true;
  }
  return false;
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char octet) {
    return (static_cast<unsigned char>(octet) & 0xC0U) != 0x80U;
  }));
}

}  // namespace acklab::scenario

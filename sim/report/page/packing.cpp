#include "sim/report/page/packing.hpp"

#include <cstdint>
#include <stdexcept>
#include <vector>

#include <zlib.h>

namespace acklab::report {
namespace {

std::vector<Bytef> deflated(std::string_view text) {
  uLongf size = compressBound(static_cast<uLong>(text.size()));
  std::vector<Bytef> octets(size);
  // Bytef is unsigned char; zlib reads what std::string holds as such.
  const auto* from = reinterpret_cast<const Bytef*>(text.data());
  const int result = compress2(octets.data(), &size, from, static_cast<uLong>(text.size()), 6);
  if (result != Z_OK) throw std::runtime_error("zlib could not compress a trace");
  octets.resize(size);
  return octets;
}

std::string base64(const std::vector<Bytef>& octets) {
  static constexpr std::string_view letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((octets.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < octets.size(); i += 3) {
    const std::size_t left = octets.size() - i;
    const std::uint32_t three = static_cast<std::uint32_t>(octets[i]) << 16U |
                                (left > 1 ? static_cast<std::uint32_t>(octets[i + 1]) << 8U : 0U) |
                                (left > 2 ? static_cast<std::uint32_t>(octets[i + 2]) : 0U);
    text += letters[three >> 18U & 63U];
    text += letters[three >> 12U & 63U];
    text += left > 1 ? letters[three >> 6U & 63U] : '=';
    text += left > 2 ? letters[three & 63U] : '=';
  }
  return text;
}

}  // namespace

std::string packed(std::string_view text) {
  return base64(deflated(text));
}

std::string within_html(std::string_view json) {
  std::string text;
  text.reserve(json.size() + json.size() / 64);
  for (const char letter : json) {
    if (letter == '<') {
      text += "\\u003c";
    } else {
      text += letter;
    }
  }
  return text;
}

std::string html_text(std::string_view text) {
  std::string html;
  html.reserve(text.size());
  for (const char letter : text) {
    switch (letter) {
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '&':
        html += "&amp;";
        break;
      case '"':
        html += "&quot;";
        break;
      default:
        html += letter;
    }
  }
  return html;
}

}  // namespace acklab::report

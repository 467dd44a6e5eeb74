#include "sim/report/display_text.hpp"

#include <algorithm>
#include <vector>

#include <utf8proc.h>

namespace acklab::report {
namespace {

constexpr utf8proc_int32_t replacement = 0xFFFD;

/// The first code point of `text` and how many octets it takes; the replacement character for one
/// invalid octet. `text` must not be empty.
struct CodePoint {
  utf8proc_int32_t value = replacement;
  std::size_t octets = 1;
};
CodePoint first_of(std::string_view text) {
  CodePoint found;
  const utf8proc_ssize_t taken =
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                       static_cast<utf8proc_ssize_t>(text.size()), &found.value);
  if (taken <= 0) return CodePoint{};
  found.octets = static_cast<std::size_t>(taken);
  return found;
}

/// What a reader sees as one character: its octets and its columns.
struct Cluster {
  std::string_view octets;
  std::size_t columns = 0;
};
std::vector<Cluster> clusters_of(std::string_view text) {
  std::vector<Cluster> clusters;
  utf8proc_int32_t state = 0;
  utf8proc_int32_t previous = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = first_of(text.substr(at));
    const auto columns = static_cast<std::size_t>(std::max(0, utf8proc_charwidth(point.value)));
    if (clusters.empty() || utf8proc_grapheme_break_stateful(previous, point.value, &state)) {
      clusters.push_back({text.substr(at, point.octets), columns});
    } else {
      Cluster& last = clusters.back();
      last.octets = std::string_view{last.octets.data(), last.octets.size() + point.octets};
      last.columns = std::max(last.columns, columns);
    }
    previous = point.value;
    at += point.octets;
  }
  return clusters;
}

bool is_unsafe(utf8proc_int32_t value) {
  const utf8proc_category_t category = utf8proc_category(value);
  const bool bidirectional =
      (value >= 0x202A && value <= 0x202E) || (value >= 0x2066 && value <= 0x2069);
  return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_ZL ||
         category == UTF8PROC_CATEGORY_ZP || bidirectional;
}

void append_code_point(std::string& text, utf8proc_int32_t value) {
  utf8proc_uint8_t octets[4];
  const auto count = utf8proc_encode_char(value, octets);
  text.append(reinterpret_cast<const char*>(octets), static_cast<std::size_t>(count));
}

/// A part of a text that is not broken.
struct Piece {
  std::string_view text;
  bool after_space = false;
};

bool is_one_of(std::string_view character, std::initializer_list<std::string_view> set) {
  return std::find(set.begin(), set.end(), character) != set.end();
}

/// What may not begin a line, and what may not end one.
bool closes(std::string_view character) {
  return is_one_of(character,
                   {"，", "。", "、", "；", "：", "！", "？", "）", "》", "」", "』", "”",
                    "’",  "…",  "％", ",",  ".",  ";",  ":",  "!",  "?",  ")",  "]",  "%"});
}
bool opens(std::string_view character) {
  return is_one_of(character, {"（", "《", "「", "『", "“", "‘", "(", "["});
}

/// Lines may be broken at spaces, and beside wide characters, which are written without.
std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  bool after_space = true;
  const Cluster* before = nullptr;
  const std::vector<Cluster> clusters = clusters_of(text);
  for (const Cluster& cluster : clusters) {
    if (cluster.octets == " " || cluster.octets == "\n") {
      after_space = true;
      continue;
    }
    const bool beside_wide = before != nullptr && (before->columns > 1 || cluster.columns > 1);
    const bool breaks = beside_wide && !closes(cluster.octets) && !opens(before->octets);
    if (after_space || breaks) {
      pieces.push_back({cluster.octets, after_space});
    } else {
      std::string_view& last = pieces.back().text;
      last = {last.data(), last.size() + cluster.octets.size()};
    }
    after_space = false;
    before = &cluster;
  }
  return pieces;
}

/// The longest beginning of `text` within `columns`, at least one character.
std::string_view beginning_within(std::string_view text, std::size_t columns) {
  std::size_t octets = 0;
  std::size_t used = 0;
  for (const Cluster& cluster : clusters_of(text)) {
    if (octets > 0 && used + cluster.columns > columns) break;
    used += cluster.columns;
    octets += cluster.octets.size();
  }
  return text.substr(0, octets);
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t columns = 0;
  for (const Cluster& cluster : clusters_of(text)) columns += cluster.columns;
  return columns;
}

std::string printable(std::string_view text, bool utf8) {
  std::string safe;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = first_of(text.substr(at));
    if (is_unsafe(point.value)) {
      safe += ' ';
    } else if (point.value < 0x80) {
      safe += static_cast<char>(point.value);
    } else if (utf8) {
      append_code_point(safe, point.value);
    } else {
      safe += '?';
    }
    at += point.octets;
  }
  return safe;
}

std::string pad_right(std::string_view text, std::size_t width) {
  const std::size_t used = display_width(text);
  return std::string{text} + std::string(used < width ? width - used : 0, ' ');
}

std::string pad_left(std::string_view text, std::size_t width) {
  const std::size_t used = display_width(text);
  return std::string(used < width ? width - used : 0, ' ') + std::string{text};
}

std::string fit(std::string_view text, std::size_t width, std::string_view ellipsis) {
  if (display_width(text) <= width) return std::string{text};
  const std::size_t room = width - std::min(width, display_width(ellipsis));
  if (room == 0) return std::string(width, '.');
  return std::string{beginning_within(text, room)} + std::string{ellipsis};
}

std::string wrap(std::string_view text, std::size_t columns, std::size_t indent) {
  const std::size_t room = columns > indent + 10 ? columns - indent : 10;
  const std::string margin(indent, ' ');
  std::string lines;
  std::string line;
  std::size_t used = 0;
  const auto finish_line = [&] {
    if (!line.empty()) lines += margin + line + '\n';
    line.clear();
    used = 0;
  };
  for (const Piece& piece : pieces_of(text)) {
    std::string_view word = piece.text;
    std::size_t width = display_width(word);
    const std::size_t space = piece.after_space ? 1 : 0;
    if (used > 0 && used + space + width > room) finish_line();
    while (width > room) {
      const std::string_view part = beginning_within(word, room);
      line = part;
      finish_line();
      word.remove_prefix(part.size());
      width = display_width(word);
    }
    if (used > 0 && piece.after_space) {
      line += ' ';
      ++used;
    }
    line += word;
    used += width;
  }
  finish_line();
  return lines;
}

}  // namespace acklab::report

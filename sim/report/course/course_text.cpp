#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "sim/report/course/course.hpp"
#include "sim/report/display_text.hpp"
#include "sim/report/quantity.hpp"
#include "sim/report/text_parts.hpp"
#include "sim/report/words/words.hpp"

namespace acklab::report {
namespace {

constexpr std::size_t row_margin = 2;
constexpr std::size_t row_gap = 2;

/// What the folders of the course that comes with acklab are called.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> folder_words{
    {{"", "folder.first_steps"},
     {"reliability", "folder.reliability"},
     {"windows", "folder.windows"},
     {"timers", "folder.timers"},
     {"congestion", "folder.congestion"},
     {"real-time", "folder.real_time"},
     {"datagrams", "folder.datagrams"},
     {"failure", "folder.failure"},
     {"sweeps", "folder.sweeps"}}};

std::string folder_title(const std::string& folder, const Words& words) {
  const auto known = std::find_if(folder_words.begin(), folder_words.end(),
                                  [&](const auto& pair) { return pair.first == folder; });
  if (known == folder_words.end()) return folder;
  return words(known->second);
}

std::string needs_text(const CourseEntry& entry, const Words& words) {
  if (entry.is_sweep) return words("list.sweep");
  if (entry.needs.kernel_tcp) return words("list.kernel_tcp");
  if (entry.needs.tun) return words("list.tun");
  if (entry.needs.sockets) return words("list.sockets");
  return words("list.nothing");
}

/// "20 s", "2 min": what one plans with.
std::string estimate_text(const std::optional<Duration>& estimate) {
  if (!estimate) return "-";
  if (*estimate < std::chrono::seconds{90}) return duration_setting(*estimate);
  const auto minutes = std::chrono::round<std::chrono::minutes>(*estimate).count();
  return fmt::format("{} min", minutes);
}

struct CourseRow {
  std::string lesson;
  std::string title;
  std::string time;
  std::string needs;
};

struct CourseWidths {
  std::size_t lesson = 0;
  std::size_t time = 0;
  std::size_t needs = 0;
};

/// What is typed behind the folder to run it.
std::string lesson_of(const CourseEntry& entry) {
  if (!entry.number.empty()) return entry.number;
  return entry.place.substr(entry.folder.empty() ? 0 : entry.folder.size() + 1);
}

CourseRow course_row(const CourseEntry& entry, const TableStyle& style, const Words& words) {
  const scenario::Text& title = entry.title.empty() ? entry.question : entry.title;
  return {printable(lesson_of(entry), style.utf8), printable(title.in(style.language), style.utf8),
          estimate_text(entry.duration_estimate), needs_text(entry, words)};
}

CourseWidths widths_of(const std::vector<CourseRow>& rows) {
  CourseWidths widths;
  for (const CourseRow& row : rows) {
    widths.lesson = std::max(widths.lesson, display_width(row.lesson));
    widths.time = std::max(widths.time, display_width(row.time));
    widths.needs = std::max(widths.needs, display_width(row.needs));
  }
  return widths;
}

std::string line_of(const CourseRow& row, CourseWidths widths, std::size_t lesson,
                    const TableStyle& style) {
  const std::size_t taken = row_margin + lesson + widths.time + widths.needs + 3 * row_gap;
  const std::size_t room = style.columns > taken + 10 ? style.columns - taken : 10;
  std::string line = std::string(row_margin, ' ') + pad_right(row.lesson, lesson) +
                     std::string(row_gap, ' ') +
                     pad_right(fit(row.title, room, glyphs_for(style.utf8).ellipsis), room) +
                     std::string(row_gap, ' ') + pad_left(row.time, widths.time) +
                     std::string(row_gap, ' ') + row.needs;
  line.erase(line.find_last_not_of(' ') + 1);
  return fit(line, style.columns, glyphs_for(style.utf8).ellipsis) + '\n';
}

}  // namespace

std::string course_text(const std::vector<CourseEntry>& entries, const TableStyle& style) {
  const Words& words = Words::in(style.language);
  std::vector<CourseRow> rows{
      {words("list.number"), words("list.title"), words("list.time"), words("list.needs")}};
  for (const CourseEntry& entry : entries) rows.push_back(course_row(entry, style, words));
  const CourseWidths widths = widths_of(rows);
  std::string text;
  for (std::size_t begin = 0; begin < entries.size();) {
    std::size_t end = begin;
    std::size_t lesson = display_width(rows.front().lesson);
    while (end < entries.size() && entries[end].folder == entries[begin].folder) {
      lesson = std::max(lesson, display_width(rows[++end].lesson));
    }
    if (begin == 0) {
      text += painted(line_of(rows.front(), widths, lesson, style), Paint::quiet, style.colour);
    }
    const std::string title = printable(folder_title(entries[begin].folder, words), style.utf8);
    text += '\n' + painted(title, Paint::strong, style.colour) + '\n';
    for (; begin < end; ++begin) text += line_of(rows[begin + 1], widths, lesson, style);
  }
  const bool kernel = std::any_of(entries.begin(), entries.end(),
                                  [](const auto& entry) { return entry.needs.kernel_tcp; });
  text += '\n' + wrap(words("list.how_to_run"), style.columns, 0);
  if (kernel) text += wrap(words("list.about_kernel"), style.columns, 0);
  return text;
}

}  // namespace acklab::report

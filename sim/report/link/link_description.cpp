#include "sim/report/link/link_description.hpp"

#include <algorithm>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "sim/report/display_text.hpp"
#include "sim/report/link/link_figures.hpp"
#include "sim/report/link/link_steps.hpp"
#include "sim/report/link/link_words.hpp"
#include "sim/report/link/nearest_tc.hpp"
#include "sim/report/quantity.hpp"
#include "sim/report/text_parts.hpp"
#include "sim/report/words/retold.hpp"

namespace acklab::report {
namespace {

constexpr std::size_t margin = 2;
constexpr std::size_t label_columns = 12;

/// Writes lines for one place.
class Page {
 public:
  explicit Page(const TableStyle& style)
      : style_(style), words_(Words::in(style.language)), columns_(std::max(style.columns, 40U)) {}

  void heading(std::string_view text) {
    if (!text_.empty()) text_ += '\n';
    text_ += painted(
        fit(printable(retold(text, words_), style_.utf8), columns_, style_.utf8 ? "…" : "..."),
        Paint::strong, style_.colour);
    text_ += '\n';
  }
  void paragraph(std::string_view text) { text_ += wrap(retold(text, words_), columns_, margin); }
  /// The label in the margin of the first line only.
  void labelled(std::string_view english_label, std::string_view text) {
    const std::string label = retold(english_label, words_);
    std::string lines = wrap(retold(text, words_), columns_, margin + label_columns);
    if (display_width(label) >= label_columns) {
      text_ += std::string(margin, ' ') + label + '\n' + lines;
      return;
    }
    const std::string head = std::string(margin, ' ') + pad_right(label, label_columns);
    text_ += lines.replace(0, margin + label_columns, head);
  }
  void point(std::string_view text) {
    std::string lines = wrap(retold(text, words_), columns_, margin + 2);
    text_ += lines.replace(margin, 1, "-");
  }
  /// A command, continued behind a backslash where it is too long, but not between a word and its
  /// number.
  void command(std::string_view text) {
    constexpr std::size_t continued = margin + 4;
    std::string line = std::string(margin, ' ');
    std::size_t from = 0;
    while (from < text.size()) {
      std::size_t end = std::min(text.find(' ', from), text.size());
      while (end + 1 < text.size() && text[end + 1] >= '0' && text[end + 1] <= '9') {
        end = std::min(text.find(' ', end + 1), text.size());
      }
      const std::string_view word = text.substr(from, end - from);
      if (line.size() + 1 + word.size() + 2 > columns_) {
        text_ += line + " \\\n";
        line = std::string(continued, ' ') + std::string{word};
      } else {
        if (line.find_first_not_of(' ') != std::string::npos) line += ' ';
        line += word;
      }
      from = end + 1;
    }
    text_ += line + '\n';
  }
  [[nodiscard]] const Words& words() const { return words_; }
  [[nodiscard]] std::string text() && { return std::move(text_); }

 private:
  const TableStyle& style_;
  const Words& words_;
  std::size_t columns_;
  std::string text_;
};

std::string packets_text(double bytes) {
  return fmt::format("{} ({} full packets)", bytes_setting(static_cast<std::uint64_t>(bytes)),
                     significant(bytes / full_packet_bytes));
}

std::string round_trip_text(double ms) {
  return ms > 0 ? duration_text(ms) + '.' : "0 ms.";
}

void write_loss(const DirectionFigures& figures, Page& page) {
  if (figures.mean_loss_ratio > 0) {
    std::string text = share_text(figures.mean_loss_ratio) + " on average";
    if (figures.mean_burst_packets) {
      text += fmt::format(", {} in a row on average", significant(*figures.mean_burst_packets));
    }
    page.labelled("lost", text + '.');
  }
  page.labelled("whole",
                fmt::format("{} of packets arrive undamaged{}.", share_text(figures.whole_ratio),
                            figures.rate_bits_per_s ? " if the queue has room" : ""));
}

void write_line(const DirectionFigures& figures, Page& page) {
  if (!figures.rate_bits_per_s) return;
  page.labelled("BDP", *figures.bdp_bytes > 0
                           ? packets_text(*figures.bdp_bytes) + ": rate x the delays of both ways."
                           : "0: there is no delay.");
  if (!figures.queue_bytes) {
    page.labelled("full queue", "There is no limit.");
    return;
  }
  page.labelled(
      "full queue",
      fmt::format("{}: {} of waiting{}.", packets_text(*figures.queue_bytes),
                  duration_text(*figures.queue_ms),
                  figures.queue_bdps ? fmt::format(", {} BDP", significant(*figures.queue_bdps))
                                     : std::string{}));
}

void write_direction(std::string_view heading, const link::DirectionSettings& settings,
                     const DirectionFigures& figures, Page& page) {
  page.heading(heading);
  const std::vector<LinkStep> steps = link_steps(settings, page.words());
  for (const LinkStep& step : steps) page.labelled(step.name, step.text);
  if (steps.empty()) page.paragraph("Every packet comes out as it went in, and at once.");
  page.heading("In numbers");
  write_loss(figures, page);
  write_line(figures, page);
}

struct WhenWords {
  std::string operator()(link::AtTime at) const {
    return "at " + duration_setting(at.since_origin);
  }
  std::string operator()(link::AtPacket at) const { return fmt::format("packet {}", at.index); }
};

/// What holds after each change; the numbers elsewhere are those of the start.
void write_schedule(const std::vector<link::ScheduledChange>& schedule, Page& page) {
  if (schedule.empty()) return;
  page.heading("What holds later (the numbers are those of the start)");
  for (const link::ScheduledChange& change : schedule) {
    page.labelled(std::visit(WhenWords{}, change.when),
                  direction_words(change.settings, page.words()) + page.words()("run.stop"));
  }
}

void write_round_trip(const LinkFigures& figures, Page& page) {
  page.heading(
      fmt::format("Round trip, {} bytes there and {} back", full_packet_bytes, bare_ack_bytes));
  page.labelled("empty link", round_trip_text(figures.empty_round_trip_ms));
  page.labelled("full queue", figures.full_round_trip_ms
                                  ? round_trip_text(*figures.full_round_trip_ms)
                                  : "No limit: it grows as long as packets wait.");
}

/// The commands; their differences go to `differences`, each once.
void write_commands(std::string_view heading, const link::DirectionSettings& settings,
                    std::vector<std::string>& differences, Page& page) {
  const NearestTc nearest = nearest_tc(settings);
  page.heading(heading);
  if (nearest.commands.empty()) page.paragraph("Nothing: the direction does nothing.");
  for (const std::string& command : nearest.commands) page.command(command);
  for (const std::string& difference : nearest.differences) {
    if (std::find(differences.begin(), differences.end(), difference) == differences.end()) {
      differences.push_back(difference);
    }
  }
}

void write_differences(const std::vector<std::string>& differences, Page& page) {
  if (differences.empty()) return;
  page.heading("What it would do otherwise");
  for (const std::string& difference : differences) page.point(difference);
}

}  // namespace

std::string link_description(const link::LinkSettings& settings, std::string_view title,
                             const TableStyle& style) {
  const LinkFigures figures = link_figures(settings);
  Page page{style};
  std::vector<std::string> differences;
  page.heading(title);
  if (settings.is_same_both_ways()) {
    write_direction("What happens to a packet, either way", settings.forward, figures.forward,
                    page);
    write_schedule(settings.forward_schedule, page);
    write_round_trip(figures, page);
    write_commands("The nearest in Linux, on the device DEV of either host", settings.forward,
                   differences, page);
    write_differences(differences, page);
    return std::move(page).text();
  }
  write_direction("What happens to a packet from client to server (forward)", settings.forward,
                  figures.forward, page);
  write_schedule(settings.forward_schedule, page);
  write_direction("What happens to a packet from server to client (reverse)", settings.reverse,
                  figures.reverse, page);
  write_schedule(settings.reverse_schedule, page);
  write_round_trip(figures, page);
  write_commands("The nearest in Linux, on the client's device DEV (forward)", settings.forward,
                 differences, page);
  write_commands("The nearest in Linux, on the server's device DEV (reverse)", settings.reverse,
                 differences, page);
  write_differences(differences, page);
  return std::move(page).text();
}

}  // namespace acklab::report

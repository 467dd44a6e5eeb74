#include "sim/cli/progress_line.hpp"

#include <cstdio>

#include <fmt/format.h>

#include "sim/cli/terminal.hpp"
#include "sim/report/display_text.hpp"
#include "sim/report/quantity.hpp"

namespace acklab::cli {
namespace {

constexpr const char* erase_line = "\r\x1b[K";

void write(const std::string& text) {
  static_cast<void>(std::fputs(text.c_str(), stderr));
  static_cast<void>(std::fflush(stderr));
}

}  // namespace

std::string progress_text(const run::BatchProgress& progress, unsigned columns,
                          const report::Words& words) {
  std::string text = report::printable(progress.contender, true);
  if (progress.repetitions > 1) {
    text += fmt::format(" {}/{}", progress.repetition, progress.repetitions);
  }
  const auto megabytes = [](std::uint64_t bytes) { return static_cast<double>(bytes) / 1e6; };
  const double delivered = megabytes(progress.run.delivered_bytes);
  if (progress.run.total_bytes > 0) {
    text += words.say("progress.bytes", delivered, megabytes(progress.run.total_bytes));
  } else {
    text += words.say("progress.bytes_so_far", delivered);
  }
  if (progress.time_left) text += words.say("progress.left", to_seconds(*progress.time_left));
  return report::fit(text, columns - 1, "");
}

std::string sweep_progress_text(const sweep::SweepProgress& progress, unsigned columns) {
  const std::uint64_t percent = progress.total == 0 ? 100 : progress.done * 100 / progress.total;
  std::string text = fmt::format("{} of {} runs ({} %)", progress.done, progress.total, percent);
  if (progress.time_left) {
    text +=
        fmt::format(", about {} left", report::duration_text(to_milliseconds(*progress.time_left)));
  }
  return report::fit(text, columns - 1, "");
}

ProgressLine::~ProgressLine() {
  if (shown_) write(erase_line);
}

void ProgressLine::show(const run::BatchProgress& progress) {
  if (!visible_) return;
  show(progress_text(progress, progress_columns(), report::Words::in(output_style().language)));
}

void ProgressLine::show(const std::string& text) {
  if (!visible_) return;
  shown_ = true;
  write(erase_line + text);
}

}  // namespace acklab::cli

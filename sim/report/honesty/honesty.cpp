#include "sim/report/honesty/honesty.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "sim/contender/kernel_tuning.hpp"
#include "sim/report/display_text.hpp"
#include "sim/report/text_parts.hpp"
#include "sim/report/words/retold.hpp"
#include "sim/report/words/source_words.hpp"

namespace acklab::report {
namespace {

using path::HonestyLine;

/// The kernel's settings in the first run that found them.
const path::TcpSettings* kernel_settings_of(const run::ContenderRuns& contender) {
  for (const contender::RunResult& run : contender.runs) {
    if (!run.kernel_tcp_settings.empty()) return &run.kernel_tcp_settings;
  }
  return nullptr;
}

/// Whether the scenario told the kernel this for the contender.
bool is_pinned(std::string_view setting, const contender::Spec& spec) {
  return std::ranges::any_of(contender::kernel_settings(spec),
                             [setting](const auto& told) { return told.first == setting; });
}

/// Every line of any contender once, the lines of a topic together.
std::vector<HonestyLine> all_lines(const run::BatchResult& batch) {
  std::vector<HonestyLine> all;
  for (const std::string_view topic : path::honesty_topics()) {
    for (const run::ContenderRuns& contender : batch.contenders) {
      const path::TcpSettings* const settings = kernel_settings_of(contender);
      if (settings == nullptr) continue;
      for (HonestyLine& line : path::kernel_honesty(*settings, contender.spec.kernel_congestion)) {
        line.pinned = line.pinned || is_pinned(line.setting, contender.spec);
        const auto same = [&line](const HonestyLine& one) {
          return one.topic == line.topic && one.kernel == line.kernel;
        };
        if (line.topic == topic && std::ranges::none_of(all, same)) all.push_back(line);
      }
    }
  }
  return all;
}

/// "net.ipv4.tcp_recovery = 1, pinned".
std::string setting_text(const HonestyLine& line, const Words& words) {
  std::string text;
  if (line.topic == "congestion_control") {
    text = "TCP_CONGESTION";
  } else if (!line.setting.empty()) {
    text = fmt::format("net.ipv4.{} = {}", line.setting,
                       line.value.value_or(words("honesty.unknown")));
  }
  if (line.pinned) text += (text.empty() ? "" : words("run.comma")) + words("honesty.is_pinned");
  return text.empty() ? text : words.say("honesty.in_brackets", text);
}

std::string paragraph_text(const std::vector<HonestyLine>& lines, const Words& words) {
  std::string differs;
  std::string pinned;
  for (const HonestyLine& line : lines) {
    std::string& list = line.pinned ? pinned : differs;
    list += (list.empty() ? "" : words("honesty.semicolon")) + retold(line.kernel, words);
  }
  std::string text;
  if (!pinned.empty()) text += words.say("honesty.pinned", pinned);
  if (differs.empty()) return text;
  return text + (text.empty() ? "" : words("run.gap")) + words.say("honesty.unlike", differs);
}

}  // namespace

std::vector<HonestyLine> honesty_lines(const run::BatchResult& batch) {
  const std::vector<HonestyLine> all = all_lines(batch);
  std::vector<HonestyLine> chosen;
  const auto& named = batch.scenario.honesty;
  for (const HonestyLine& line : all) {
    if (named.empty() && (line.differs || line.pinned)) chosen.push_back(line);
  }
  for (const std::string& topic : named) {
    for (const HonestyLine& line : all) {
      if (line.topic == topic) chosen.push_back(line);
    }
  }
  return chosen;
}

std::string honesty_text(const run::BatchResult& batch, const TableStyle& style) {
  constexpr std::size_t indent = 2;
  const std::vector<HonestyLine> lines = honesty_lines(batch);
  if (lines.empty()) return {};
  const Words& words = Words::in(style.language);
  const auto wrapped = [&style](const std::string& said) {
    return wrap(printable(said, style.utf8), style.columns, indent);
  };
  if (batch.scenario.honesty.empty()) return wrapped(paragraph_text(lines, words));
  std::string text;
  for (const HonestyLine& line : lines) {
    const std::string book =
        line.differs
            ? words.say("honesty.book", retold(line.book, words), source_retold(line.source, words))
            : words.say("honesty.book_agrees", source_retold(line.source, words));
    text += wrapped(words.say("honesty.line", line.topic, retold(line.kernel, words),
                              setting_text(line, words), book));
  }
  return text;
}

}  // namespace acklab::report

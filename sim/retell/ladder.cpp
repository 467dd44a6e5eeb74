#include "sim/retell/ladder.hpp"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include <fmt/format.h>

#include "sim/report/display_text.hpp"
#include "sim/report/quantity.hpp"
#include "sim/report/text_parts.hpp"
#include "sim/report/words/words.hpp"

namespace acklab::retell {
namespace {

using report::Paint;
using report::Words;

constexpr std::size_t time_columns = 12;  // a day in milliseconds
constexpr std::size_t usual_label_columns = 22;
constexpr std::size_t least_arrow_columns = 10;
constexpr std::size_t least_telling_arrow_columns = 25;

std::string milliseconds(std::int64_t nanos) {
  constexpr std::int64_t nanos_in_microsecond = 1000;
  const std::int64_t micros = nanos / nanos_in_microsecond;
  return fmt::format("{}{}.{:03}", micros < 0 ? "-" : "", std::abs(micros / 1000),
                     std::abs(micros % 1000));
}

/// The block that says what came last (RFC 2018 §4), and how many more there are.
std::string sack_text(const TracedPacket& packet) {
  const auto& [begin, end] = packet.sack.front();
  const std::string block = fmt::format("SACK {}-{}", begin, end - 1);
  const std::size_t more = packet.sack.size() - 1;
  return more == 0 ? block : fmt::format("{} +{}", block, more);
}

/// What a segment says, as short as it can be said.
std::string label_of(const TracedPacket& packet, const RunTrace& trace, const Words& words) {
  const std::string which =
      trace.has_several_connections ? fmt::format("{}: ", packet.connection) : std::string{};
  if (!packet.is_tcp) {
    return which + words.say("ladder.datagram", packet.data_segment.value_or(packet.index + 1),
                             packet.payload_bytes);
  }
  std::string label = which;
  const auto add = [&label, &which](const std::string& word) {
    if (label.size() > which.size()) label += ' ';
    label += word;
  };
  const auto has = [&packet](std::string_view flag) {
    return packet.flags.find(flag) != std::string::npos;
  };
  for (const char* const flag : {"SYN", "FIN", "RST"}) {
    if (has(flag)) add(flag);
  }
  if (packet.payload_bytes > 0) {
    add(trace.counts_segments
            ? words.say("ladder.segment", packet.sequence)
            : fmt::format("{}-{}", packet.sequence, packet.sequence + packet.payload_bytes - 1));
  }
  const bool says_more = label.size() > which.size();
  if (has("SYN") && has("ACK")) {
    add("ACK");
  } else if (!says_more && packet.acknowledgment) {
    add(fmt::format("ACK {}", *packet.acknowledgment));
  }
  if (!packet.sack.empty()) add(sack_text(packet));
  return label;
}

/// What stands on the arrow.
std::string remark_on(const TracedPacket& packet, const Words& words) {
  std::vector<std::string> parts;
  if (packet.copy > 0) parts.push_back(words("ladder.copy"));
  if (packet.damaged) parts.push_back(words("ladder.damaged"));
  if (packet.marked_ce) parts.emplace_back("CE");
  if (packet.copy == 0) {
    if (!packet.cause.empty()) {
      std::string cause = packet.cause;
      std::replace(cause.begin(), cause.end(), '_', ' ');
      parts.push_back(std::move(cause));
    } else if (packet.transmission > 1) {
      parts.push_back(words("ladder.again"));
    }
    if (packet.needless)
      parts.push_back(words(*packet.needless ? "ladder.needless" : "ladder.needed"));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

struct Strokes {
  const char* line;
  const char* broken;
  const char* right;
  const char* left;
  const char* cross;
};

Strokes strokes_for(bool utf8) {
  return utf8 ? Strokes{"─", "╌", "▶", "◀", "✗"} : Strokes{"-", "~", ">", "<", "X"};
}

std::string repeated(const char* stroke, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += stroke;
  return text;
}

/// An arrow of exactly `width` columns.
std::string arrow_of(const TracedPacket& packet, std::size_t width, bool utf8, const Words& words) {
  const Strokes strokes = strokes_for(utf8);
  const char* const stroke = packet.damaged || packet.copy > 0 ? strokes.broken : strokes.line;
  if (!packet.dropped_by.empty()) {
    const std::string cause = words.say("ladder.lost_to", packet.dropped_by);
    const std::string remark = remark_on(packet, words);
    const std::string told = remark.empty() ? cause : cause + " (" + remark + ")";
    const std::size_t room = width / 3;
    const std::string shaft = repeated(stroke, room);
    const std::string beside = report::fit(told, width - room - 3, utf8 ? "…" : "..");
    const std::string filled = packet.forward ? report::pad_right(beside, width - room - 2)
                                              : report::pad_left(beside, width - room - 2);
    return packet.forward ? shaft + strokes.cross + " " + filled
                          : filled + " " + strokes.cross + shaft;
  }
  const std::string remark = report::fit(remark_on(packet, words), width - 8, utf8 ? "…" : "..");
  const std::string middle = remark.empty() ? std::string{} : " " + remark + " ";
  const std::size_t shaft = width - 1 - report::display_width(middle);
  const std::string before = repeated(stroke, shaft / 2);
  const std::string after = repeated(stroke, shaft - shaft / 2);
  return packet.forward ? before + middle + after + strokes.right
                        : strokes.left + before + middle + after;
}

Paint paint_of(const TracedPacket& packet) {
  if (!packet.dropped_by.empty() || packet.damaged) return Paint::bad;
  if (packet.needless == true || packet.copy > 0) return Paint::caution;
  if (packet.transmission > 1) return Paint::good;
  return packet.payload_bytes > 0 ? Paint::strong : Paint::quiet;
}

/// Most labels are as wide; a longer one takes from the arrow, as far as that says nothing.
std::size_t label_columns(const TracedPacket& packet, std::size_t label, std::size_t middle,
                          const Words& words) {
  const bool says_nothing = packet.dropped_by.empty() && remark_on(packet, words).empty();
  const std::size_t arrow = says_nothing ? least_arrow_columns : least_telling_arrow_columns;
  const std::size_t most = middle - std::min(middle, arrow + 1);
  return std::max(usual_label_columns, std::min(label, most));
}

std::string line_of(const TracedPacket& packet, const RunTrace& trace,
                    const report::TableStyle& style, const Words& words) {
  const std::size_t columns = std::max<std::size_t>(style.columns, 60);
  const std::size_t middle = columns - 2 * time_columns - 2;
  const std::string sent = milliseconds(packet.sent_ns);
  const std::string received = packet.received_ns ? milliseconds(*packet.received_ns) : "";
  const std::string whole = label_of(packet, trace, words);
  const std::size_t room = label_columns(packet, report::display_width(whole), middle, words);
  const std::string label = report::fit(whole, room, style.utf8 ? "…" : "..");
  const std::string arrow = arrow_of(packet, middle - room - 1, style.utf8, words);
  const std::string between = packet.forward ? report::pad_right(label, room) + " " + arrow
                                             : arrow + " " + report::pad_left(label, room);
  return report::pad_left(packet.forward ? sent : received, time_columns) + " " +
         report::painted(between, paint_of(packet), style.colour) + " " +
         report::pad_left(packet.forward ? received : sent, time_columns);
}

std::string without_trailing_blanks(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace

std::string ladder_text(const RunTrace& trace, const LadderRange& range,
                        const report::TableStyle& style) {
  const Words& words = Words::in(style.language);
  const std::size_t columns = std::max<std::size_t>(style.columns, 60);
  const auto first = std::find_if(
      trace.packets.begin(), trace.packets.end(),
      [&range](const TracedPacket& packet) { return packet.sent_ns >= range.from.count(); });
  const auto left = static_cast<std::size_t>(trace.packets.end() - first);
  const auto end = first + static_cast<std::ptrdiff_t>(std::min(left, range.count));

  std::string text =
      report::painted(report::printable(trace.contender, style.utf8), Paint::strong, style.colour) +
      '\n';
  const std::string client = report::pad_left(words("ladder.client_ms"), time_columns);
  text += client +
          report::pad_left(words("ladder.server_ms"), columns - report::display_width(client)) +
          '\n';
  for (auto packet = first; packet != end; ++packet) {
    text += without_trailing_blanks(line_of(*packet, trace, style, words));
    text += '\n';
  }
  std::string closing;
  if (first == end) {
    closing = words("ladder.nothing_there");
  } else if (end != trace.packets.end()) {
    closing =
        words.say("ladder.more", end - first, trace.packets.size(), milliseconds(end->sent_ns));
  } else {
    closing = words.say("ladder.all", end - first, trace.packets.size());
  }
  if (!trace.is_whole) closing += words("story.between") + words("ladder.breaks_off");
  return text + report::wrap(report::printable(closing, style.utf8), columns, 0);
}

}  // namespace acklab::retell

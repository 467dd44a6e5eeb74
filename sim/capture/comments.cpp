#include "sim/capture/comments.hpp"

#include <iterator>

#include <fmt/format.h>

namespace acklab::capture {
namespace {

std::string milliseconds(Duration span) {
  constexpr std::int64_t nanos_in_microsecond = 1000;
  constexpr std::int64_t micros_in_millisecond = 1000;
  const std::int64_t micros = span.count() / nanos_in_microsecond;
  return fmt::format("{}.{:03} ms", micros / micros_in_millisecond, micros % micros_in_millisecond);
}

}  // namespace

std::string packet_words(const link::FateRecord& fate, const std::optional<Reason>& reason) {
  std::string words = fmt::format("{} packet {}", link::to_string(fate.direction), fate.index);
  const std::uint32_t transmission = fate.reading ? fate.reading->transmission : 1;
  if (transmission > 1)
    fmt::format_to(std::back_inserter(words), ", transmission {}", transmission);
  if (!reason) return words;
  if (reason->why == transport::Sending::retransmission && transmission > 1 && reason->cause) {
    fmt::format_to(std::back_inserter(words), " ({})", transport::to_string(*reason->cause));
  }
  if (reason->why != transport::Sending::retransmission &&
      reason->why != transport::Sending::first &&
      reason->why != transport::Sending::acknowledgment) {
    fmt::format_to(std::back_inserter(words), " ({})", transport::to_string(reason->why));
  }
  return words;
}

std::string way_words(const link::FateRecord& fate) {
  std::string words;
  const auto add = [&words](const std::string& what) {
    if (!words.empty()) words += ", ";
    words += what;
  };
  if (fate.copy > 0) add(fmt::format("copy {}", fate.copy));
  if (fate.fragments > 1) add(fmt::format("in {} fragments", fate.fragments));
  if (fate.corrupted) add("damaged: " + link::to_text(fate.damage));
  if (fate.marked_ce) add("marked CE");
  if (fate.skipped_delay) add("skipped the delay");
  if (fate.displaced_by > 0) {
    add(fmt::format("held back for {} later ones, {}", fate.displaced_by,
                    milliseconds(fate.held_back)));
  }
  if (fate.queued > Duration{}) add("queued " + milliseconds(fate.queued));
  return words;
}

std::string fate_words(const link::FateRecord& fate) {
  std::string words = fate.dropped ? fmt::format("dropped by {}", link::to_string(*fate.dropped))
                                   : "delivered after " + milliseconds(fate.due - fate.arrival);
  if (fate.fragments_lost > 0) {
    fmt::format_to(std::back_inserter(words), ", {} of its fragments lost", fate.fragments_lost);
  }
  if (const std::string way = way_words(fate); !way.empty()) words += ", " + way;
  if (fate.label) words += fmt::format(" ({})", link::to_string(*fate.label));
  return words;
}

}  // namespace acklab::capture

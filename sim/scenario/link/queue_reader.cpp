#include "sim/scenario/link/queue_reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include <fmt/format.h>

#include "sim/scenario/limits.hpp"
#include "sim/scenario/link/queue_names.hpp"
#include "sim/scenario/quantity_reader.hpp"
#include "sim/scenario/units.hpp"

namespace acklab::scenario {
namespace {

using link::QueueLimit;
using link::QueueSettings;

constexpr std::string_view a_limit =
    "a size such as \"125kB\", a number of packets such as \"100packets\", a waiting time such as "
    "\"50ms\" or \"unlimited\"";

bool ends_in_packets(std::string_view text) {
  return text.ends_with("packets") || text.ends_with("packet");
}

bool ends_in_time(std::string_view text) {
  return text.ends_with('s') || text.ends_with("min") || text.ends_with('h');
}

std::optional<QueueLimit> read_packets(const Cursor& cursor, std::string_view text) {
  const std::string_view number = text.substr(0, text.rfind("packet"));
  std::uint64_t packets = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), packets);
  const bool whole = error == std::errc{} && end == number.data() + number.size();
  if (whole && packets >= min_queue_packets && packets <= max_queue_packets) {
    return QueueLimit::packets(packets);
  }
  cursor.refuse(
      fmt::format("expected a whole number of packets from {}packets to {}packets, found {}",
                  min_queue_packets, max_queue_packets, describe(cursor.value())));
  return std::nullopt;
}

/// The unit decides what is meant, so a wrong one is told by the reader of what it comes nearest
/// to.
std::optional<QueueLimit> read_limit(const Cursor& cursor) {
  if (says_unlimited(cursor)) return std::nullopt;
  if (cursor.is_number()) {
    cursor.refuse(
        fmt::format("expected {}, found {}; it needs a unit", a_limit, describe(cursor.value())));
    return std::nullopt;
  }
  const auto text = cursor.string(a_limit);
  if (!text) return std::nullopt;
  if (ends_in_packets(*text)) return read_packets(cursor, *text);
  if (ends_in_time(*text)) {
    const auto time = read_duration(cursor, min_queue_time, max_queue_time);
    return time ? std::optional{QueueLimit::time(*time)} : std::nullopt;
  }
  if (!parse_size(*text) && (text->empty() || !text->ends_with('B'))) {
    cursor.refuse(fmt::format("expected {}, found {}", a_limit, describe(cursor.value())));
    return std::nullopt;
  }
  const auto size = read_size(cursor, min_queue_bytes, max_queue_bytes);
  return size ? std::optional{QueueLimit::bytes(*size)} : std::nullopt;
}

Duration read_time(const Members& members, std::string_view key, Duration fallback, Duration min) {
  const auto found = members.find(key);
  if (!found) return fallback;
  return read_duration(*found, min, max_aqm_time).value_or(fallback);
}

link::CoDelSettings read_codel(const Members& members) {
  link::CoDelSettings codel;
  codel.target = read_time(members, "target", codel.target, min_aqm_time);
  codel.interval = read_time(members, "interval", codel.interval, min_aqm_time);
  if (codel.target >= codel.interval) {
    members.here().refuse("the \"target\" must be shorter than the \"interval\"");
  }
  return codel;
}

link::PieSettings read_pie(const Members& members) {
  link::PieSettings pie;
  pie.target = read_time(members, "target", pie.target, min_aqm_time);
  pie.update = read_time(members, "update", pie.update, min_aqm_update);
  pie.burst = read_time(members, "burst", pie.burst, Duration{0});
  return pie;
}

link::RedSettings read_red(const Members& members, const std::optional<QueueLimit>& limit) {
  link::RedSettings red;
  if (const auto min = members.find("min")) {
    red.min_bytes = read_size(*min, 1, max_queue_bytes).value_or(red.min_bytes);
  }
  red.max_bytes = 3 * red.min_bytes;
  if (const auto max = members.find("max")) {
    red.max_bytes = read_size(*max, 1, max_queue_bytes).value_or(red.max_bytes);
  }
  if (const auto probability = members.find("probability")) {
    red.probability = read_percentage(*probability).value_or(red.probability);
  }
  if (const auto weight = members.find("weight")) {
    red.weight = read_percentage(*weight).value_or(red.weight);
    if (red.weight.is_zero()) weight->refuse("with a weight of 0% the average would never move");
  }
  if (const auto gentle = members.find("gentle")) {
    red.gentle = gentle->boolean("true or false").value_or(red.gentle);
  }
  if (red.min_bytes >= red.max_bytes) {
    members.here().refuse("\"min\" must be smaller than \"max\"");
  } else if (limit && limit->unit() == link::QueueUnit::bytes && limit->amount() <= red.min_bytes) {
    members.here().refuse(
        "RED has no effect when the \"limit\" is not above \"min\": the queue is full before");
  }
  return red;
}

/// Refuses what only another discipline obeys.
void refuse_foreign_keys(const Members& members, DisciplineName discipline) {
  for (const OwnKey& own : discipline_keys) {
    const auto found = members.find(own.key);
    if (!found || std::ranges::find(own.of, discipline) != own.of.end()) continue;
    found->refuse(fmt::format("\"{}\" has no effect with the discipline \"{}\"", own.key,
                              name_of(discipline, discipline_names)));
  }
}

void read_discipline(const Members& members, QueueSettings& queue) {
  DisciplineName discipline = DisciplineName::drop_tail;
  if (const auto name = members.find("discipline")) {
    discipline = name->choice<DisciplineName>(discipline_names).value_or(discipline);
  }
  refuse_foreign_keys(members, discipline);
  switch (discipline) {
    case DisciplineName::drop_tail:
      break;
    case DisciplineName::drop_head:
      queue.discipline = link::DropHeadSettings{};
      if (!queue.limit) {
        members.here().refuse("\"drop-head\" has no effect without a \"limit\"");
      }
      break;
    case DisciplineName::codel:
      queue.discipline = read_codel(members);
      break;
    case DisciplineName::pie:
      queue.discipline = read_pie(members);
      break;
    case DisciplineName::red:
      queue.discipline = read_red(members, queue.limit);
      break;
  }
}

}  // namespace

QueueSettings read_queue(const Cursor& cursor) {
  if (!std::holds_alternative<JsonValue::Object>(cursor.value().content)) return read_limit(cursor);
  std::vector<std::string_view> keys{"limit", "discipline"};
  for (const OwnKey& own : discipline_keys) keys.push_back(own.key);
  const Members members{cursor, "an object that describes the queue", keys};
  QueueSettings queue;
  if (const auto limit = members.find("limit")) queue.limit = read_limit(*limit);
  read_discipline(members, queue);
  if (const auto ecn = members.find("ecn")) {
    queue.ecn = ecn->boolean("true or false").value_or(false);
  }
  return queue;
}

}  // namespace acklab::scenario

#include "sim/scenario/link/fate_reader.hpp"

#include <array>
#include <charconv>

#include <fmt/format.h>

#include "sim/link/fate.hpp"
#include "sim/scenario/limits.hpp"
#include "sim/scenario/names.hpp"

namespace acklab::scenario {
namespace {

using link::Direction;
using link::RecordedCopy;

constexpr std::uint64_t max_log_ip_bytes = 1U << 20U;
constexpr std::uint64_t max_log_copies = 1U << 16U;

constexpr std::array direction_words{Name<Direction>{"forward", Direction::forward},
                                     Name<Direction>{"reverse", Direction::reverse}};
constexpr std::array decision_words{Name<bool>{"delivered", true}, Name<bool>{"dropped", false}};
constexpr std::array label_words{
    Name<link::FateLabel>{"scripted", link::FateLabel::scripted},
    Name<link::FateLabel>{"random", link::FateLabel::random},
    Name<link::FateLabel>{"time-driven", link::FateLabel::time_driven}};

constexpr std::array<std::string_view, 24> fate_keys{
    "direction",      "index",         "copy",         "arrival_ns",   "ip_bytes",    "fragments",
    "fragments_lost", "decision",      "cause",        "label",        "rule",        "marked_ce",
    "damage",         "skipped_delay", "displaced_by", "held_back_ns", "queue_bytes", "queued_ns",
    "due_ns",         "order",         "release_ns",   "key",          "packet",      "flow"};

std::optional<link::DropCause> read_cause(const Cursor& cursor) {
  const auto word = cursor.string("the cause of a drop");
  if (!word) return std::nullopt;
  const auto cause = link::drop_cause_named(*word);
  if (!cause) cursor.refuse(fmt::format("there is no cause {}", in_quotes(*word)));
  return cause;
}

std::optional<link::Damage> read_damage(const Cursor& cursor) {
  const auto text = cursor.string("what was done to the packet, such as \"flip 12:80\"");
  if (!text) return std::nullopt;
  auto damage = link::damage_from_text(*text);
  if (!damage) {
    cursor.refuse(
        fmt::format("expected damage such as \"flip 12:80\", found {}", in_quotes(*text)));
  }
  return damage;
}

/// 16 hexadecimal digits.
std::optional<std::uint64_t> read_key(const Cursor& cursor) {
  constexpr std::size_t digits = 16;
  const auto text = cursor.string("16 hexadecimal digits");
  if (!text) return std::nullopt;
  std::uint64_t key = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), key, 16);
  if (text->size() == digits && error == std::errc{} && end == text->data() + digits) return key;
  cursor.refuse(fmt::format("expected 16 hexadecimal digits, found {}", in_quotes(*text)));
  return std::nullopt;
}

Duration nanoseconds(std::uint64_t count) {
  return Duration{static_cast<std::int64_t>(count)};
}

/// What holds of delivered and of dropped copies each.
void read_decision(const Members& members, std::uint64_t arrival, RecordedCopy& into) {
  const auto decision = members.require("decision");
  const bool delivered = !decision || decision->choice<bool>(decision_words).value_or(true);
  const auto cause = members.find("cause");
  const auto due = members.find("due_ns");
  if (!delivered) {
    if (const auto given = members.require("cause")) into.dropped = read_cause(*given);
    if (due) due->refuse("a dropped packet is never due");
    return;
  }
  if (cause) cause->refuse("a delivered packet has no cause");
  const std::uint64_t at = read_count(members.require("due_ns"), max_seed).value_or(arrival);
  if (at < arrival && due) due->refuse("a packet cannot be due before it arrives");
  into.delay = nanoseconds(at >= arrival ? at - arrival : 0);
}

/// Of a copy whose decision is known.
void read_fragments(const Members& members, RecordedCopy& into) {
  const auto fragments = members.find("fragments");
  const auto lost = members.find("fragments_lost");
  if (fragments) {
    into.fragments =
        static_cast<std::uint32_t>(fragments->whole_number(2, max_log_ip_bytes).value_or(2));
  }
  if (!lost) {
    into.fragments_lost = into.dropped == link::DropCause::loss ? 1 : 0;
    return;
  }
  const std::uint64_t number = lost->whole_number(1, max_log_ip_bytes).value_or(1);
  if (number > into.fragments) lost->refuse("a packet cannot lose more fragments than it has");
  if (into.dropped != link::DropCause::loss) {
    lost->refuse("only a packet dropped by the loss has lost fragments");
  }
  into.fragments_lost = static_cast<std::uint32_t>(number);
}

/// Of a copy whose delay is known.
void read_displacement(const Members& members, RecordedCopy& into) {
  const auto by = members.find("displaced_by");
  if (!by) {
    if (const auto held = members.find("held_back_ns")) {
      held->refuse("only a packet that was displaced is held back");
    }
    return;
  }
  if (into.dropped) {
    by->refuse("a dropped packet is not displaced");
    return;
  }
  into.displaced_by =
      static_cast<std::uint32_t>(by->whole_number(1, link::max_displacement).value_or(1));
  const auto held = members.require("held_back_ns");
  into.held_back = nanoseconds(read_count(held, max_seed).value_or(0));
  if (into.held_back > into.delay) held->refuse("a packet cannot be held back before it arrives");
}

RecordedCopy read_copy(const Members& members) {
  RecordedCopy copy;
  copy.copy =
      static_cast<std::uint32_t>(read_count(members.require("copy"), max_log_copies).value_or(0));
  const std::uint64_t arrival = read_count(members.require("arrival_ns"), max_seed).value_or(0);
  static_cast<void>(read_count(members.require("ip_bytes"), max_log_ip_bytes));
  copy.arrival = nanoseconds(arrival);
  read_decision(members, arrival, copy);
  read_displacement(members, copy);
  read_fragments(members, copy);
  if (const auto label = members.find("label")) {
    copy.label = label->choice<link::FateLabel>(label_words);
  }
  if (const auto damage = members.find("damage")) copy.damage = read_damage(*damage);
  if (const auto skipped = members.find("skipped_delay")) {
    copy.skipped_delay = skipped->boolean("true or false").value_or(false);
  }
  if (const auto rule = members.find("rule")) {
    const auto number = rule->whole_number(0, max_log_copies);
    if (number) copy.rule = static_cast<std::uint32_t>(*number);
  }
  if (const auto marked = members.find("marked_ce")) {
    copy.marked_ce = marked->boolean("true or false").value_or(false);
  }
  copy.order = read_count(members.find("order"), max_seed).value_or(0);
  copy.queue_bytes = read_count(members.find("queue_bytes"), max_seed).value_or(0);
  copy.queued = nanoseconds(read_count(members.find("queued_ns"), max_seed).value_or(0));
  static_cast<void>(read_count(members.find("release_ns"), max_seed));
  return copy;
}

}  // namespace

std::optional<std::uint64_t> read_count(const std::optional<Cursor>& cursor, std::uint64_t max) {
  return cursor ? cursor->whole_number(0, max) : std::nullopt;
}

LoggedFate read_fate(const Cursor& cursor, link::FateKey keyed_by) {
  const Members members{cursor, "a fate", fate_keys};
  LoggedFate fate;
  if (const auto word = members.require("direction")) {
    fate.direction = word->choice<Direction>(direction_words).value_or(Direction::forward);
  }
  fate.packet = read_count(members.require("index"), max_seed).value_or(0);
  if (keyed_by == link::FateKey::content) {
    const auto key = members.require("key");
    fate.packet = (key ? read_key(*key) : std::nullopt).value_or(0);
  }
  fate.copy = read_copy(members);
  fate.says_order = members.find("order").has_value();
  return fate;
}

}  // namespace acklab::scenario

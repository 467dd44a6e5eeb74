#include <fmt/format.h>

#include "sim/scenario/limits.hpp"
#include "sim/scenario/names.hpp"
#include "sim/scenario/parts_reader.hpp"
#include "sim/scenario/quantity_reader.hpp"

namespace acklab::scenario {
namespace {

using link::DirectionSettings;
using link::Jitter;

Jitter read_jitter(const Cursor& cursor) {
  Jitter jitter;
  if (cursor.is_string() || cursor.is_number()) {
    jitter.amount = read_duration(cursor, Duration{0}, max_delay).value_or(Duration{});
    return jitter;
  }
  const Members members{cursor,
                        "a duration such as \"2ms\" or an object with \"amount\"",
                        {"amount", "distribution", "reorder"}};
  if (const auto amount = members.require("amount")) {
    jitter.amount = read_duration(*amount, Duration{0}, max_delay).value_or(Duration{});
  }
  if (const auto name = members.find("distribution")) {
    jitter.distribution = name->choice<link::JitterDistribution>(distribution_names)
                              .value_or(link::JitterDistribution::uniform);
  }
  if (const auto reorder = members.find("reorder")) {
    jitter.may_reorder = reorder->boolean("true or false").value_or(false);
    if (jitter.may_reorder && jitter.amount == Duration{}) {
      reorder->refuse("without an amount of jitter there is nothing that could reorder");
    }
  }
  return jitter;
}

void read_probability(const Members& members, std::string_view key, Probability& into) {
  if (const auto cursor = members.find(key)) into = read_percentage(*cursor).value_or(into);
}

/// Overwrites those settings that the object has.
void read_direction(const Members& members, DirectionSettings& into) {
  read_probability(members, "loss", into.loss);
  read_probability(members, "duplicate", into.duplicate);
  read_probability(members, "corrupt", into.corrupt);
  read_probability(members, "reorder", into.reorder);
  if (const auto queue = members.find("queue")) {
    into.queue_bytes =
        says_unlimited(*queue) ? std::nullopt : read_size(*queue, min_queue_bytes, max_queue_bytes);
  }
  if (const auto rate = members.find("rate")) {
    into.rate = says_unlimited(*rate) ? std::nullopt : read_rate(*rate);
  }
  if (const auto delay = members.find("delay")) {
    into.delay = read_duration(*delay, Duration{0}, max_delay).value_or(into.delay);
  }
  if (const auto jitter = members.find("jitter")) into.jitter = read_jitter(*jitter);
}

/// Settings that make no sense together. `here` is the object that said the last word about them.
void check_direction(const DirectionSettings& settings, const Cursor& here) {
  if (!settings.reorder.is_zero() && settings.delay == Duration{} &&
      settings.jitter.amount == Duration{}) {
    here.refuse(
        "\"reorder\" lets packets skip the delay, so it has no effect without a \"delay\" or "
        "\"jitter\"");
  }
  if (settings.queue_bytes && !settings.rate) {
    here.refuse("a \"queue\" has no effect without a \"rate\", because nothing ever waits");
  }
}

}  // namespace

link::LinkSettings read_link(const Cursor& cursor) {
  link::LinkSettings settings;
  const Members members{cursor,
                        "an object that describes the link",
                        {"rate", "delay", "loss", "queue", "duplicate", "corrupt", "reorder",
                         "jitter", "forward", "reverse"}};
  read_direction(members, settings.forward);
  settings.reverse = settings.forward;
  for (const std::string_view direction : {"forward", "reverse"}) {
    DirectionSettings& into = direction == "forward" ? settings.forward : settings.reverse;
    const auto override = members.find(direction);
    if (!override) {
      check_direction(into, cursor);
      continue;
    }
    read_direction(
        Members{*override,
                "an object with what differs in this direction",
                {"rate", "delay", "loss", "queue", "duplicate", "corrupt", "reorder", "jitter"}},
        into);
    check_direction(into, *override);
  }
  return settings;
}

}  // namespace acklab::scenario

#include "sim/scenario/limits.hpp"
#include "sim/scenario/link/direction_readers.hpp"
#include "sim/scenario/names.hpp"
#include "sim/scenario/quantity_reader.hpp"

namespace acklab::scenario {
namespace {

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

}  // namespace

void read_delay(const Members& members, link::DirectionSettings& into) {
  if (const auto delay = members.find("delay")) {
    into.delay = read_duration(*delay, Duration{0}, max_delay).value_or(into.delay);
  }
  if (const auto jitter = members.find("jitter")) into.jitter = read_jitter(*jitter);
  if (const auto reorder = members.find("reorder")) {
    into.reorder = read_percentage(*reorder).value_or(into.reorder);
  }
}

}  // namespace acklab::scenario

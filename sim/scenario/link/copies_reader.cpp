#include "sim/scenario/limits.hpp"
#include "sim/scenario/link/direction_readers.hpp"
#include "sim/scenario/quantity_reader.hpp"

namespace acklab::scenario {
namespace {

link::DuplicateSettings read_duplicate_object(const Cursor& cursor) {
  link::DuplicateSettings settings;
  const Members members{cursor,
                        "a percentage such as \"1%\" or an object with \"probability\"",
                        {"probability", "copies", "spacing"}};
  if (const auto probability = members.require("probability")) {
    settings.probability = read_percentage(*probability).value_or(Probability{});
  }
  if (const auto copies = members.find("copies")) {
    settings.copies =
        static_cast<std::uint32_t>(copies->whole_number(1, link::max_duplicate_copies).value_or(1));
  }
  if (const auto spacing = members.find("spacing")) {
    settings.spacing = read_duration(*spacing, Duration{0}, max_delay).value_or(Duration{});
  }
  return settings;
}

}  // namespace

void read_copies(const Members& members, link::DirectionSettings& into) {
  const auto duplicate = members.find("duplicate");
  if (!duplicate) return;
  if (duplicate->is_string() || duplicate->is_number()) {
    into.duplicate = read_percentage(*duplicate).value_or(Probability{});
  } else {
    into.duplicate = read_duplicate_object(*duplicate);
  }
}

}  // namespace acklab::scenario

#include "sim/scenario/limits.hpp"
#include "sim/scenario/link/direction_readers.hpp"
#include "sim/scenario/quantity_reader.hpp"

namespace acklab::scenario {
namespace {

link::ReorderSettings read_reorder_object(const Cursor& cursor) {
  link::ReorderSettings settings;
  const Members members{cursor,
                        "a percentage such as \"1%\" or an object with \"probability\"",
                        {"probability", "gap", "by", "at_most"}};
  if (const auto probability = members.require("probability")) {
    settings.probability = read_percentage(*probability).value_or(Probability{});
  }
  if (const auto by = members.find("by")) {
    settings.by =
        static_cast<std::uint32_t>(by->whole_number(1, link::max_displacement).value_or(1));
  }
  if (const auto gap = members.find("gap")) {
    settings.gap =
        static_cast<std::uint32_t>(gap->whole_number(1, link::max_reorder_gap).value_or(1));
    if (settings.by) gap->refuse("a \"gap\" has no effect beside \"by\"");
  }
  if (const auto at_most = members.find("at_most")) {
    settings.at_most = read_duration(*at_most, Duration{1}, max_delay).value_or(settings.at_most);
    if (!settings.by) at_most->refuse("an \"at_most\" has no effect without \"by\"");
  }
  return settings;
}

}  // namespace

void read_reorder(const Members& members, link::DirectionSettings& into) {
  const auto reorder = members.find("reorder");
  if (!reorder) return;
  if (reorder->is_string() || reorder->is_number()) {
    into.reorder = read_percentage(*reorder).value_or(Probability{});
  } else {
    into.reorder = read_reorder_object(*reorder);
  }
}

}  // namespace acklab::scenario

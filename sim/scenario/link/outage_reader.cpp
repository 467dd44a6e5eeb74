#include <fmt/format.h>

#include "sim/scenario/limits.hpp"
#include "sim/scenario/link/direction_readers.hpp"
#include "sim/scenario/quantity_reader.hpp"
#include "sim/scenario/units.hpp"

namespace acklab::scenario {
namespace {

link::OutageWindow read_window(const Cursor& cursor) {
  constexpr std::string_view expected = "an object with \"from\" or \"every\", and \"for\"";
  link::OutageWindow window;
  const Members members{cursor, expected, {"from", "for", "every", "offset"}};
  if (const auto length = members.require("for")) {
    window.length = read_duration(*length, Duration{1}, max_link_time).value_or(Duration{1});
  }
  const auto read_time = [&members](std::string_view key) {
    const auto found = members.find(key);
    return found ? read_duration(*found, Duration{0}, max_link_time) : std::nullopt;
  };
  const auto every = members.find("every");
  if (!every) {
    if (members.find("offset")) {
      cursor.refuse(
          "\"offset\" belongs to \"every\"; an outage that comes once begins at \"from\"");
    }
    static_cast<void>(members.require("from"));
    window.from = read_time("from").value_or(Duration{});
    return window;
  }
  if (members.find("from")) {
    cursor.refuse("an outage comes once, at \"from\", or repeats, at \"every\" and \"offset\"");
  }
  window.every = read_duration(*every, Duration{1}, max_link_time).value_or(max_link_time);
  window.from = read_time("offset").value_or(Duration{});
  if (window.length >= *window.every) {
    cursor.refuse(fmt::format("an outage of {} every {} never ends", format_duration(window.length),
                              format_duration(*window.every)));
  }
  return window;
}

}  // namespace

void read_outage(const Members& members, link::DirectionSettings& into) {
  const auto outage = members.find("outage");
  if (!outage) return;
  into.outages.clear();
  for (const Cursor& element : outage->elements(
           "an array of outages such as [{\"from\": \"5s\", \"for\": \"2s\"}]", 0, max_outages)) {
    into.outages.push_back(read_window(element));
  }
}

}  // namespace acklab::scenario

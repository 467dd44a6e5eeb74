#include <array>

#include "sim/link/delay/reorder_settings.hpp"
#include "sim/link/parameters.hpp"

namespace acklab::link {
namespace {

constexpr std::array reorder_rows{
    Parameter{
        .key = "reorder",
        .kind = ValueKind::percentage | ValueKind::object,
        .meaning =
            "The chance of each packet to change its place. A percentage alone, and an object "
            "without \"by\", is netem's way: the packet skips delay and jitter, so that it "
            "overtakes others; it has no effect without one of them.",
        .range = "0% to 100%",
        .fallback = "\"0%\"",
        .netem = "reorder PERCENT",
        .differs = "In netem such a packet also skips the rate.",
        .examples = R"({"delay": "25ms", "reorder": "1%"}
{"delay": "25ms", "reorder": {"probability": "50%", "gap": 5}}
{"reorder": {"probability": "1%", "by": 3, "at_most": "50ms"}})"},
    Parameter{.key = "reorder.probability",
              .kind = ValueKind::percentage,
              .meaning = "The chance of each packet to change its place.",
              .range = "0% to 100%",
              .required = true},
    Parameter{.key = "reorder.gap",
              .kind = ValueKind::count,
              .meaning = "Without \"by\": after a packet has skipped the delay, one less than that "
                         "many do not; with a probability of 100% every so manieth packet skips.",
              .fallback = "1",
              .netem = "gap NUMBER",
              .min = 1,
              .max = max_reorder_gap},
    Parameter{.key = "reorder.by",
              .kind = ValueKind::count,
              .meaning = "The packet is held back at the release until so many packets of its "
                         "direction that were offered later have come out (each copy counts), and "
                         "comes out right behind the last of them, at the same instant.",
              .min = 1,
              .max = max_displacement},
    Parameter{.key = "reorder.at_most",
              .kind = ValueKind::duration,
              .meaning =
                  "With \"by\": but no packet is held back for longer than that, so that the "
                  "last ones of a flow come out too.",
              .range = "1ns to 10min",
              .fallback = "\"100ms\""}};

}  // namespace

std::span<const Parameter> reorder_parameters() {
  return reorder_rows;
}

}  // namespace acklab::link

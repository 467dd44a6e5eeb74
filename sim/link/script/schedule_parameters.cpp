#include <array>

#include "sim/link/parameters.hpp"

namespace acklab::link {
namespace {

constexpr std::array schedule_rows{
    Parameter{
        .key = "schedule",
        .kind = ValueKind::list,
        .meaning =
            "Changes of the link while it runs, in their order: each says when, and what is "
            "different from then on, in both directions or in one. They add up: what a change "
            "does not name stays as it is. What waits in a queue stays there, and a packet that "
            "is being sent is sent to its end at the old rate. Which packet is the first to meet "
            "what changes at a time depends on when packets come; what changes at a packet "
            "repeats on every path.",
        .fallback = "[]",
        .examples =
            R"({"rate": "20mbit", "delay": "25ms", "schedule": [{"at": "2s", "both": {"rate": "1mbit"}}, {"at": "5s", "forward": {"loss": "5%"}, "reverse": {"delay": "150ms"}}]}
{"delay": "25ms", "schedule": [{"at_packet": 500, "forward": {"delay": "150ms"}}]})",
        .max = 256},
    Parameter{.key = "schedule.at",
              .kind = ValueKind::duration,
              .meaning = "When: so long after the first packet of the link in either direction. "
                         "Either this or \"at_packet\" is given. Times of one direction increase "
                         "from change to change.",
              .range = "1ns to 1h"},
    Parameter{.key = "schedule.at_packet",
              .kind = ValueKind::count,
              .meaning = "When: with the packet of this index in its direction, counted from 0. "
                         "Indices of one direction increase from change to change. A change never "
                         "comes before the one above it.",
              .min = 1,
              .max = 1ULL << 53U},
    Parameter{.key = "schedule.both",
              .kind = ValueKind::direction,
              .meaning = "What is different in both directions. Rules cannot change."},
    Parameter{.key = "schedule.forward",
              .kind = ValueKind::direction,
              .meaning = "What is different from the client to the server."},
    Parameter{.key = "schedule.reverse",
              .kind = ValueKind::direction,
              .meaning = "What is different from the server back to the client."},
};

}  // namespace

std::span<const Parameter> schedule_parameters() {
  return schedule_rows;
}

}  // namespace acklab::link

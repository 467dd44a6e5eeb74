#include <array>

#include "sim/link/damage/duplicate_settings.hpp"
#include "sim/link/parameters.hpp"

namespace acklab::link {
namespace {

constexpr std::array duplicate_rows{
    Parameter{.key = "duplicate",
              .kind = ValueKind::percentage | ValueKind::object,
              .meaning =
                  "The chance of each packet to be copied. A percentage alone makes one copy "
                  "right behind the packet. Each copy has a fate of its own from here on and "
                  "is never copied again.",
              .range = "0% to 100%",
              .fallback = "\"0%\"",
              .netem = "duplicate PERCENT",
              .differs = "netem puts the copy in at the root of the queueing disciplines, so that "
                         "it also meets the loss again; here it does not.",
              .examples = R"({"duplicate": "0.5%"}
{"duplicate": {"probability": "1%", "copies": 3, "spacing": "2ms"}})"},
    Parameter{.key = "duplicate.probability",
              .kind = ValueKind::percentage,
              .meaning = "The chance of each packet to be copied.",
              .range = "0% to 100%",
              .required = true},
    Parameter{.key = "duplicate.copies",
              .kind = ValueKind::count,
              .meaning = "How many copies are made of such a packet, besides itself.",
              .fallback = "1",
              .min = 1,
              .max = max_duplicate_copies},
    Parameter{.key = "duplicate.spacing",
              .kind = ValueKind::duration,
              .meaning = "Copy k reaches the queue k times that later than the packet did, before "
                         "whatever is offered to the link at the same instant.",
              .range = "0s to 10min",
              .fallback = "\"0s\""}};

}  // namespace

std::span<const Parameter> duplicate_parameters() {
  return duplicate_rows;
}

}  // namespace acklab::link

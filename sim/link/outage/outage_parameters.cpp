#include <array>

#include "sim/link/parameters.hpp"

namespace acklab::link {
namespace {

constexpr std::array outage_rows{
    Parameter{.key = "outage",
              .kind = ValueKind::list,
              .meaning =
                  "When the link is down: what arrives meanwhile is dropped, what entered "
                  "before goes on its way. Each outage comes once (`from`) or again and "
                  "again (`every`). Times count from the first packet offered to the link in "
                  "either direction. Time decides, so in real time what arrives near an edge "
                  "may meet another fate the next time.",
              .fallback = "[]",
              .examples = R"({"outage": [{"from": "5s", "for": "2s"}]}
{"outage": [{"every": "10s", "for": "500ms", "offset": "3s"}, {"from": "30s", "for": "1s"}]})",
              .max = 1'000},
    Parameter{.key = "outage.from",
              .kind = ValueKind::duration,
              .meaning = "When an outage that comes once begins.",
              .range = "0s to 1h"},
    Parameter{.key = "outage.for",
              .kind = ValueKind::duration,
              .meaning = "How long it lasts; less than `every`.",
              .range = "1ns to 1h",
              .required = true},
    Parameter{.key = "outage.every",
              .kind = ValueKind::duration,
              .meaning = "From one beginning to the next, of an outage that comes again and again.",
              .range = "longer than `for`, at most 1h"},
    Parameter{.key = "outage.offset",
              .kind = ValueKind::duration,
              .meaning = "When the first of them begins.",
              .range = "0s to 1h",
              .fallback = "\"0s\""}};

}  // namespace

std::span<const Parameter> outage_parameters() {
  return outage_rows;
}

}  // namespace acklab::link

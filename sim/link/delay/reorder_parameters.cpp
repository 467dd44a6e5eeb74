#include <array>

#include "sim/link/parameters.hpp"

namespace acklab::link {
namespace {

constexpr std::array reorder_rows{
    Parameter{.key = "reorder",
              .kind = ValueKind::percentage,
              .meaning = "The chance of each packet to skip delay and jitter, so that it overtakes "
                         "others. Has no effect without one of them.",
              .range = "0% to 100%",
              .fallback = "\"0%\"",
              .netem = "reorder PERCENT",
              .differs = "In netem such a packet also skips the rate.",
              .examples = R"({"delay": "25ms", "reorder": "1%"})"}};

}  // namespace

std::span<const Parameter> reorder_parameters() {
  return reorder_rows;
}

}  // namespace acklab::link

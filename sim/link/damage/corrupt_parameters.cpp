#include <array>

#include "sim/link/parameters.hpp"

namespace acklab::link {
namespace {

constexpr std::array corrupt_rows{
    Parameter{.key = "corrupt",
              .kind = ValueKind::percentage,
              .meaning = "The chance of each packet to have one bit flipped, behind the IP header.",
              .range = "0% to 100%",
              .fallback = "\"0%\"",
              .netem = "corrupt PERCENT",
              .differs = "netem flips a bit anywhere in what it finds in one piece in memory, "
                         "headers included: a packet whose IP header it hits never arrives.",
              .examples = R"({"corrupt": "0.1%"})"}};

}  // namespace

std::span<const Parameter> corrupt_parameters() {
  return corrupt_rows;
}

}  // namespace acklab::link

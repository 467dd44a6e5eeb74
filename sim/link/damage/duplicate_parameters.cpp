#include <array>

#include "sim/link/parameters.hpp"

namespace acklab::link {
namespace {

constexpr std::array duplicate_rows{
    Parameter{.key = "duplicate",
              .kind = ValueKind::percentage,
              .meaning = "The chance of each packet to be sent twice: the copy right behind it, "
                         "with a fate of its own from here on.",
              .range = "0% to 100%",
              .fallback = "\"0%\"",
              .netem = "duplicate PERCENT",
              .differs = "netem puts the copy in at the root of the queueing disciplines, so that "
                         "it also meets the loss again; here it does not.",
              .examples = R"({"duplicate": "0.5%"})"}};

}  // namespace

std::span<const Parameter> duplicate_parameters() {
  return duplicate_rows;
}

}  // namespace acklab::link

#include <array>

#include "sim/link/parameters.hpp"

namespace acklab::link {
namespace {

constexpr std::array loss_rows{Parameter{
    .key = "loss",
    .kind = ValueKind::percentage,
    .meaning = "The chance of each packet to be dropped at random, each by itself.",
    .range = "0% to 100%",
    .fallback = "\"0%\"",
    .netem = "loss random PERCENT",
    .differs = "netem decides about loss and duplication together: a packet that is both lost and "
               "duplicated arrives once. Here a lost packet leaves nothing behind.",
    .examples = R"({"loss": "1%"})"}};

}  // namespace

std::span<const Parameter> loss_parameters() {
  return loss_rows;
}

}  // namespace acklab::link

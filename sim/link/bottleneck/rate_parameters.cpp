#include <array>

#include "sim/link/parameters.hpp"

namespace acklab::link {
namespace {

constexpr std::array rate_rows{
    Parameter{.key = "rate",
              .kind = ValueKind::rate | ValueKind::choice,
              .meaning = "How fast packets go onto the line, counted in IP bytes, each behind the "
                         "one before: a packet moves on when its last bit is out.",
              .range = "1bit to 1tbit",
              .fallback = "\"unlimited\"",
              .netem = "rate RATE",
              .choices = unlimited_word,
              .differs = "netem counts the link layer's bytes (14 more on Ethernet).",
              .examples = R"({"rate": "20mbit"})"}};

}  // namespace

std::span<const Parameter> rate_parameters() {
  return rate_rows;
}

}  // namespace acklab::link

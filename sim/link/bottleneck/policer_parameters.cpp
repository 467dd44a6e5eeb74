#include <array>

#include "sim/link/parameters.hpp"

namespace acklab::link {
namespace {

constexpr std::array policer_rows{
    Parameter{.key = "policer",
              .kind = ValueKind::object | ValueKind::choice,
              .meaning = "Drops what comes faster than a rate, without a queue: a packet passes if "
                         "there are tokens for all of its IP bytes. In any span of time T at most "
                         "rate times T and one burst passes.",
              .fallback = "\"none\"",
              .netem = "police rate RATE burst SIZE drop",
              .choices = none_word,
              .differs = "It is no part of netem but an action of tc's filters. tc counts the link "
                         "layer's bytes (14 more on Ethernet).",
              .examples = R"({"policer": {"rate": "2mbit", "burst": "32kB"}, "delay": "25ms"})"},
    Parameter{.key = "policer.rate",
              .kind = ValueKind::rate,
              .meaning = "How fast tokens come in: what passes in the long run.",
              .range = "1bit to 1tbit",
              .required = true},
    Parameter{.key = "policer.burst",
              .kind = ValueKind::size,
              .meaning = "How many tokens are kept while nothing comes; all of them at the "
                         "beginning. A packet larger than that never passes.",
              .range = "1500B to 1000GB",
              .required = true}};

}  // namespace

std::span<const Parameter> policer_parameters() {
  return policer_rows;
}

}  // namespace acklab::link

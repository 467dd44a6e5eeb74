#include <array>

#include "sim/link/parameters.hpp"

namespace acklab::link {
namespace {

constexpr std::array<std::string_view, 2> jitter_distributions{"uniform", "normal"};

constexpr std::array delay_rows{
    Parameter{.key = "delay",
              .kind = ValueKind::duration,
              .meaning = "What each packet takes one way, apart from queue and rate. Any number of "
                         "packets are under way side by side.",
              .range = "0s to 10min",
              .fallback = "\"0s\"",
              .netem = "delay TIME",
              .examples = R"({"delay": "25ms"})"},
    Parameter{
        .key = "jitter",
        .kind = ValueKind::duration | ValueKind::object,
        .meaning = "Random variation around the delay, which never becomes negative. A duration "
                   "alone is {\"amount\": duration}.",
        .range = "0s to 10min",
        .fallback = "\"0s\"",
        .netem = "delay TIME JITTER",
        .differs =
            "netem lets packets overtake each other whenever their jitter says so; here they do "
            "only if \"reorder\" is true. netem's correlation of jitter has no counterpart.",
        .examples = R"({"delay": "25ms", "jitter": "2ms"}
{"delay": "25ms", "jitter": {"amount": "2ms", "distribution": "normal"}}
{"delay": "25ms", "jitter": {"amount": "2ms", "distribution": "normal", "reorder": true}})"},
    Parameter{
        .key = "jitter.amount",
        .kind = ValueKind::duration,
        .meaning =
            "The standard deviation of the delay; for the uniform distribution half its width.",
        .range = "0s to 10min",
        .required = true},
    Parameter{.key = "jitter.distribution",
              .kind = ValueKind::choice,
              .meaning = "How delays spread around their mean.",
              .fallback = "\"uniform\"",
              .netem = "distribution NAME",
              .choices = jitter_distributions,
              .differs = "netem reads its tables from files of iproute2 and has no word for "
                         "uniform: it is what holds without a distribution."},
    Parameter{
        .key = "jitter.reorder",
        .kind = ValueKind::boolean,
        .meaning = "Whether a packet may overtake another through jitter; else all stay in order.",
        .fallback = "false"}};

}  // namespace

std::span<const Parameter> delay_parameters() {
  return delay_rows;
}

}  // namespace acklab::link

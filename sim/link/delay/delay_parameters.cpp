#include <array>

#include "sim/link/delay/jitter_settings.hpp"
#include "sim/link/parameters.hpp"

namespace acklab::link {
namespace {

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
        .meaning = "Random variation around the delay, with mean zero. A sum below zero becomes "
                   "zero, which makes the mean delay longer. A duration alone is {\"amount\": "
                   "duration}.",
        .range = "0s to 10min",
        .fallback = "\"0s\"",
        .netem = "delay TIME JITTER",
        .differs =
            "netem lets packets overtake each other whenever their jitter says so; here they do "
            "only if \"reorder\" is true. netem's correlation of jitter has no counterpart.",
        .examples = R"({"delay": "25ms", "jitter": "2ms"}
{"delay": "25ms", "jitter": {"amount": "2ms", "distribution": "normal"}}
{"delay": "25ms", "jitter": {"amount": "2ms", "distribution": "normal", "reorder": true}}
{"delay": "25ms", "jitter": {"amount": "2ms", "distribution": {"table": "delays/two-ways.dist"}}})"},
    Parameter{
        .key = "jitter.amount",
        .kind = ValueKind::duration,
        .meaning =
            "The standard deviation of the delay; for the uniform distribution half its width.",
        .range = "0s to 10min",
        .required = true},
    Parameter{
        .key = "jitter.distribution",
        .kind = ValueKind::choice | ValueKind::object,
        .meaning =
            "How delays spread around their mean, each for an amount of 1. \"uniform\": from -1 to "
            "1. \"normal\": cut off at 7.14 on both sides. \"pareto\": with shape 3, from -0.58 "
            "on. \"paretonormal\": a quarter of the normal and three quarters of netem's pareto, "
            "rank by rank. \"exponential\": from -1 on. Each is cut off above where one packet in "
            "10^12 would come: pareto at 11918, paretonormal at 9815, exponential at 26.7. An "
            "object takes a table from a file.",
        .fallback = "\"uniform\"",
        .netem = "distribution NAME",
        .choices = jitter_distribution_words,
        .differs =
            "netem's amount is the standard deviation of its normal table alone: its pareto table, "
            "cut off at 4, has 0.82 of it and a mean of -0.03 (computed from iproute2's "
            "generator). "
            "netem has no exponential, and uniform is what holds without a word."},
    Parameter{
        .key = "jitter.distribution.table",
        .kind = ValueKind::text,
        .meaning =
            "A file in the format of iproute2's distributions, beside this one: whole numbers "
            "from -32768 to 32767 between white space, all as likely; lines that begin with "
            "# are remarks. They are brought to mean 0 and standard deviation 1.",
        .range = "At most 65536 numbers that are not all the same, at most 1 MiB",
        .netem = "distribution NAME",
        .differs = "netem takes 8192 for the amount, whatever the table's mean and standard "
                   "deviation are, and at most 16384 numbers.",
        .required = true},
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

#include <array>

#include "sim/link/parameters.hpp"

namespace acklab::link {
namespace {

constexpr std::array queue_rows{Parameter{
    .key = "queue",
    .kind = ValueKind::size | ValueKind::choice,
    .meaning =
        "How many IP bytes of packets may wait for the line; what arrives at a full queue is "
        "dropped. The packet that is being sent no longer waits. Has no effect without a rate.",
    .range = "1500B to 1000GB",
    .fallback = "\"unlimited\"",
    .netem = "limit PACKETS",
    .choices = unlimited_word,
    .differs = "netem's limit counts packets, and counts those in its delay line too: a limit "
               "below the packets in flight drops what no queue would. The nearest in tc is a "
               "qdisc bfifo below a tbf.",
    .examples = R"({"rate": "20mbit", "queue": "125kB"})"}};

}  // namespace

std::span<const Parameter> queue_parameters() {
  return queue_rows;
}

}  // namespace acklab::link

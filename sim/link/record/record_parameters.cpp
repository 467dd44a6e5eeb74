#include <array>

#include "sim/link/parameters.hpp"

namespace acklab::link {
namespace {

constexpr std::array<std::string_view, 2> fate_keys{"index", "content"};

constexpr std::array<std::string_view, 2> after_words{"pass", "drop"};

constexpr std::array record_rows{
    Parameter{.key = "fate_key",
              .kind = ValueKind::choice,
              .meaning =
                  "By what the chance of a packet is counted. With index, the n-th packet of "
                  "a direction meets the n-th fate, whatever it is. With content, a packet "
                  "is known by what it is (connection, byte range, which transmission of it; "
                  "a pure ACK by its number and how often that was seen; a datagram by its "
                  "payload), so the same segment meets the same fate in every run, although "
                  "packets race in real time. Which segments there are, and which ACKs, may "
                  "still differ between such runs.",
              .fallback = "\"index\"",
              .choices = fate_keys,
              .examples = R"({"loss": "1%", "fate_key": "content"})"},
    Parameter{.key = "replay",
              .kind = ValueKind::text | ValueKind::object,
              .meaning =
                  "A fate log (FATES.md) to follow in place of all impairments: each packet "
                  "it knows is dropped, damaged, copied and held as long as it says, from "
                  "arrival to release, so that queue and rate are in it. A packet is known by "
                  "its number in its direction, or by its content where the log was made so. "
                  "The file is named relative to the scenario's own. Beside it only rate and "
                  "delay may stand, for packets that the log does not know; rate also says "
                  "how fast udp sends. A text alone is {\"file\": text}.",
              .examples = R"({"replay": "replay/fates.jsonl"}
{"rate": "5mbit", "delay": "10ms", "replay": {"file": "replay/fates.jsonl", "after": "drop"}})"},
    Parameter{.key = "replay.file",
              .kind = ValueKind::text,
              .meaning = "The log, relative to the scenario's own file.",
              .range = "at most 256MiB and 1000000 fates",
              .required = true},
    Parameter{.key = "replay.after",
              .kind = ValueKind::choice,
              .meaning = "What becomes of packets that the log does not know: pass, they meet rate "
                         "and delay of the link (and may overtake those that the log holds); drop.",
              .fallback = "\"pass\"",
              .choices = after_words}};

}  // namespace

std::span<const Parameter> record_parameters() {
  return record_rows;
}

}  // namespace acklab::link

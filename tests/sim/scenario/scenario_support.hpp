#pragma once

#include <string>
#include <string_view>

#include "sim/scenario/read_scenario.hpp"

namespace acklab::scenario::test {

/// The smallest scenario, and one that uses every key.
inline constexpr std::string_view smallest_text = R"({
  "name": "smallest",
  "link": {},
  "workload": { "kind": "bulk", "bytes": "1MB" },
  "contenders": ["udp"]
})";

inline constexpr std::string_view fullest_text = R"({
  "$schema": "./schema/scenario.schema.json",
  "name": "fullest-1",
  "question": "Does everything arrive?",
  "explanation": ["Two lines", "of text: … ✓."],
  "link": {
    "rate": "20mbit", "delay": "25ms", "loss": "0.1%", "queue": "125kB", "duplicate": "1%",
    "corrupt": "0.25%", "reorder": "5%",
    "jitter": { "amount": "2ms", "distribution": "normal", "reorder": true },
    "fate_key": "content",
    "forward": { "loss": "2%" },
    "reverse": { "rate": "unlimited", "queue": "unlimited", "jitter": "1ms" }
  },
  "workload": { "kind": "bulk", "bytes": "4MB", "message": "1400B" },
  "contenders": [
    "udp",
    { "kind": "udp", "name": "udp at half the rate", "rate": "10mbit" },
    { "kind": "reliable-udp", "congestion": "none", "arq": "tcp", "window_segments": 64,
      "rto": "adaptive", "max_ack_delay": "20ms",
      "mechanisms": { "checksum": "crc32c", "karn": false, "nagle": false } },
    { "kind": "reliable-udp", "name": "textbook", "arq": "selective-repeat", "window_segments": 14,
      "rto": "300ms", "sequence_bits": 8, "mechanisms": { "timestamps": false } },
    { "kind": "kernel-tcp", "congestion": "reno" }
  ],
  "repeat": 5,
  "seed": 9007199254740992,
  "time_limit": "1h",
  "path": "tun",
  "ip_version": 6,
  "expect": [
    { "contender": "udp", "metric": "integrity.missing_ratio", "near": 0.01, "tolerance": 5e-3 },
    { "contender": "reliable-udp", "metric": "integrity.intact", "equals": true, "note": "Always." },
    { "contender": "kernel-tcp", "metric": "share_of_limit", "at_least": 0.05 },
    { "contender": "kernel-tcp", "metric": "share_of_limit", "at_most": 1 },
    { "contender": "udp", "metric": "integrity.corrupted", "equals": 0 }
  ]
})";

/// The text with the first occurrence of `what` replaced, which must be there.
[[nodiscard]] std::string replaced(std::string_view text, std::string_view what,
                                   std::string_view with);

/// The sentence with which the text is refused as the file "x.json"; "accepted" when it is not.
[[nodiscard]] std::string refusal_of(std::string_view text);

/// Whether this is one clear sentence about the file: one line, printable, not too long, with a
/// full stop.
[[nodiscard]] bool is_one_sentence(std::string_view sentence, std::string_view file);

/// Checks that `text` with `what` replaced is refused with a sentence that has `because`.
void refuses(std::string_view text, std::string_view what, std::string_view with,
             std::string_view because);

/// The smallest scenario with this one contender, and what more its root says.
[[nodiscard]] std::string with_contender(const std::string& contender,
                                         const std::string& more = "");

/// A scenario whose one contender is reliable-udp with `told`.
[[nodiscard]] std::string told_text(std::string_view told);

}  // namespace acklab::scenario::test

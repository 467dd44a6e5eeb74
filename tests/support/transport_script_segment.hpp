#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "net/base/seq32.hpp"
#include "net/wire/segment.hpp"

namespace acklab::support {

/// A segment as a script writes it. Numbers are offsets in the streams: SYN 0, first byte 1.
struct ScriptSegment {
  bool syn = false;
  bool fin = false;
  bool rst = false;
  bool push = false;
  std::optional<std::uint64_t> sequence;
  std::uint64_t payload_bytes = 0;
  std::optional<std::uint64_t> ack;  // after completion nothing means: without ACK
  bool without_ack = false;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> sack;
  std::optional<std::uint16_t> window;  // as on the wire
  std::optional<std::uint16_t> urgent_pointer;
  std::optional<std::pair<std::uint32_t, std::uint32_t>> timestamps;
  std::optional<std::uint16_t> max_segment_size;
  std::optional<std::uint8_t> window_scale;
  bool sack_permitted = false;

  [[nodiscard]] std::uint64_t end() const {
    return sequence.value_or(0) + payload_bytes + (syn ? 1 : 0) + (fin ? 1 : 0);
  }
};

/// Both initial sequence numbers, seen from who sends the segment.
struct ScriptOrigin {
  Seq32 sender;
  Seq32 receiver;
};

/// What the words of a script's line say: one segment, or with `data A:B each N` several. Throws
/// std::invalid_argument, with a sentence, on a word it does not know.
[[nodiscard]] std::vector<ScriptSegment> parse_segments(const std::vector<std::string>& words);

/// A segment on the wire in a script's terms, everything set that it carries. Offsets are those
/// nearest to the `sender_near` and `receiver_near`.
[[nodiscard]] ScriptSegment describe(const wire::Segment& segment, const ScriptOrigin& origin,
                                     std::uint64_t sender_near, std::uint64_t receiver_near);

/// In the notation of a script.
[[nodiscard]] std::string to_text(const ScriptSegment& segment);

/// What differs, in words; empty when `came` is what the script `wants`. Window and timestamps are
/// compared when the script names them, everything else always.
[[nodiscard]] std::string difference(const ScriptSegment& wants, const ScriptSegment& came);

/// A whole number; throws std::invalid_argument when `word` is none or above `most`.
[[nodiscard]] std::uint64_t script_number(const std::string& word,
                                          std::uint64_t most = UINT64_MAX / 2);

}  // namespace acklab::support

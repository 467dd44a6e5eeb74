#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

namespace acklab::transport {

/// One direction of urgent data (RFC 9293 §3.8.5): where it ends. The urgent pointer names the
/// first octet behind it (MUST-62); the bytes themselves stay in the stream, as RFC 6093 advises.
class UrgentMark {
 public:
  /// Moves the mark to `end`; true when it was not there yet.
  bool advance(std::uint64_t end) {
    if (end <= end_) return false;
    end_ = end;
    return true;
  }
  /// How far it lies ahead of `offset`.
  [[nodiscard]] std::uint64_t ahead_of(std::uint64_t offset) const {
    return end_ > offset ? end_ - offset : 0;
  }
  /// The urgent pointer of a segment that begins at `offset`; nothing when no urgent data lies
  /// ahead. Further away than 16 bits reach, it points as far as they do: the next one says more.
  [[nodiscard]] std::optional<std::uint16_t> pointer_at(std::uint64_t offset) const {
    if (ahead_of(offset) == 0) return std::nullopt;
    return static_cast<std::uint16_t>(std::min<std::uint64_t>(ahead_of(offset), 65'535));
  }

 private:
  std::uint64_t end_ = 0;
};

}  // namespace acklab::transport
